import type { SeenHealthCheck } from '../../../lib/controller/health-check-ports';
import { astrayMeasure, auditNames, type NamesAudit } from '../../../lib/controller/names/audit-names';
import type { SiteNames } from '../../../lib/controller/names/read-names';
import { asDeployed, namedService, reachCheck } from '../../support/names';
import { anOrder, MINUTE_MS, NOW_MS } from '../../support/world';

const NAMES = { checks: [reachCheck('iad'), reachCheck('pdx')], services: [namedService('users', ['iad', 'pdx'])] };
const RESTING = { isChanging: false, changedMs: NOW_MS - 60 * MINUTE_MS };
const FORCED = { disabled: true, inverted: true };

const failing = async () => {
  throw new Error('Throttling');
};

/** Route 53 as it was deployed, with time that goes on while one waits. Tests change what it answers. */
class World {
  readonly seen = asDeployed(NAMES);
  readonly waited: number[] = [];
  readonly read: string[] = [];
  nowMs = NOW_MS;
  /** What happens before the second look. */
  meanwhile = () => {};
  audit: NamesAudit = {
    site: 'cmh',
    stack: async () => RESTING,
    names: async () => NAMES,
    writtenDown: 3,
    orders: async () => [],
    checks: {
      read: async (id) => {
        this.read.push(id);
        return this.seen.checks.get(id);
      },
    },
    zones: { records: async (id) => this.seen.zones.get(id) },
    now: () => this.nowMs,
    wait: async (ms) => {
      this.waited.push(ms);
      this.nowMs += ms;
      this.meanwhile();
    },
  };

  change(id: string, change: Partial<SeenHealthCheck>): void {
    const check = this.seen.checks.get(id);
    if (check) this.seen.checks.set(id, { ...check, ...change });
  }

  /** What is told, in short, and how much is astray. */
  async told(changes: Partial<NamesAudit> = {}): Promise<readonly [readonly string[], number | undefined]> {
    const { entries, astray } = await auditNames({ ...this.audit, ...changes });
    for (const { site, atMs } of entries) expect([site, atMs]).toEqual(['cmh', this.nowMs]);
    return [entries.map(({ code, because }) => `${code}: ${because}`), astray];
  }
}

const CHANGED =
  'health-check-changed: the health check reaches-pdx, by which names follow pdx, is disabled: it is healthy whatever happens';
const IN_CHANGE =
  'names-in-change: the stack of the names is being changed, so nothing is compared before that is over';

test('what is as it was deployed is looked at once, and counted as nothing', async () => {
  const world = new World();
  expect(await world.told()).toEqual([[], 0]);
  expect(world.waited).toEqual([]);
  expect(world.read).toEqual(['reaches-iad', 'reaches-pdx']);
});

test('what differs in two looks, a minute apart, is told and counted', async () => {
  const world = new World();
  world.change('reaches-pdx', { disabled: true });
  world.seen.zones.get('Z-5')?.splice(0, 1);
  const missing = 'record-missing: the record users.acme.internal. A primary is missing';
  expect(await world.told()).toEqual([[missing, CHANGED], 2]);
  expect(world.waited).toEqual([MINUTE_MS]);
});

test('what is over at the second look is not told, and nothing is astray', async () => {
  const world = new World();
  world.change('reaches-iad', FORCED);
  world.meanwhile = () => world.change('reaches-iad', { disabled: false, inverted: false });
  expect(await world.told()).toEqual([[], 0]);
});

test('what differs only at the second look waits for the next audit, and leaves the count as it was', async () => {
  const world = new World();
  world.change('reaches-iad', FORCED);
  world.meanwhile = () => {
    world.change('reaches-iad', { disabled: false, inverted: false });
    world.change('reaches-pdx', { disabled: true });
  };
  expect(await world.told()).toEqual([[], undefined]);
  expect(await world.told()).toEqual([[CHANGED], 1]);
});

test('a check that was forced before its order had come is not told', async () => {
  const world = new World();
  const orders = () => (world.waited.length === 0 ? [] : [anOrder('evacuate', undefined, { site: 'iad' })]);
  world.change('reaches-iad', FORCED);
  expect(await world.told({ orders: async () => orders() })).toEqual([[], 0]);
});

