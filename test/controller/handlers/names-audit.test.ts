// The audit of names, with its own adapters, on the templates that services make.

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SSMClient } from '@aws-sdk/client-ssm';
import { healthCheckApi } from '../../../lib/controller/aws/health-check-api';
import { zoneApi } from '../../../lib/controller/aws/route53-reading';
import { siteNames } from '../../../lib/controller/aws/site-names';
import { stackStanding } from '../../../lib/controller/aws/stack-state';
import type { Order } from '../../../lib/controller/database';
import { handler, tellNames } from '../../../lib/controller/handlers/names-audit';
import { forceSite, releaseSite } from '../../../lib/controller/names/force-checks';
import { type Inventory, inventoryIn } from '../../../lib/twin/http/inventory';
import { understand } from '../../../lib/verify/verify';
import { startDynamoServer } from '../../support/dynamo-server';
import { type OpenTwin, openTwin } from '../../support/http-twin';
import { synthesized } from '../../support/judged';
import { entriesIn } from '../../support/log-lines';
import { ORDERS, USERS } from '../../support/services';
import { triangle } from '../../support/topologies';
import { anOrder, NOW_MS } from '../../support/world';

const REGIONS = { cmh: 'us-east-2', iad: 'us-east-1', pdx: 'us-west-2' } as const;
type SiteName = keyof typeof REGIONS;

const assembly = synthesized(triangle({ services: [ORDERS, { ...USERS, zone: ORDERS.zone }] }));
const understood = understand(assembly);
const { inventory } = inventoryIn(assembly, understood);

const open = (changes: Partial<Inventory> = {}) =>
  openTwin({ network: understood.network, inventory: { ...inventory, ...changes } });

function portsAt(twin: OpenTwin, site: SiteName) {
  const config = twin.config(REGIONS[site]);
  const [route53, ssm] = [twin.client(new Route53Client(config)), twin.client(new SSMClient(config))];
  const cloudFormation = twin.client(new CloudFormationClient(config));
  return {
    stack: () => stackStanding(cloudFormation, `acme-${site}-dns`),
    names: () => siteNames(ssm, `/acme/names/${site}`),
    checks: healthCheckApi(route53),
    zones: zoneApi(route53),
  };
}

/** What the audit of a site says: codes with what they are about, and the values of the metric. */
async function told(twin: OpenTwin, site: SiteName, orders: readonly Order[] = []) {
  const lines: string[] = [];
  const ports = portsAt(twin, site);
  const rest = { site, writtenDown: 5, orders: async () => orders, now: () => NOW_MS, wait: async () => {} };
  await tellNames({ ...ports, ...rest }, (line) => lines.push(line));
  const counted = lines.flatMap((line) => JSON.parse(line).NamesAstray ?? []);
  return { said: entriesIn(lines).map(({ code, because }) => `${code}: ${because}`), counted };
}

const at = (site: SiteName) => (id: string) => id.startsWith(`acme-${site}-dns.`);
const isOf = (site: SiteName, role: string, name: string) => (record: Inventory['recordSets'][number]) =>
  at(site)(record.zone) && record.failover === role && record.name === `${name}.acme.internal.`;

test('at every site, nothing is told of what the templates deploy', async () => {
  const twin = await open();
  for (const site of ['cmh', 'iad', 'pdx'] as const) {
    const { checks, services } = await portsAt(twin, site).names();
    expect([checks.length, services.map(({ records }) => records.length)]).toEqual([3, [2, 4]]);
    expect(await told(twin, site)).toEqual({ said: [], counted: [0] });
  }
});

type RecordSets = Inventory['recordSets'];

test.each<[string, (records: RecordSets) => RecordSets, RegExp]>([
  [
    'was deleted',
    (all) => all.filter((record) => !isOf('cmh', 'PRIMARY', 'orders-db')(record)),
    /^record-missing: the record orders-db\.acme\.internal\. A primary is missing$/,
  ],
  [
    'was led elsewhere',
    (all) =>
      all.map((record) =>
        isOf('cmh', 'SECONDARY', 'orders-db')(record) ? { ...record, values: ['10.9.9.9'] } : record,
      ),
    /^record-changed: .* values is \["10\.9\.9\.9"\] and was deployed as \["10\.30\.1\.10"\]$/,
  ],
  [
    'was made to follow nothing',
    (all) =>
      all.map((record) =>
        isOf('cmh', 'SECONDARY', 'users')(record)
          ? { ...record, alias: { ...aliasOf(record), evaluatesHealth: false } }
          : record,
      ),
    /^record-changed: .* alias follows health is false and was deployed as true$/,
  ],
  [
    'was added by others',
    (all) => [
      ...all,
      {
        ...(all.find(isOf('cmh', 'PRIMARY', 'orders-db')) as RecordSets[number]),
        type: 'AAAA',
        values: ['2001:db8::1'],
      },
    ],
    /^record-foreign: the record orders-db\.acme\.internal\. AAAA primary is none of Detour/,
  ],
])('a record that %s is told where it is, and nowhere else', async (_, change, expected) => {
  const twin = await open({ recordSets: change(inventory.recordSets) });
  const { said, counted } = await told(twin, 'cmh');
  expect(said).toEqual([expect.stringMatching(expected)]);
  expect(counted).toEqual([1]);
  expect(await told(twin, 'iad')).toEqual({ said: [], counted: [0] });
});

