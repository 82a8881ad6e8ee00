// What guards hold back, over many reconciles: it is tried again in each, and told once.

import type { AuditEntry } from '../../lib/controller/audit';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { Sites } from '../support/sites';
import { allGood, anObservation, anOrder, MINUTE_MS } from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const HOURS = 180;
const bad = [...allGood(triangle), anObservation('s0-s1', 's0', { verdict: 'bad', wasBad: true })];
const freeze = (sites: Sites) => anOrder('freeze', undefined, { expiresMs: sites.world.nowMs + 2 * HOURS * MINUTE_MS });

/** Changes that were held, each as `site code table remote`. */
function held(sites: Sites): readonly string[] {
  return sites.world.audit.flatMap(({ site, code, change }: AuditEntry) =>
    code.startsWith('held-') && change?.kind === 'override' ? [`${site} ${code} ${change.table} ${change.remote}`] : [],
  );
}

const FROZEN = ['s0 s1', 's1 s0'].flatMap((pair) => {
  const [site, remote] = pair.split(' ');
  return [`${site} held-frozen spokes ${remote}`, `${site} held-frozen transit ${remote}`];
});

/** A link is down, and all is frozen. */
async function frozen(): Promise<Sites> {
  const sites = await new Sites(triangle).rounds(4);
  return sites.know({ observations: bad, orders: [freeze(sites)] });
}

test('what is held for hours is told once, and done as soon as nothing holds it any more', async () => {
  const sites = await frozen();
  sites.roundMs = MINUTE_MS;
  await sites.rounds(HOURS);
  expect([...held(sites)].sort()).toEqual(FROZEN);
  expect(sites.overrides()).toEqual([]);
  await sites.know({ orders: [] }).round();
  expect(sites.overrides()).toHaveLength(4);
  expect(held(sites)).toHaveLength(FROZEN.length);
});

test('another reason is told, and the first one again when it holds once more', async () => {
  const sites = await new Sites(triangle).rounds(4);
  const unheard = async () => {
    const publications = sites.world.snapshot.publications.filter(({ site }) => site !== 's2');
    await sites.know({ publications }).reconcile('s0');
    sites.world.advance(2_000);
  };
  const s0 = () => held(sites).filter((said) => said.includes('s0 ') && said.includes('spokes s1'));
  await sites.know({ observations: bad, orders: [freeze(sites)] });
  await unheard();
  await sites.know({ orders: [] });
  await unheard();
  await unheard();
  await sites.know({ orders: [freeze(sites)] });
  await unheard();
  expect(s0()).toEqual(['frozen', 'order', 'frozen'].map((why) => `s0 held-${why} spokes s1`));
});

test.each(['publish', 'record'] as const)(
  'fails to %s, and tells it all the same, after a while no more',
  async (call) => {
    const sites = await frozen();
    sites.world.refuseNext(3, call);
    await sites.rounds(2);
    expect([...new Set(held(sites))].sort()).toEqual(FROZEN);
    const said = held(sites).length;
    await sites.rounds(10);
    expect(held(sites)).toHaveLength(said);
  },
);

test('a place that takes nothing for long is told the same for ten minutes, and of what is new', async () => {
  const sites = await frozen();
  const tried: string[] = [];
  const { record } = sites.world.portsOf('s0').audit;
  const refused = sites.world.portsOf.bind(sites.world);
  sites.world.portsOf = (site) => ({
    ...refused(site),
    audit: {
      record: async (entries) => {
        await record(entries);
        tried.push(...entries.map(({ code }) => `${site} ${code}`));
        throw new Error('the table is full');
      },
    },
  });
  sites.roundMs = MINUTE_MS;
  await sites.rounds(30);
  const times = tried.filter((said) => said === 's0 held-frozen').length / 2;
  expect(times).toBeGreaterThanOrEqual(10);
  expect(times).toBeLessThanOrEqual(12);
});

describe('wherever a controller crashes', () => {
  test.each(['before', 'after'] as const)('%s the effect of a call, what is held is told', async (when) => {
    for (let n = 1; n <= 30; n++) {
      const sites = await frozen();
      sites.world.crashAt(n, when);
      await sites.rounds(6);
      expect([n, [...new Set(held(sites))].sort()]).toEqual([n, FROZEN]);
    }
  });
});
