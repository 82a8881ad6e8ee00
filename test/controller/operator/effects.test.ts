import fc from 'fast-check';
import type { Order, Snapshot } from '../../../lib/controller/database';
import { standingsOf } from '../../../lib/controller/link-state/link-states';
import { effectsOf } from '../../../lib/controller/operator/effects/effects';
import { shortestPath } from '../../../lib/controller/operator/effects/flow-effects';
import { linksOf, type OrderChange } from '../../../lib/controller/operator/effects/order-change';
import { flowPaths } from '../../../lib/controller/operator/flow-paths';
import type { Backbone } from '../../../lib/routing/backbone';
import { aBackbone, aPeering, aSite, peeredBackbones } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { seen } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { aNotice, anObservation, anOrder, MINUTE_MS } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const ROW = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);
/** Whole milliseconds for each of three to six sites. */
const ROUND_MS = 3_000;
const SERVED = [
  { name: 'orders', sites: ['s0', 's1'] },
  { name: 'users', sites: ['s1', 's2'] },
];

async function settled(backbone: Backbone = TRIANGLE, known: Partial<Snapshot> = {}): Promise<Sites> {
  const sites = new Sites(backbone);
  sites.roundMs = ROUND_MS;
  return (await sites.rounds(4)).know(known).rounds(12);
}

function placed(sites: Sites, ...orders: readonly Order[]): OrderChange {
  return { placed: orders.map((order) => now(sites, order)), ended: [] };
}

/** Given at this moment, for an hour. */
function now(sites: Sites, order: Order): Order {
  const atMs = sites.world.nowMs;
  return { ...order, atMs, expiresMs: atMs + 60 * MINUTE_MS };
}

async function effects(sites: Sites, change: OrderChange) {
  return effectsOf(change, await seen(sites), SERVED);
}

const codes = (said: readonly { readonly code: string }[]) => said.map(({ code }) => code);

describe('a drain', () => {
  it('moves the flows over the link, takes no more than one path each, and is said to end', async () => {
    const sites = await settled();
    const change = placed(sites, anOrder('drain', 's0-s1'));
    const { refusals, waits, links, flows, untilMs } = await effects(sites, change);
    expect({ refusals, waits }).toEqual({ refusals: [], waits: [] });
    expect(links).toEqual([
      {
        link: 's0-s1',
        before: expect.objectContaining({ standing: 'up', code: 'link-healthy' }),
        after: { standing: 'drained', code: 'link-drain-ordered', because: 'ada ordered a drain: a reason' },
      },
    ]);
    expect(
      flows
        .filter(({ before, after }) => before.join() !== after.join())
        .map(({ from, to, now: [way], before, after }) => [from, to, way?.outcome, way?.path, before, after]),
    ).toEqual([
      ['s0', 's1', 'delivered', ['s0-s1'], ['s0-s1'], ['s0-s2', 's1-s2']],
      ['s1', 's0', 'delivered', ['s0-s1'], ['s0-s1'], ['s1-s2', 's0-s2']],
    ]);
    expect(untilMs).toBe(change.placed[0]?.expiresMs);
  });

  it('is said to take the redundancy of every flow that is left with one way', async () => {
    const sites = await settled();
    const { remarks, flows } = await effects(sites, placed(sites, anOrder('drain', 's0-s1')));
    expect(codes(remarks)).toEqual(['order-redundancy-lost', 'order-redundancy-lost']);
    expect(remarks[0]?.because).toBe('without s0-s2 as well, these would be lost: s0 → s1, s0 → s2, s1 → s0, s2 → s0');
    expect(flows.find(({ from, to }) => from === 's2' && to === 's1')?.dependsOn).toEqual([
      { kind: 'link', name: 's1-s2' },
    ]);
  });

  it('fails for a last path, however often it is ordered', async () => {
    const sites = await settled(ROW, { orders: [anOrder('drain', 's0-s1', { expiresMs: Number.MAX_SAFE_INTEGER })] });
    const { refusals } = await effects(sites, placed(sites, anOrder('drain', 's0-s1', { id: 'again' })));
    expect(refusals).toContainEqual({
      code: 'order-last-path',
      because: 's0 → s1 has no other path and would stay on s0-s1',
      forcible: false,
    });
  });

  it('fails when a flow could only move onto another drained link', async () => {
    const other = anOrder('drain', 's0-s2', { expiresMs: Number.MAX_SAFE_INTEGER });
    const sites = await settled(TRIANGLE, { orders: [other] });
    const { refusals } = await effects(sites, placed(sites, anOrder('drain', 's0-s1')));
    expect(refusals.map(({ because }) => because)).toContain(
      's0 → s2 has no other path and would move to s0-s2, part of which is drained',
    );
  });

  it('of a last path that is down already is no loss', async () => {
    const sites = await settled(ROW, { observations: [anObservation('s0-s1', 's0', { verdict: 'bad' })] });
    const { refusals } = await effects(sites, placed(sites, anOrder('drain', 's0-s1')));
    expect(refusals).toEqual([]);
  });

  it.each([
    ['a freeze of everything', { orders: [anOrder('freeze', undefined, { expiresMs: 1e15 })] }, 'held-frozen'],
    ['a freeze of the link', { orders: [anOrder('freeze', 's0-s1', { expiresMs: 1e15 })] }, 'link-frozen'],
  ])('waits for the end of %s', async (_, known, code) => {
    const sites = await settled(TRIANGLE, known);
    const { refusals, waits } = await effects(sites, placed(sites, anOrder('drain', 's0-s1')));
    expect({ refusals, waits: codes(waits) }).toEqual({ refusals: [], waits: [code] });
  });

  it('waits for another one, and for sites that have fallen silent', async () => {
    const square = aBackbone(
      [aSite(0), aSite(1), aSite(2), aSite(3)],
      [aPeering(0, 1), aPeering(1, 2), aPeering(2, 3), aPeering(0, 3), aPeering(0, 2), aPeering(1, 3)],
    );
    const sites = await settled(square, { orders: [anOrder('drain', 's0-s2', { expiresMs: 1e15 })] });
    const { refusals, waits } = await effects(sites, placed(sites, anOrder('drain', 's1-s3')));
    expect({ refusals, waits: codes(waits) }).toEqual({ refusals: [], waits: ['drain-queued'] });
    expect(waits[0]?.because).toBe('s1-s3 waits: s0-s2 is drained, and 1 may be at once');
    sites.world.advance(4 * MINUTE_MS);
    const later = await effects(sites, placed(sites, anOrder('drain', 's1-s3')));
    expect(later.waits.map(({ because }) => because)).toContain(
      's0, the admission site, has not been heard of for 4 min',
    );
  });

  it('comes beside another order of the same', async () => {
    const order = anOrder('drain', 's0-s1', { id: 'first', owner: 'bob', expiresMs: 1e15 });
    const sites = await settled(TRIANGLE, { orders: [order] });
    const { remarks } = await effects(sites, placed(sites, anOrder('drain', 's0-s1', { id: 'second' })));
    expect(remarks).toContainEqual({
      code: 'order-beside',
      because: 'bob gave the same order before, for: a reason (first)',
    });
  });
});

