import fc from 'fast-check';
import { linkStates, standingsOf } from '../../lib/controller/link-state/link-states';
import { desiredOverrides } from '../../lib/controller/overrides';
import { haveSameTopology, viewId } from '../../lib/controller/view';
import type { Backbone, BackboneLink, BackboneSite } from '../../lib/routing/backbone';
import { settle } from '../../lib/routing/bgp';
import { routerPreferences } from '../../lib/routing/premises';
import { nextHops, type Standing, type Standings } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import {
  allGood,
  aNotice,
  anAdmission,
  anObservation,
  anOrder,
  NOTHING_KNOWN,
  NOW_MS,
  standing,
} from '../support/world';

const line = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);

test('the id of a view does not tell why links stand as they do', () => {
  const drained = { admissions: [anAdmission('s0-s1')] };
  const views = [
    { ...drained, notices: [aNotice('s0-s1')] },
    { ...drained, notices: [aNotice('s0-s1', { source: 'another provider', endMs: NOW_MS + 1 })] },
    { ...drained, orders: [anOrder('drain', 's0-s1')] },
    { observations: [...allGood(line), anObservation('s0-s1', 's1', { wasBad: true, sinceMs: NOW_MS - 1 })] },
  ].map((snapshot) => {
    const known = { ...NOTHING_KNOWN, observations: allGood(line), ...snapshot };
    return viewId(line, standingsOf(linkStates(line, known, {}, NOW_MS)));
  });
  expect(new Set(views)).toEqual(new Set([viewId(line, standing({ 's0-s1': 'drained' }))]));
});