function aliasOf({ alias }: RecordSets[number]) {
  if (!alias) throw new Error('the record is no alias');
  return alias;
}

test('a zone that was deleted is told once for each of its services', async () => {
  const twin = await open({ hostedZones: inventory.hostedZones.filter(({ id }) => !at('cmh')(id)) });
  const { said } = await told(twin, 'cmh');
  expect(said).toEqual(['orders-db', 'users'].map((name) => expect.stringMatching(`^record-missing: .* of ${name}$`)));
});

type HealthChecks = Inventory['healthChecks'];
const follows = ({ id, config }: HealthChecks[number], alarm: string) =>
  at('cmh')(id) && config.AlarmIdentifier?.Name === alarm;
const changed =
  (alarm: string, change: Partial<HealthChecks[number]['config']>) =>
  (all: HealthChecks): HealthChecks =>
    all.map((check) => (follows(check, alarm) ? { ...check, config: { ...check.config, ...change } } : check));
const REACHES_PDX = 'acme-cmh-reaches-pdx';

test.each<[string, (checks: HealthChecks) => HealthChecks, RegExp]>([
  [
    'was deleted',
    (all) => all.filter((check) => !follows(check, REACHES_PDX)),
    /^health-check-missing: .* follow pdx, is missing$/,
  ],
  [
    'follows another alarm',
    changed(REACHES_PDX, { AlarmIdentifier: { Region: 'us-east-2', Name: 'x' } }),
    /^health-check-changed: .* follows the alarm x in us-east-2.* it follows the alarm acme-cmh-reaches-pdx/,
  ],
  [
    'of a service was inverted',
    changed('users-unwell', { Inverted: true }),
    /^health-check-changed: .* of a service, is inverted/,
  ],
  ['was disabled', changed(REACHES_PDX, { Disabled: true }), /^health-check-changed: .* is disabled/],
  [
    'was left forced',
    changed(REACHES_PDX, { Disabled: true, Inverted: true }),
    /^health-check-forced: .* no order evacuates pdx$/,
  ],
])('a health check that %s is told', async (_, change, expected) => {
  const { said, counted } = await told(await open({ healthChecks: change(inventory.healthChecks) }), 'cmh');
  expect(said).toEqual([expect.stringMatching(expected)]);
  expect(counted).toEqual([1]);
});

test('an evacuation at once is told only once its order is gone, and until the checks are let go', async () => {
  const twin = await open();
  const { checks: port, names } = portsAt(twin, 'cmh');
  const { checks } = await names();
  const order = anOrder('evacuate', undefined, { site: 'iad' });
  await forceSite('iad', checks, port);
  expect(await told(twin, 'cmh', [order])).toEqual({ said: [], counted: [0] });
  const { said } = await told(twin, 'cmh');
  expect(said).toEqual([
    expect.stringMatching(/^health-check-forced: .* in its version 2, and no order evacuates iad$/),
  ]);
  await releaseSite('iad', checks, port);
  expect(await told(twin, 'cmh')).toEqual({ said: [], counted: [0] });
});

test('a stack that is not there leaves nothing known, and that is told', async () => {
  const twin = await open({ stacks: [] });
  const { said, counted } = await told(twin, 'cmh');
  expect(said).toEqual([expect.stringMatching(/^names-unread: whether the stack of the names is being changed/)]);
  expect(counted).toEqual([]);
});

test('parameters that were deleted leave nothing known of what they said, and that is told', async () => {
  const twin = await open({
    parameters: inventory.parameters.filter(({ name }) => name !== '/acme/names/cmh/services/users'),
  });
  const { said, counted } = await told(twin, 'cmh');
  expect(said).toEqual([expect.stringMatching(/^names-unread: .* of 5 parameters of the names there are 4$/)]);
  expect(counted).toEqual([]);
});

describe('the function itself', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
  });

  test('goes by its environment, and says that nothing is astray', async () => {
    const [twin, dynamo] = [await open(), await startDynamoServer()];
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: REGIONS.cmh,
      AWS_ENDPOINT_URL: twin.endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      DETOUR_SITE: 'cmh',
      DETOUR_TABLE: await dynamo.createTable('acme-link-state'),
      DETOUR_NAMES_PATH: '/acme/names/cmh',
      DETOUR_NAMES: '5',
      DETOUR_STACK: 'acme-cmh-dns',
    });
    const lines: string[] = [];
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
    await handler();
    jest.restoreAllMocks();
    expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ Site: 'cmh', NamesAstray: 0 })]);
    await dynamo.stop();
  });
});