describe('what takes a drain back', () => {
  it('ends the order, and gives its traffic back to the link', async () => {
    const order = anOrder('drain', 's0-s1', { expiresMs: 1e15 });
    const sites = await settled(TRIANGLE, { orders: [order] });
    const { links, flows, waits, takesBack } = await effects(sites, { placed: [], ended: [order] });
    expect(links.map(({ before, after }) => [before.standing, after.standing])).toEqual([['drained', 'up']]);
    expect(flows.map(({ from, to, before, after }) => [from, to, before, after])).toEqual([
      ['s0', 's1', ['s0-s2', 's1-s2'], ['s0-s1']],
      ['s1', 's0', ['s1-s2', 's0-s2'], ['s0-s1']],
    ]);
    expect({ waits, takesBack }).toEqual({ waits: [], takesBack: { orders: [], notices: [] } });
  });

  it('takes back notices with an order to restore, those to come as well', async () => {
    const sites = await settled();
    const { nowMs } = sites.world;
    const open = aNotice('s0-s1', { id: 'open', startMs: nowMs - 1, endMs: nowMs + 60 * MINUTE_MS });
    const coming = aNotice('s0-s1', { id: 'coming', startMs: nowMs + 600 * MINUTE_MS, endMs: nowMs + 660 * MINUTE_MS });
    await sites.know({ notices: [open, coming] }).rounds(12);
    const { links, takesBack } = await effects(sites, placed(sites, anOrder('restore', 's0-s1')));
    expect(links.map(({ before, after }) => [before.code, after.code])).toEqual([['link-maintenance', 'link-healthy']]);
    expect(takesBack.notices.map(({ id }) => id)).toEqual(['open', 'coming']);
  });
});

describe('a link forced up', () => {
  it('fails while it is measured bad, unless that is overruled', async () => {
    const sites = await settled(TRIANGLE, { observations: [anObservation('s0-s1', 's0', { verdict: 'bad' })] });
    const { refusals, links } = await effects(sites, placed(sites, anOrder('force-up', 's0-s1')));
    expect(refusals).toEqual([
      {
        code: 'order-measured-bad',
        because: 's0-s1 is down: probes from s0 get no answer',
        forcible: true,
      },
    ]);
    expect(links.map(({ after }) => after.code)).toEqual(['link-forced-up']);
  });

  it('is only said to change nothing where it is up', async () => {
    const sites = await settled();
    const { refusals, remarks } = await effects(sites, placed(sites, anOrder('restore', 's0-s1')));
    expect({ refusals, remarks: codes(remarks) }).toEqual({ refusals: [], remarks: ['order-changes-nothing'] });
  });
});

