import { bgpEnds } from '../../lib/controller/bgp-ends';
import type { Publication, PublishedSession } from '../../lib/controller/database';
import { steeredTables } from '../../lib/controller/overrides';
import { straysOf } from '../../lib/controller/strays';
import { writtenTables } from '../../lib/controller/written-tables';
import type { Backbone } from '../../lib/routing/backbone';
import { settle } from '../../lib/routing/bgp';
import type { GatewayRoute, LinkConditions, Network } from '../../lib/routing/network';
import type { Standings } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { withPropagation } from '../support/fake-bgp';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { aPublication, siteIn, standing, steeredNetwork } from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const hybrid = hybridExample();
const drained = standing({ 's0-s1': 'drained' });

interface Circumstances {
  readonly backbone?: Backbone;
  readonly site?: string;
  readonly network?: Network;
  readonly standings?: Standings;
  /** How links are while the tables are read. */
  readonly conditions?: LinkConditions;
  /** What the site has said of a link before; null: nothing at all. */
  readonly said?: Readonly<Record<string, Partial<PublishedSession>>> | null;
  /** How it has said that links stand. */
  readonly stood?: Publication['links'];
}

/** What is astray, as `subject code`, and why. */
function strays(circumstances: Circumstances = {}) {
  const { backbone = triangle, site = 's0', standings = new Map(), said = {} } = circumstances;
  const baseline = networkOf(backbone);
  const network = circumstances.network ?? baseline;
  const { routing, reading } = siteIn(network, site, baseline);
  const tables = steeredTables(settle(network, circumstances.conditions ?? new Map()), routing);
  if (!tables) throw new Error(`${site} has no tables`);
  const ends = bgpEnds(routing, tables, reading, backbone);
  const before = aPublication(backbone, baseline, site, new Map(), { links: circumstances.stood ?? {} });
  const sessions = Object.entries(before.sessions ?? {}).map(([link, one]) => [link, { ...one, ...said?.[link] }]);
  const previous: Publication | undefined = said ? { ...before, sessions: Object.fromEntries(sessions) } : undefined;
  const written = writtenTables(tables, routing, ends);
  return straysOf({ backbone, routing, tables, written, ends, standings, previous });
}

const codes = (circumstances?: Circumstances) =>
  Object.entries(strays(circumstances)).map(([about, { code }]) => `${about}: ${code}`);

function edited(network: Network, id: string, change: (routes: readonly GatewayRoute[]) => readonly GatewayRoute[]) {
  const tables = network.tables.map((table) => (table.id === id ? { ...table, routes: change(table.routes) } : table));
  return { ...network, tables };
}

const toS1 = ({ prefix }: GatewayRoute) => prefix.text === '10.1.0.0/16';
const goingTo = (route: GatewayRoute, attachment: string): GatewayRoute => ({
  ...route,
  target: { kind: 'attachment', attachment },
});

/** One more route in a table of s0, for the first steering prefix of s1. */
function leaking(network: Network, attachment: string): Network {
  const [prefix] = network.prefixLists.find(({ id }) => id === 's0/to-s1')?.entries ?? [];
  if (!prefix) throw new Error('the list is empty');
  const target = { kind: 'attachment', attachment } as const;
  return edited(network, 's0/spokes', (routes) => [...routes, { prefix, origin: 'static', target, source: 'leaked' }]);
}

describe('nothing is astray', () => {
  test.each<[string, Circumstances]>([
    ['in the baseline', {}],
    ['at a site with BGP links', { backbone: hybrid, site: 'iad' }],
    ['at a site without', { backbone: hybrid, site: 'cmh' }],
    ['while overrides stand', { network: steeredNetwork(triangle, drained), standings: drained }],
  ])('%s', (_, circumstances) => {
    expect(codes(circumstances)).toEqual([]);
  });
});

test('a route that was removed is missed in its table, and where traffic would go is said', () => {
  const network = edited(networkOf(triangle), 's0/spokes', (routes) => routes.filter((route) => !toS1(route)));
  expect(strays({ network })).toEqual({
    'baseline spokes s1': {
      code: 'changed-by-others',
      because: 'beneath overrides spokes leads nowhere to s1, and was deployed to lead over s0-s1',
    },
  });
});

