// The benchmarks measure what they say; how long it takes is no test.

import { decide } from '../../lib/controller/decide';
import { failureCount } from '../../lib/routing/scenario';
import { distances, farSite } from '../../lib/routing/shortest-paths';
import { resultsOf } from '../../lib/verify/results';
import { scenariosOf } from '../../lib/verify/scenarios';
import { happeningOf } from '../bench/decisions';
import { largeBackbone, sightingOf } from '../bench/large-backbone';
import { measure, type Timing, timingOf } from '../bench/measure';
import { benchmarksPage, type Results, resultTables } from '../bench/texts';
import { KINDS } from '../bench/verified-backbones';
import { verifyOnce } from '../bench/verify-once';
import { networkOf } from '../support/networks';

const backbone = largeBackbone();

function changesWhen(happening: string): { allowed: number; held: number } {
  const { plan } = decide(sightingOf(backbone, happeningOf(happening))());
  return { allowed: plan.allowed.length, held: plan.held.length };
}

describe('the large backbone', () => {
  it('has 50 sites and 200 links, no two of one name', () => {
    expect(backbone.sites).toHaveLength(50);
    expect(new Set(backbone.links.map(({ name }) => name)).size).toBe(200);
    expect(backbone.sites.filter(({ kind }) => kind === 'on-prem')).toHaveLength(5);
  });

  it('has two ways at least from each site, and none to premises that is shorter than their own links', () => {
    for (const { name, kind } of backbone.sites) {
      const own = backbone.links.filter(({ between }) => between.includes(name));
      expect(own.length).toBeGreaterThan(1);
      const shortest = distances(backbone, name);
      const direct = own.filter((link) => kind === 'on-prem' && link.kind === 'direct-connect');
      for (const link of direct) expect(shortest.get(farSite(link, name))?.[2]).toBe(link.cost);
    }
  });
});

describe('the backbones that are verified', () => {
  it.each(Object.entries(KINDS))('have three links for each site when %s, no two of one name', (kind, make) => {
    for (const sites of [14, 40]) {
      const { links, sites: made, flows } = make(sites);
      const premises = made.filter(({ kind }) => kind === 'on-prem').length;
      expect(premises).toBe(kind === 'hybrid' ? 4 : 0);
      expect({ sites: made.length, links: new Set(links.map(({ name }) => name)).size }).toEqual({
        sites,
        links: 3 * sites,
      });
      expect(flows).toHaveLength(sites * (sites - 1) - premises * Math.max(0, premises - 1));
    }
  });

  it('lose no flow while nothing or one link fails, so that what is measured is a backbone that works', () => {
    for (const make of Object.values(KINDS)) {
      const backbone = make(14);
      const scenarios = scenariosOf(backbone, []).filter((each) => failureCount(each) < 2 && !each.sites);
      const results = resultsOf({ backbone, network: networkOf(backbone), clouds: new Map() }, scenarios);
      const lost = results.filter(({ mode, outcome }) => mode === 'controlled' && outcome !== 'delivered');
      expect(lost).toEqual([]);
      expect(results).toHaveLength(scenarios.length * backbone.flows.length * 2);
    }
  });

  it('are judged alike by a plain calculation, and counted', () => {
    const { kind, links, linkPairs, flows, scenarios, naiveMs = 0, ms } = verifyOnce('hybrid', 14, 6);
    expect({ kind, links, linkPairs, flows }).toEqual({ kind: 'hybrid', links: 42, linkPairs: 861, flows: 170 });
    expect(scenarios).toBeGreaterThan(linkPairs + links);
    expect(Math.min(ms, naiveMs)).toBeGreaterThan(0);
  });
});