describe('an evacuation', () => {
  const evacuate = (site: string, more: Partial<Order> = {}): Order => ({ ...anOrder('evacuate'), site, ...more });

  it('moves the names that the site serves first', async () => {
    const sites = await settled();
    const { refusals, names, links, waits } = await effects(sites, placed(sites, evacuate('s0')));
    expect({ refusals, links, waits }).toEqual({ refusals: [], links: [], waits: [] });
    expect(names).toEqual([{ service: 'orders', before: 's0', after: 's1' }]);
  });

  it('fails for the last site that serves a name', async () => {
    const sites = await settled(TRIANGLE, { orders: [evacuate('s0', { expiresMs: 1e15 })] });
    const { refusals } = await effects(sites, placed(sites, evacuate('s1', { id: 'second' })));
    expect(refusals.map(({ code, because }) => [code, because])).toEqual([
      ['order-last-site', 's1 is the last site that serves orders: s0 is evacuated; bring another one back first'],
    ]);
  });

  it('that is ended brings the names back', async () => {
    const order = evacuate('s0', { expiresMs: 1e15 });
    const sites = await settled(TRIANGLE, { orders: [order] });
    const { names } = await effects(sites, { placed: [], ended: [order] });
    expect(names).toEqual([{ service: 'orders', before: 's1', after: 's0' }]);
  });
});

it('a freeze is said to leave traffic where links go down', async () => {
  const sites = await settled();
  const { refusals, remarks } = await effects(sites, placed(sites, anOrder('freeze')));
  expect({ refusals, remarks: codes(remarks) }).toEqual({
    refusals: [],
    remarks: expect.arrayContaining(['order-stops-steering']),
  });
});

it.each([
  ['a link that there is not', anOrder('drain', 's0-s9'), 'order-invalid'],
  ['no link', anOrder('drain'), 'order-invalid'],
  ['a peering, which has no tunnels', anOrder('apply-tunnel-maintenance', 's0-s1'), 'order-no-tunnels'],
])('fails for %s', async (_, order, code) => {
  const sites = await settled();
  expect(codes((await effects(sites, placed(sites, order))).refusals)).toEqual([code]);
});

it('what it says of a drain is what the controllers do, on every backbone', async () => {
  await fc.assert(
    fc.asyncProperty(peeredBackbones, fc.nat(), async (backbone, choice) => {
      const sites = await settled(backbone);
      const link = backbone.links[choice % backbone.links.length]?.name ?? '';
      const change = placed(sites, anOrder('drain', link));
      const foreseen = await effects(sites, change);
      expect(linksOf(change)).toEqual([link]);
      await sites.know({ orders: change.placed }).rounds(40);
      const after = await seen(sites);
      expect(foreseen.links.map(({ after: { standing, code } }) => [standing, code])).toEqual(
        after.states.filter(({ standing }) => standing !== 'up').map(({ standing, code }) => [standing, code]),
      );
      const emptied = after.publications.get(backbone.policy.admission)?.emptied ?? [];
      expect(emptied.includes(link)).toBe(foreseen.refusals.length === 0);
      if (foreseen.refusals.length > 0) return;
      for (const flow of backbone.flows) {
        const told = foreseen.flows.find(({ from, to }) => from === flow.from && to === flow.to);
        const path = told?.after ?? shortestPath(backbone, flow, new Map());
        expect(flowPaths(flow, after).read).toEqual([expect.objectContaining({ outcome: 'delivered', path })]);
      }
      expect(standingsOf(after.states)).toEqual(new Map([[link, 'drained']]));
    }),
    { numRuns: 12 },
  );
});

it.each(['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx', 'iad-pdx'])(
  'what it says of a drain of %s is where packets of premises go as well',
  async (link) => {
    const backbone = hybridExample();
    const sites = await settled(backbone);
    const change = placed(sites, anOrder('drain', link));
    const foreseen = await effects(sites, change);
    expect(foreseen.refusals).toEqual([]);
    sites.roundMs = 5 * ROUND_MS;
    await sites.know({ orders: change.placed }).rounds(40);
    const after = await seen(sites);
    expect(after.publications.get(backbone.policy.admission)?.emptied).toEqual([link]);
    for (const flow of backbone.flows) {
      const told = foreseen.flows.find(({ from, to }) => from === flow.from && to === flow.to);
      const path = told?.after ?? shortestPath(backbone, flow, new Map());
      expect(flowPaths(flow, after).read).toEqual([expect.objectContaining({ outcome: 'delivered', path })]);
    }
  },
);
