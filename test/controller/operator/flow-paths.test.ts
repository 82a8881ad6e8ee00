import fc from 'fast-check';
import { type FlowPaths, flowPaths } from '../../../lib/controller/operator/flow-paths';
import type { Backbone } from '../../../lib/routing/backbone';
import { traceFlow } from '../../../lib/routing/flow-trace';
import { farSite } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { seen } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { allGood, anObservation, anOrder } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);

async function settled(backbone: Backbone, rounds = 6): Promise<Sites> {
  return new Sites(backbone).rounds(rounds);
}

function ways(paths: FlowPaths['published'] = []): readonly string[] {
  return paths.map(({ outcome, path }) => [outcome, ...path].join(' ')).sort();
}

/** What becomes of the flow's packets in the network itself. */
function tracedWays(sites: Sites, from: string, to: string): readonly string[] {
  const traces = traceFlow(sites.world.network, sites.conditions, { from, to });
  return [...new Set(traces.map(({ outcome, path }) => [outcome, ...path].join(' ')))].sort();
}

describe('the paths of flows', () => {
  it('are the same by what sites publish and by the tables that were read, once all is settled', async () => {
    const view = await seen(await settled(TRIANGLE));
    for (const flow of TRIANGLE.flows) {
      const { published, read } = flowPaths(flow, view);
      expect(ways(read)).toEqual(ways(published));
      expect(ways(read)).toHaveLength(1);
    }
  });

  it('are those that packets take in the network itself, also around a drained link', async () => {
    const sites = await settled(hybridExample());
    await sites.know({ orders: [anOrder('drain', 'iad-pdx', { atMs: sites.world.nowMs })] }).rounds(20);
    const view = await seen(sites);
    const aws = view.backbone.flows.filter(({ from }) => from !== 'ord');
    for (const { from, to } of aws)
      expect(ways(flowPaths({ from, to }, view).read)).toEqual(tracedWays(sites, from, to));
    expect(aws.flatMap((flow) => flowPaths(flow, view).read ?? []).flatMap(({ path }) => path)).not.toContain(
      'iad-pdx',
    );
  });

  it('tell where premises enter, and go on from there', async () => {
    const sites = await settled(hybridExample());
    const view = await seen(sites);
    const { read = [] } = flowPaths({ from: 'ord', to: 'iad' }, view);
    expect(read.map(({ entry, outcome, path }) => ({ entry, outcome, path }))).toEqual([
      { entry: 'ord-iad-dx', outcome: 'delivered', path: ['ord-iad-dx'] },
    ]);
  });

  it('end on a link that is down, and say so', async () => {
    const sites = await settled(TRIANGLE);
    const bad = ['s0', 's1'].map((site) => anObservation('s0-s1', site, { verdict: 'bad', wasBad: true }));
    sites.know({ observations: [...allGood(TRIANGLE).filter(({ link }) => link !== 's0-s1'), ...bad] });
    const { read } = flowPaths({ from: 's0', to: 's1' }, await seen(sites));
    expect(ways(read)).toEqual(['dead-link s0-s1']);
  });

  it('are read where a site cannot be, by what it publishes', async () => {
    const sites = await settled(TRIANGLE);
    const { published, read } = flowPaths({ from: 's0', to: 's1' }, await seen(sites, { s0: ['routes'] }));
    expect(ways(read)).toEqual(['delivered s0-s1']);
    expect(published).toHaveLength(1);
    const all = { s0: ['routes'], s1: ['routes'], s2: ['routes'] } as const;
    expect(flowPaths({ from: 's0', to: 's1' }, await seen(sites, all)).read).toBeUndefined();
  });

  it('are not known beyond a site that was not read and has published nothing', async () => {
    const sites = await settled(TRIANGLE);
    sites.know({ publications: sites.world.snapshot.publications.filter(({ site }) => site !== 's0') });
    const view = await seen(sites, { s0: ['routes'] });
    expect(ways(flowPaths({ from: 's0', to: 's1' }, view).read)).toEqual(['unknown']);
  });

  it('name the table and the route that matched at each site', async () => {
    const view = await seen(await settled(TRIANGLE));
    const [path] = flowPaths({ from: 's0', to: 's1' }, view).read ?? [];
    expect(path?.hops.map(({ at, table, matched }) => [at, table, matched?.origin])).toEqual([
      [{ site: 's0' }, 'spokes', 'static'],
      [{ link: 's0-s1' }, undefined, undefined],
      [{ site: 's1' }, 'transit', 'vpc'],
      [{ site: 's1' }, undefined, undefined],
    ]);
  });

  it('go from site to site, whichever link is drained', async () => {
    const backbone = hybridExample();
    const links = backbone.links.map(({ name }) => name);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...links), async (link) => {
        const sites = await settled(backbone);
        await sites.know({ orders: [anOrder('drain', link, { atMs: sites.world.nowMs })] }).rounds(20);
        const view = await seen(sites);
        for (const flow of backbone.flows)
          for (const { outcome, path } of flowPaths(flow, view).read ?? []) {
            expect(outcome).toBe('delivered');
            const end = path.reduce((site, name) => {
              const crossed = backbone.links.find((one) => one.name === name);
              if (!crossed?.between.includes(site)) throw new Error(`${name} does not begin at ${site}`);
              return farSite(crossed, site);
            }, flow.from);
            expect(end).toBe(flow.to);
          }
      }),
      { numRuns: links.length },
    );
  });
});
