// The built functions drain and restore each kind of link of the hybrid example, and steer around one that fails.
//
//   ord --- dx 5 ---- iad --- 10 --- pdx --- dx 5 --- ord
//   ord --- vpn 50 -- iad
//   cmh has a peering of cost 10 to both

import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { healthEvent } from '../support/health-events';
import { ownOf, ProcessWorld } from './process-world';

const MINUTE_MS = 60_000;

let world: ProcessWorld;
beforeAll(async () => {
  world = await ProcessWorld.open();
});
afterAll(() => world?.close());
beforeEach(() => void world.lost.splice(0));

function times(link: string, code: string): number {
  return world.codes(link).filter((said) => said === code).length;
}

/** From the first word to the last, with a cut and a repair while nothing runs over the link. */
async function maintained(link: string, begin: () => Promise<() => Promise<unknown>>): Promise<void> {
  const [before, over] = [world.steered, world.flows().over(link)];
  const [completed, withdrawn] = [times(link, 'drain-complete'), codes('link-withdrawn')];
  const end = await begin();
  await world.until(`the end of the drain of ${link}`, () => times(link, 'drain-complete') > completed);
  if (ownOf(link) > 0) await world.until(`the withdrawal of ${link}`, () => codes('link-withdrawn') > withdrawn);
  await world.until(`all that ${link} takes back`, () => world.withdrawn.length === ownOf(link));
  expect(world.flows().over(link)).toEqual([]);
  world.set(link, 'grey');
  expect(world.flows().undelivered).toEqual([]);
  world.set(link, 'up');
  await end();
  await world.until(`what was before the drain of ${link}`, () => same(world.steered, before));
  await world.until(`its traffic on ${link}`, () => same(world.flows().over(link), over));
  expect(world.lost).toEqual([]);
}

function codes(code: string): number {
  return world.codes().filter((said) => said === code).length;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
}

function ordered(link: string) {
  return async () => {
    const order = await world.order('drain', link);
    return () => world.end(order);
  };
}

test('a peering is drained by an order, and restored when the order ends', async () => {
  expect(world.flows().over('iad-pdx')).not.toEqual([]);
  await maintained('iad-pdx', ordered('iad-pdx'));
});

// It carries traffic only when both Direct Connect links are gone, and is the last path then.
test('a VPN that stands by is withdrawn by an order, and brings and announces routes again when the order ends', async () => {
  await maintained('ord-iad-vpn', ordered('ord-iad-vpn'));
});

test('ord-iad-dx is drained for what AWS Health announces, and restored when it says that the work is done', async () => {
  const at = (ms: number) => new Date(world.nowMs + ms).toUTCString();
  const affectedEntities = [{ entityValue: 'dxcon-ffabc123' }];
  const told = { affectedEntities, startTime: at(2 * MINUTE_MS), endTime: at(60 * MINUTE_MS) };
  const tell = async (name: string, more: object) => {
    const invoked = await world.functionOf('health-event', 'iad').invoke(healthEvent(name, { ...told, ...more }));
    expect(invoked).toMatchObject({ kind: 'result' });
  };
  expect(world.flows().over('ord-iad-dx')).not.toEqual([]);
  await maintained('ord-iad-dx', async () => {
    await tell('dx-maintenance-scheduled', { lastUpdatedTime: at(0) });
    return () => tell('dx-maintenance-completed', { lastUpdatedTime: at(0) });
  });
});

// How soon is for stories to measure: here it depends on how busy the machine is on which these processes run.
test('a peering that silently drops data is steered around, and taken again when it is good', async () => {
  world.set('iad-cmh', 'grey');
  expect(world.flows().undelivered).not.toEqual([]);
  await world.until('a way around it', () => world.flows().undelivered.length === 0);
  world.set('iad-cmh', 'up');
  await world.until('the baseline', () => world.steered.length === 0);
  expect(world.flows().undelivered).toEqual([]);
});

test('what was decided is in the audit, on the event bus and with people, by the same codes', async () => {
  const { dynamo, auditTableName, twin } = world;
  const { Items = [] } = await dynamo.client.send(new ScanCommand({ TableName: auditTableName }));
  const audited = new Set(
    Items.map((item) => /"code":"([a-z-]+)"/.exec(JSON.stringify(item).replaceAll('\\', ''))?.[1]),
  );
  for (const code of ['drain-admitted', 'drain-complete', 'override-created', 'link-withdrawn', 'link-probes-lost']) {
    expect([code, audited.has(code)]).toEqual([code, true]);
    expect(world.codes()).toContain(code);
  }
  const told = twin.sent.messages.map(({ message }) => message).join('\n');
  for (const code of ['drain-complete', 'link-probes-lost']) expect(told).toContain(code);
});
