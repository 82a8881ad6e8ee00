import { bgpEnds } from '../../../lib/controller/bgp-ends';
import { notOntoSilentLink } from '../../../lib/controller/guards/silent-link';
import type { Change, SteeredTables } from '../../../lib/controller/plan';
import { settle } from '../../../lib/routing/bgp';
import type { GatewayRoute, LinkConditions } from '../../../lib/routing/network';
import { hybrid } from '../../support/bgp-world';
import { networkOf } from '../../support/networks';
import { aWorld, siteIn, standing } from '../../support/world';

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const network = networkOf(hybrid);
const via = (link: string) => ({ kind: 'link', link }) as const;
const onto = (link: string, from = 'iad-pdx'): Change => ({
  kind: 'override',
  table: 'spokes',
  remote: 'ord',
  before: null,
  after: link,
  from: via(from),
  to: via(link),
});

/** iad's tables while BGP holds the links to be in these conditions, and what is done to their routes before. */
function worldWhen(conditions: LinkConditions, edit = (routes: readonly GatewayRoute[]) => routes) {
  const world = aWorld(hybrid, 'iad');
  const { routing, reading } = siteIn(network, 'iad');
  const settled = settle(network, conditions);
  const table = (name: 'spokes' | 'transit') => {
    const found = settled.tables.find(({ id }) => id === routing.tables[name]);
    if (!found) throw new Error(`there is no table ${name}`);
    return { ...found, routes: edit(found.routes) };
  };
  const tables: SteeredTables = { spokes: table('spokes'), transit: table('transit') };
  return { ...world, tables, ends: bgpEnds(routing, tables, reading, hybrid) };
}

const without = (origin: GatewayRoute['origin']) => (routes: readonly GatewayRoute[]) =>
  routes.filter((route) => route.origin !== origin);
const down = (...links: readonly string[]): LinkConditions => new Map(links.map((link) => [link, 'down']));

test.each<[string, ReturnType<typeof worldWhen>, Change, string | undefined]>([
  ['all is up', worldWhen(new Map()), onto(DX), undefined],
  ['the better link is up, which may hide it', worldWhen(new Map(), without('vpn')), onto(VPN), undefined],
  ['BGP has given it up, and the worse link is there', worldWhen(down(DX)), onto(DX), 'held-silent-link'],
  ['BGP has given up both', worldWhen(down(DX, VPN)), onto(DX), 'held-silent-link'],
  ['BGP has given up both, and it is the worse', worldWhen(down(DX, VPN)), onto(VPN), 'held-silent-link'],
  ['BGP has given up another', worldWhen(down(DX)), onto(VPN), undefined],
  ['the change leads to a peering', worldWhen(down(DX)), onto('iad-cmh'), undefined],
])('when %s, a move onto a link is judged', (_, world, change, code) => {
  expect(notOntoSilentLink(change, world)?.code).toBe(code);
});

test('a link that is withdrawn here brings nothing, and that says nothing', () => {
  const world = worldWhen(down(DX));
  const ends = new Map(
    [...world.ends].map(([link, end]) => [link, { ...end, standing: { ...end.standing, propagations: [] } }]),
  );
  expect(notOntoSilentLink(onto(DX), { ...world, ends })).toBeUndefined();
});

test('traffic that is lost already may go anywhere', () => {
  const world = worldWhen(down(DX));
  const hops = { ...world.ownHops, ord: { spokes: [VPN], transit: [VPN] } };
  const lost = { ...world, ownHops: hops, standings: standing({ [VPN]: 'down' }) };
  expect(notOntoSilentLink(onto(DX, VPN), lost)).toBeUndefined();
});