test('a route that was redirected is seen beneath an override, too', () => {
  const redirect = (network: Network) =>
    edited(network, 's0/transit', (routes) => routes.map((route) => (toS1(route) ? goingTo(route, 's0-s2') : route)));
  const expected = ['baseline transit s1: changed-by-others'];
  expect(codes({ network: redirect(networkOf(triangle)) })).toEqual(expected);
  expect(codes({ network: redirect(steeredNetwork(triangle, drained)), standings: drained })).toEqual(expected);
});

test('a longer route takes part of the baseline away', () => {
  expect(codes({ network: leaking(networkOf(triangle), 's0-s2') })).toEqual(['baseline spokes s1: changed-by-others']);
});

test('a longer route that an override does not reach is seen as long as it stands', () => {
  const network = leaking(steeredNetwork(triangle, drained), 's0-s1');
  expect(strays({ network, standings: drained })).toEqual({
    'spokes s1': {
      code: 'residual-route',
      because: 'spokes still sends part of s1 over s0-s1 instead of s0-s2',
    },
  });
});

test('a longer route that leads where the override does takes nothing from it', () => {
  const network = leaking(steeredNetwork(triangle, drained), 's0-s2');
  expect(codes({ network, standings: drained })).toEqual(['baseline spokes s1: changed-by-others']);
});

test('an override that leads to no link of the site is told', () => {
  const network = edited(steeredNetwork(triangle, drained), 's0/spokes', (routes) =>
    routes.map((route) => (route.origin === 'prefix-list' ? goingTo(route, 'gone') : route)),
  );
  expect(codes({ network, standings: drained })).toEqual(['spokes s1: changed-by-others']);
});

test('a link that is down changes no baseline', () => {
  expect(codes({ standings: standing({ 's0-s1': 'down' }) })).toEqual([]);
});

test('what BGP brings toward premises is whatever it is, where the site has a link of its own to them', () => {
  const network = edited(networkOf(hybrid), 'iad/spokes', (routes) =>
    routes.filter(({ origin }) => origin !== 'static'),
  );
  const about = codes({ backbone: hybrid, site: 'iad', network });
  expect(about).toContain('baseline spokes pdx: changed-by-others');
  expect(about.filter((one) => one.includes('ord'))).toEqual([]);
});

test("that BGP is down on a link, so that premises are reached over another one, is nobody's change", () => {
  const conditions: LinkConditions = new Map([['ord-iad-dx', 'down']]);
  expect(codes({ backbone: hybrid, site: 'iad', conditions })).toEqual([]);
});

describe('a propagation that is disabled', () => {
  const table = 'iad/spokes';
  const { routing } = siteIn(networkOf(hybrid), 'iad');
  const network = withPropagation(networkOf(hybrid), routing, { table, attachment: 'ord-iad-dx' }, false);
  const at = { backbone: hybrid, site: 'iad', network };

  test.each<[string, Circumstances, readonly string[]]>([
    ['by somebody else is told', {}, ['baseline ord-iad-dx: changed-by-others']],
    ['by this controller is not', { said: { 'ord-iad-dx': { withdrawnMs: 5 } } }, []],
    ['in the middle of a withdrawal is not', { said: { 'ord-iad-dx': { partly: true } } }, []],
    ['on a link that was restored a moment ago is not', { said: { 'ord-iad-dx': { restoredMs: 5 } } }, []],
    [
      'on a link that was drained until now is not: a run may have died of withdrawing it',
      { stood: { 'ord-iad-dx': { standing: 'drained', code: 'link-maintenance' } } },
      [],
    ],
    [
      'on a link that was not simply healthy is, when it was up',
      { stood: { 'ord-iad-dx': { standing: 'up', code: 'link-drain-waits' } } },
      ['baseline ord-iad-dx: changed-by-others'],
    ],
    ['on a link that is to be withdrawn is not', { standings: standing({ 'ord-iad-dx': 'drained' }) }, []],
    ['before this site has ever said anything is not', { said: null }, []],
  ])('%s', (_, circumstances, expected) => {
    expect(codes({ ...at, ...circumstances })).toEqual(expected);
  });
});
