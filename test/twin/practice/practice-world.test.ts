import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { auditedSince } from '../../../lib/controller/aws/audit-table';
import { orderStore } from '../../../lib/controller/aws/link-state-table';
import { LATENCIES } from '../../../lib/twin/latencies';
import { openTwin } from '../../support/http-twin';
import { Practice, reconcilerOf, TABLES } from '../../support/practice';
import { anOrder, MINUTE_MS, NOW_MS } from '../../support/world';

/** A client of a site's region, which goes by the name of the site. Virtual time stands still. */
async function clientOf({ world }: Practice, site: string): Promise<DynamoDBClient> {
  const { clock, fabric, tables, backbone } = world;
  const twin = await openTwin({ network: fabric.network, clock, fabric, tables });
  expect(backbone.sites.map(({ name }) => name)).toContain(site);
  return twin.client(new DynamoDBClient(twin.config(site)));
}

test('while nothing happens nothing is steered and no run fails', async () => {
  const practice = await Practice.begun();
  const { network } = practice.world.fabric;
  await practice.pass(10);
  expect(practice.world.fabric.network).toEqual(network);
  expect([practice.failed, practice.happened]).toEqual([[], []]);
});

test('a grey link is steered around, and given back when it is healed', async () => {
  const practice = await Practice.begun();
  expect(practice.path('iad', 'pdx')).toBe('iad-pdx');
  practice.world.faults.fail('iad-pdx', 'grey');
  await practice.pass(1);
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
  expect(practice.decided).toContain('iad link-probes-lost iad-pdx');
  practice.world.faults.heal('iad-pdx');
  await practice.pass(15);
  expect(practice.path('iad', 'pdx')).toBe('iad-pdx');
  expect(practice.happened).toEqual([
    'iad-pdx drops all data; its attachments and routes stay up',
    'iad-pdx carries data again',
  ]);
  expect(practice.failed).toEqual([]);
});

test('what controllers say is in the audit table, of their own region at once and of the others later', async () => {
  const practice = await Practice.begun();
  practice.world.faults.fail('iad-pdx', 'grey');
  await practice.pass(1);
  for (const region of ['iad', 'cmh']) {
    const dynamo = await clientOf(practice, region);
    const codes: string[] = [];
    for await (const { entries, unreadable } of auditedSince({ dynamo, tableName: TABLES.audit }, 'iad', NOW_MS)) {
      codes.push(...entries.map(({ code }) => code));
      expect(unreadable).toEqual([]);
    }
    expect(codes).toEqual(expect.arrayContaining(['link-probes-lost', 'override-created']));
  }
});

test('an order placed over the protocol in one region drains the link at both ends', async () => {
  const practice = await Practice.begun();
  const dynamo = await clientOf(practice, 'cmh');
  const table = { dynamo, tableName: TABLES.linkState, site: 'cmh', onUnreadable: () => {} };
  const atMs = practice.world.clock.now();
  const order = anOrder('drain', 'iad-pdx', { id: 'practice', atMs, expiresMs: atMs + 60 * MINUTE_MS });
  expect(await orderStore(table).place(order)).toBe('written');
  await practice.pass(3);
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
  expect(practice.path('pdx', 'iad')).toBe('cmh-pdx iad-cmh');
  expect(practice.decided).toContain('iad link-drain-ordered iad-pdx');
});

test('a slow link is measured as it is, and is down when probes are not answered in time', async () => {
  const practice = await Practice.begun();
  const measured = (site: string) =>
    practice.world.database.snapshot(site).observations.find((one) => one.link === 'iad-pdx' && one.site === site);
  expect(measured('iad')?.rttMs).toBe(60);
  practice.world.setDelay('iad-pdx', 100);
  await practice.pass(2);
  expect(measured('iad')).toMatchObject({ verdict: 'good', rttMs: 260 });
  practice.world.setDelay('iad-pdx', 300);
  await practice.pass(1);
  expect(measured('iad')?.verdict).toBe('bad');
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
  practice.world.setDelay('iad-pdx', 0);
  practice.world.setDelay('iad-pdx', 0);
  await practice.pass(15);
  expect(practice.path('iad', 'pdx')).toBe('iad-pdx');
  expect(practice.happened).toEqual([
    'iad-pdx takes 100 ms longer each way',
    'iad-pdx takes 300 ms longer each way',
    'iad-pdx is as quick as before',
  ]);
});

test('people hear when premises are told of changed prefixes, which takes as long as they have said', async () => {
  const TOLD = 'ord is told of the changed prefixes over ord-pdx-dx';
  const hearings = [LATENCIES, { ...LATENCIES, announcement: [5_000, 5_000] } as const].map(async (latencies) => {
    const practice = await Practice.begun(latencies);
    practice.world.faults.fail('ord-iad-dx', 'grey');
    await practice.pass(2);
    const isSoon = practice.happened.includes(TOLD);
    await practice.pass(6);
    return [isSoon, practice.happened.includes(TOLD)];
  });
  expect(await Promise.all(hearings)).toEqual([
    [false, true],
    [true, true],
  ]);
});

test('a controller that people have stopped leaves a dead link in use, and steers when it may run again', async () => {
  const practice = await Practice.begun();
  const { functions, faults } = practice.world;
  functions.reserve('iad', reconcilerOf('iad'), 0);
  faults.fail('iad-pdx', 'grey');
  await practice.pass(2);
  expect(practice.path('iad', 'pdx')).toBe('dead-link');
  expect(practice.path('pdx', 'iad')).toBe('cmh-pdx iad-cmh');
  functions.reserve('iad', reconcilerOf('iad'), 2);
  await practice.pass(2);
  expect(practice.path('iad', 'pdx')).toBe('iad-cmh cmh-pdx');
});