test('two views of a topology have the same id exactly when every link stands alike in them, in whatever order', () => {
  const standings = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<Standing[]>('up', 'drained', 'down')),
  );
  fc.assert(
    fc.property(standings, standings, (one, other) => {
      const [a, b] = [new Map<string, Standing>(one), new Map<string, Standing>(other)];
      const alike = ['a', 'b', 'c'].every((link) => (a.get(link) ?? 'up') === (b.get(link) ?? 'up'));
      expect(viewId(line, a) === viewId(line, b)).toBe(alike);
      expect(haveSameTopology(viewId(line, a), viewId(line, b))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

type Edit = (backbone: Backbone, n: number) => Backbone;

function onLink(edit: (link: BackboneLink, backbone: Backbone) => BackboneLink | undefined): Edit {
  return (backbone, n) => ({
    ...backbone,
    links: backbone.links.flatMap((link, i) => (i === n % backbone.links.length ? (edit(link, backbone) ?? []) : link)),
  });
}

function onSite(edit: (site: BackboneSite) => BackboneSite): Edit {
  return (backbone, n) => ({
    ...backbone,
    sites: backbone.sites.map((site, i) => (i === n % backbone.sites.length ? edit(site) : site)),
  });
}

function onPolicy(policy: Partial<Backbone['policy']>): Edit {
  return (backbone) => ({ ...backbone, policy: { ...backbone.policy, ...policy } });
}

const DECIDING: Readonly<Record<string, Edit>> = {
  'the cost of a link': onLink((link) => ({ ...link, cost: link.cost + 7 })),
  'the kind of a link': onLink(({ kind, ...link }) => ({
    ...link,
    kind: kind === 'direct-connect' ? 'site-to-site-vpn' : 'direct-connect',
  })),
  'the name of a link': onLink((link) => ({ ...link, name: `a-${link.name}` })),
  'the ends of a link': onLink((link, { sites }) => ({
    ...link,
    between: [link.between[0], sites.find(({ name }) => !link.between.includes(name))?.name ?? ''],
  })),
  'that a link is there': onLink(() => undefined),
  'what a site uses': onSite((site) => ({ ...site, specifics: ['10.250.0.0/18', ...site.specifics] })),
  'the aggregate of a site': onSite((site) => ({ ...site, aggregate: '10.250.0.0/16' })),
  'the kind of a site': onSite(({ kind, ...site }) => ({ ...site, kind: kind === 'aws' ? 'on-prem' : 'aws' })),
  'the admission site': onPolicy({ admission: 's1' }),
  'how many may be drained at once': onPolicy({ maxConcurrentDrains: 9 }),
};

const OTHER: Readonly<Record<string, Edit>> = {
  'shared risks': onLink((link) => ({ ...link, sharedRisks: ['a duct'] })),
  'an MTU': onLink((link) => ({ ...link, mtu: 1400, mtuHandled: true })),
  'a capacity': onLink((link) => ({ ...link, capacityGbps: 400 })),
  'a probe target': onLink((link) => ({ ...link, probeTarget: '10.250.0.1' })),
  'the name': (backbone) => ({ ...backbone, name: 'another' }),
  'what flows survive': (backbone) => ({ ...backbone, flows: [] }),
  'how links are measured': onPolicy({ probe: { ...line.policy.probe, fall: 7 } }),
  'the hold-down': onPolicy({ holdDownMs: 1 }),
  'what is suspected': onPolicy({ massWithdrawal: { share: 0.1, links: 5 } }),
  'the order of links and sites': ({ links, sites, ...backbone }) => ({
    ...backbone,
    links: [...links].reverse(),
    sites: [...sites].reverse(),
  }),
};

const links = fc.nat({ max: 200 });

function standingsFor(backbone: Backbone, seeds: readonly number[]): Standings {
  const of = ['up', 'up', 'drained', 'down'] as const;
  return new Map(backbone.links.map(({ name }, i) => [name, of[(seeds[i % seeds.length] ?? 0) % 4] ?? 'up']));
}

/** Everything that sites compute from a topology and standings, by site. */
function computed(backbone: Backbone, standings: Standings) {
  const names = backbone.sites.map(({ name }) => name).sort();
  const hops = names.map((site) =>
    [...nextHops(backbone, site, standings)].map(([to, { name }]) => `${site} ${to} ${name}`),
  );
  const premises = backbone.sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name);
  const preferred = premises.flatMap((site) =>
    routerPreferences(backbone, site).map(({ area, links }) => `${site} ${area.text} ${links.join(' ')}`),
  );
  const network = settle(networkOf(backbone), new Map());
  const overrides = names.flatMap((site) =>
    desiredOverrides(network, backbone, standings, site).map((o) => `${o.site} ${o.table} ${o.remote} ${o.link}`),
  );
  return [...hops.flat(), ...preferred, ...overrides].sort();
}

const seeds = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 12 });

test.each(Object.entries(OTHER))('sites that differ in %s have the same ids, and compute the same', (_, edit) => {
  fc.assert(
    fc.property(hybridBackbones, links, seeds, (backbone, n, random) => {
      const standings = standingsFor(backbone, random);
      const other = edit(backbone, n);
      expect(viewId(other, standings)).toBe(viewId(backbone, standings));
      expect(computed(other, standings)).toEqual(computed(backbone, standings));
    }),
    { numRuns: 15 },
  );
});

test.each(Object.entries(DECIDING))('sites that differ in %s never have the same id', (_, edit) => {
  fc.assert(
    fc.property(hybridBackbones, links, seeds, (backbone, n, random) => {
      const standings = standingsFor(backbone, random);
      const [one, other] = [viewId(backbone, standings), viewId(edit(backbone, n), standings)];
      expect(haveSameTopology(one, other)).toBe(false);
      expect(one).not.toBe(other);
    }),
    { numRuns: 50 },
  );
});

test('whatever two sites differ in, equal ids mean equal next hops, preferences and overrides', () => {
  const edit = fc.constantFrom(
    ...Object.values(OTHER),
    onLink((link) => ({ ...link, cost: link.cost + 1 })),
  );
  let alike = 0;
  fc.assert(
    fc.property(hybridBackbones, edit, links, seeds, fc.nat({ max: 3 }), (backbone, change, n, random, shift) => {
      const other = change(backbone, n);
      const [a, b] = [standingsFor(backbone, random), standingsFor(backbone, [...random.slice(shift), ...random])];
      if (viewId(backbone, a) !== viewId(other, b)) return;
      alike += 1;
      expect(computed(other, b)).toEqual(computed(backbone, a));
    }),
    { numRuns: 300 },
  );
  expect(alike).toBeGreaterThan(30);
});

test('the id stays short, however large the backbone is', () => {
  const sites = Array.from({ length: 50 }, (_, n) => aSite(n));
  const many = sites.flatMap((_, a) => [1, 2, 3, 4].map((d) => aPeering(a, (a + d) % 50)));
  expect(viewId(aBackbone(sites, many), new Map())).toMatch(/^[0-9a-f]{16} all-up$/);
});