describe('what is decided', () => {
  it('is nothing while nothing happens, or when all is done', () => {
    expect(changesWhen('nothing happens')).toEqual({ allowed: 0, held: 0 });
    expect(changesWhen('a peering is drained')).toEqual({ allowed: 0, held: 0 });
  });

  it('is a lot when a peering is to be drained, and waits for the others', () => {
    const { allowed, held } = changesWhen('a peering is to be drained');
    expect({ allowed, some: held > 10 }).toEqual({ allowed: 0, some: true });
  });

  it('is a lot at once when peerings are down', () => {
    expect(changesWhen('three peerings are down at once').allowed).toBeGreaterThan(10);
  });

  it('fails for something that is not called so', () => {
    expect(() => happeningOf('a flood')).toThrow('nothing is called "a flood"');
  });
});

describe('a timing', () => {
  it('has the median, the least and the most', () => {
    expect(timingOf([3, 1, 10])).toEqual({ samples: 3, median: 3, least: 1, most: 10 });
    expect(timingOf([4, 1, 2, 10], [2, 1, 9])).toEqual({ samples: 4, median: 3, least: 1, most: 10, processor: 2 });
  });

  it('fails when nothing was measured', () => {
    expect(() => timingOf([])).toThrow('nothing was measured');
  });

  it('counts no run of the warm-up, and prepares each one anew', () => {
    const ran: number[] = [];
    let prepared = 0;
    const timing = measure(
      () => ++prepared,
      (value) => void ran.push(value),
      { warmUp: 2, samples: 3 },
    );
    expect(ran).toEqual([1, 2, 3, 4, 5]);
    expect(timing.samples).toBe(3);
  });
});

test('each figure of the page has its ratio, and the machine has its name', () => {
  const timing = (median: number, more: Partial<Timing> = {}): Timing => {
    return { samples: 9, median, least: median - 1, most: median + 1, ...more };
  };
  const times = { running: timing(4, { processor: 2.5 }), reconfigured: timing(6), first: timing(50) };
  const empty = { handler: 'an empty module', load: timing(2), whole: timing(40) };
  const results: Results = {
    machine: {
      processor: 'A processor',
      cores: 2,
      memoryGiB: 8,
      system: 'linux x64',
      node: 'v24.0.0',
      date: '2026-01-02',
      load: 0.1,
    },
    bars: { decisionMs: 10, bundleBytes: 2_000_000, verification: { ms: 10_000, mostMiB: 512 } },
    verifications: [
      {
        kind: 'peered',
        ...{ sites: 10, links: 30, linkPairs: 435, flows: 90, scenarios: 476 },
        ...{ ms: 500, mostMiB: 160.4, naiveMs: 20_000 },
      },
    ],
    commands: [
      { command: 'an empty module', whole: timing(40) },
      { command: 'detour --help', whole: timing(60), barMs: 300 },
    ],
    decisions: [{ name: 'something', changes: 3, ...times }],
    startUp: { empty, bundles: [{ handler: 'prober', load: timing(30), whole: timing(70) }] },
    sizes: [{ handler: 'prober', minifiedBytes: 500_000, gzipBytes: 100_000 }],
  };
  for (const text of [benchmarksPage(results), resultTables(results)]) {
    expect(text).toContain('A processor, 2 cores, 8 GiB, linux x64, Node v24.0.0; 2026-01-02, with a load of 0.1');
    const cells = text.split('\n').map((line) => line.split(/\s*[|│]\s*/).filter((cell) => cell !== ''));
    expect(cells).toContainEqual([
      'something',
      '3',
      '4.0 (3.0 to 5.0)',
      '2.5',
      '25 %',
      '6.0 (5.0 to 7.0)',
      '50.0 (49.0 to 51.0)',
    ]);
    expect(cells).toContainEqual([
      '10 sites, peered',
      ...['30', '435', '90', '476', '0.50', '1.05', '160', '20.0', '40'],
    ]);
    expect(cells).toContainEqual(['detour --help', '60.0 (59.0 to 61.0)', '1.5', '300', '20 %']);
    expect(cells).toContainEqual(['prober', '30.0 (29.0 to 31.0)', '70.0 (69.0 to 71.0)', '1.75']);
    expect(cells).toContainEqual(['prober', '500.0', '100.0', '25 %']);
  }
});