test('a check that outlives its order is told', async () => {
  const world = new World();
  world.change('reaches-iad', FORCED);
  const order = anOrder('evacuate', undefined, { site: 'iad', expiresMs: NOW_MS });
  const [entries, astray] = await world.told({ orders: async () => [order] });
  expect([entries.length, astray]).toEqual([1, 1]);
  expect(entries[0]).toMatch(/^health-check-forced: .* no order evacuates iad$/);
});

test('an evacuation that moved names by the order alone leaves nothing astray', async () => {
  const orders = async () => [anOrder('evacuate', undefined, { site: 'iad' })];
  expect(await new World().told({ orders })).toEqual([[], 0]);
});

test.each<[string, (looks: number) => { isChanging: boolean; changedMs: number }]>([
  ['before the first look', () => ({ ...RESTING, isChanging: true })],
  ['while the first look is taken', (asked) => (asked > 1 ? { ...RESTING, isChanging: true } : RESTING)],
  ['wholly within the first look', (asked) => (asked > 1 ? { ...RESTING, changedMs: NOW_MS } : RESTING)],
  ['between the two looks', (asked) => (asked > 2 ? { ...RESTING, isChanging: true } : RESTING)],
  ['while the second look is taken', (asked) => (asked > 3 ? { ...RESTING, changedMs: NOW_MS } : RESTING)],
])('what differs while the stack is changed %s is not told', async (_, standing) => {
  const world = new World();
  world.change('reaches-pdx', { disabled: true });
  let asked = 0;
  const stack = async () => {
    asked += 1;
    return standing(asked);
  };
  expect(await world.told({ stack })).toEqual([[IN_CHANGE], undefined]);
});

test('what cannot be read is told when that lasts, and keeps nothing else from being compared', async () => {
  const world = new World();
  world.seen.zones.get('Z-5')?.splice(0, 1);
  const unread = (what: string) => `names-unread: ${what} could not be read: Throttling`;
  const missing = 'record-missing: the record users.acme.internal. A primary is missing';
  const checks = { read: failing };
  expect(await world.told({ checks, orders: failing })).toEqual([
    [
      missing,
      unread('the health check reaches-iad'),
      unread('the health check reaches-pdx'),
      unread('which sites orders evacuate'),
    ],
    1,
  ]);
});

test('while part cannot be read, that nothing is astray is not said', async () => {
  const world = new World();
  const [entries, astray] = await world.told({ zones: { records: failing } });
  expect(entries).toEqual(['names-unread: the records of the zone Z-5 could not be read: Throttling']);
  expect(astray).toBeUndefined();
});

test('what cannot be read once is not told', async () => {
  const world = new World();
  const checks = { read: async (id: string) => (world.waited.length === 0 ? failing() : world.seen.checks.get(id)) };
  expect(await world.told({ checks })).toEqual([[], 0]);
});

test('of forced checks nothing is said while nobody knows which sites are evacuated', async () => {
  const world = new World();
  world.change('reaches-iad', FORCED);
  expect(await world.told({ orders: failing })).toEqual([
    ['names-unread: which sites orders evacuate could not be read: Throttling'],
    undefined,
  ]);
});

test.each<[string, Partial<NamesAudit>, string]>([
  ['what was deployed', { names: failing }, 'what was deployed'],
  ['how the stack stands', { stack: failing }, 'whether the stack of the names is being changed'],
])('that %s cannot be read is told', async (_, changes, what) => {
  const expected = `names-unread: ${what} could not be read: Throttling`;
  expect(await new World().told(changes)).toEqual([[expected], undefined]);
});

test.each<[string, SiteNames, number]>([
  ['one parameter', { ...NAMES, checks: NAMES.checks.slice(1) }, 2],
  ['all of them', { checks: [], services: [] }, 0],
])('that %s of what was deployed is gone is told, and is not taken for nothing astray', async (_, names, found) => {
  const because = `what was deployed could not be read as a whole: of 3 parameters of the names there are ${found}`;
  expect(await new World().told({ names: async () => names })).toEqual([[`names-unread: ${because}`], undefined]);
});

test('a metric says how much is astray, and nothing of what is not known', () => {
  expect(astrayMeasure('cmh', { entries: [], astray: 2 })).toEqual([
    { dimensions: { Site: 'cmh' }, measures: [{ name: 'NamesAstray', unit: 'Count', value: 2 }] },
  ]);
  expect(astrayMeasure('cmh', { entries: [] })).toEqual([]);
});
