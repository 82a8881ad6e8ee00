// Traces over BGP against a walk that settles nothing beforehand: wherever a packet is, it asks every session that is up
// what it would bring there, and chooses among all of that by scanning lists.

import fc from 'fast-check';
import { type Address, addressAt, contains, holdsAddress, type Prefix, prefix } from '../../lib/net/prefix';
import type { GatewayTable, LinkCondition, LinkConditions, Network, Router, Session } from '../../lib/routing/network';
import { type Outcome, type Place, trace } from '../../lib/routing/trace';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';

interface Walk {
  readonly outcome: Outcome;
  readonly path: readonly string[];
}

/** A route that somebody has, with everything that could make it win, smallest first. */
interface Offer {
  readonly prefix: Prefix;
  readonly rank: readonly number[];
  readonly to: string;
}

const ORIGINS = ['static', 'prefix-list', 'vpc', 'direct-connect', 'vpn'];

function isUp(conditions: LinkConditions) {
  return ({ link }: Session) => conditions.get(link) !== 'down';
}

/** What a table holds: its own routes, and what each router announces over each session that teaches this table. */
function offersAt(network: Network, conditions: LinkConditions, table: GatewayTable): readonly Offer[] {
  const own = table.routes.map(({ prefix: of, origin, target }) => ({
    prefix: of,
    rank: [-of.length, ORIGINS.indexOf(origin), 0],
    to: target.kind === 'attachment' ? target.attachment : `!${target.kind}`,
  }));
  const learned = network.sessions.filter(isUp(conditions)).flatMap((session) => {
    const times = session.propagatesTo.filter((id) => id === table.id);
    const router = network.routers.find(({ id }) => id === session.router);
    return times.flatMap(() =>
      (router?.announces ?? []).map((of) => ({
        prefix: of,
        rank: [-of.length, ORIGINS.indexOf(session.origin), session.pathLength],
        to: session.attachment,
      })),
    );
  });
  return [...own, ...learned];
}

/** Prefixes that a router hears over a session; undefined when nobody knows. */
function heardOver(network: Network, conditions: LinkConditions, session: Session): readonly Prefix[] | undefined {
  const { advertises } = session;
  if (advertises.kind === 'unknown') return undefined;
  if (advertises.kind === 'prefixes') return advertises.prefixes;
  const attachment = network.attachments.find((a) => a.gateway === session.gateway && a.id === session.attachment);
  const table = network.tables.find(({ id }) => id === attachment?.table);
  const others = network.sessions.filter((other) => isUp(conditions)(other) && other.router !== session.router);
  const passedOn = others
    .filter(({ propagatesTo }) => table && propagatesTo.includes(table.id))
    .flatMap(({ router }) => network.routers.find(({ id }) => id === router)?.announces ?? []);
  return [...(table?.routes ?? []).map((route) => route.prefix), ...passedOn];
}

function offersOf(network: Network, conditions: LinkConditions, router: Router): readonly Offer[] | undefined {
  const sessions = network.sessions.filter((session) => session.router === router.id && isUp(conditions)(session));
  const names = sessions.map(({ link }) => link).sort();
  const offers: Offer[] = [];
  for (const session of sessions) {
    const heard = heardOver(network, conditions, session);
    if (heard === undefined) return undefined;
    for (const of of heard) {
      const order = router.preferences.find(({ area }) => contains(area, of))?.links ?? [];
      const liked = order.includes(session.link) ? order.indexOf(session.link) : order.length;
      offers.push({ prefix: of, rank: [-of.length, liked, names.indexOf(session.link)], to: session.link });
    }
  }
  return offers;
}

/** Where the best offers lead: one place, nowhere, or in several directions at once. */
function bestOf(offers: readonly Offer[], destination: Address): string | undefined {
  const matching = offers.filter((offer) => holdsAddress(offer.prefix, destination));
  const beats = (a: Offer, b: Offer) => {
    const at = a.rank.findIndex((field, i) => field !== b.rank[i]);
    return at >= 0 && (a.rank[at] ?? 0) < (b.rank[at] ?? 0);
  };
  const best = matching.filter((offer) => !matching.some((other) => beats(other, offer)));
  const ways = [...new Set(best.map(({ to }) => to))];
  return ways.length > 1 ? '!unknown' : ways[0];
}

const MOST_PLACES = 500;

type At = { readonly router: string } | { readonly gateway: string; readonly by: string };

/** Where a packet is sent from one place: onto a link, or its outcome. */
type Sent = { readonly link: string; readonly holder: string } | Outcome;

function startOf(network: Network, from: Place, destination: Address): At | Outcome {
  if (from.at === 'router') return { router: from.router };
  const vpc = from.at === 'vpc-table' ? network.vpcTables.find(({ id }) => id === from.table)?.vpc : undefined;
  const attachment = network.attachments.find(({ to }) => to.kind === 'vpc' && to.vpc === vpc);
  return inVpc(network, vpc ?? '', destination)
    ? 'delivered'
    : { gateway: attachment?.gateway ?? '', by: attachment?.id ?? '' };
}

function inVpc(network: Network, vpc: string, destination: Address): boolean {
  return network.vpcs.some(({ id, cidrs }) => id === vpc && cidrs.some((cidr) => holdsAddress(cidr, destination)));
}

function sentByRouter(network: Network, conditions: LinkConditions, id: string, destination: Address): Sent {
  const router = network.routers.find((r) => r.id === id);
  if (router?.cidrs.some((cidr) => holdsAddress(cidr, destination))) return 'delivered';
  const offers = router && offersOf(network, conditions, router);
  if (offers === undefined) return 'unknown';
  const link = bestOf(offers, destination);
  return link === undefined ? 'no-path' : { link, holder: id };
}

function sentByGateway(
  network: Network,
  conditions: LinkConditions,
  { gateway, by }: { readonly gateway: string; readonly by: string },
  destination: Address,
): Sent {
  const arrival = network.attachments.find((a) => a.gateway === gateway && a.id === by);
  const table = network.tables.find(({ id }) => id === arrival?.table);
  const to = table && bestOf(offersAt(network, conditions, table), destination);
  if (to === undefined) return 'no-path';
  if (to === '!unknown' || to === '!blackhole') return to === '!unknown' ? 'unknown' : 'blackhole';
  const out = network.attachments.find((a) => a.gateway === gateway && a.id === to);
  if (!out) return 'blackhole';
  if (out.to.kind === 'vpc') return inVpc(network, out.to.vpc, destination) ? 'delivered' : 'unknown';
  return { link: out.to.link, holder: gateway };
}

function walked(network: Network, conditions: LinkConditions, from: Place, destination: Address): Walk {
  const path: string[] = [];
  const start = startOf(network, from, destination);
  if (typeof start === 'string') return { outcome: start, path };
  let at = start;
  for (let places = 0; places < MOST_PLACES; places++) {
    const sent =
      'router' in at
        ? sentByRouter(network, conditions, at.router, destination)
        : sentByGateway(network, conditions, at, destination);
    if (typeof sent === 'string') return { outcome: sent, path };
    path.push(sent.link);
    if (['down', 'grey'].includes(conditions.get(sent.link) ?? 'up')) return { outcome: 'dead-link', path };
    const ends = network.links.find(({ name }) => name === sent.link)?.ends;
    const far = ends?.find((end) => ('router' in end ? end.router : end.gateway) !== sent.holder);
    if (!far) return { outcome: 'unknown', path };
    at = 'router' in far ? { router: far.router } : { gateway: far.gateway, by: far.attachment };
  }
  return { outcome: 'loop', path };
}

const CHANGES = ['none', 'none', 'unknown', 'few', 'equal', 'edge', 'deaf', 'careless', 'mute'] as const;
type Changed = (typeof CHANGES)[number];

/** A session that differs from what the stacks would make of it. */
function changedSession(session: Session, change: Changed, network: Network): Session {
  switch (change) {
    case 'unknown':
      return { ...session, advertises: { kind: 'unknown', why: 'by hand' } };
    case 'few':
      return { ...session, advertises: { kind: 'prefixes', prefixes: [prefix('10.0.0.0/8'), prefix('10.1.0.0/17')] } };
    case 'equal':
      return { ...session, pathLength: 1 };
    case 'edge':
      return { ...session, propagatesTo: network.tables.map(({ id }) => id).filter((id) => id.includes('edge')) };
    case 'deaf':
      return { ...session, propagatesTo: session.propagatesTo.slice(1) };
    default:
      return session;
  }
}

function changedNetwork(backboneNetwork: Network, changes: readonly Changed[]): Network {
  const changeOf = (i: number) => changes[i % changes.length] ?? 'none';
  const sessions = backboneNetwork.sessions.map((s, i) => changedSession(s, changeOf(i), backboneNetwork));
  const routers = backboneNetwork.routers.map((router, i) => {
    if (changeOf(i) === 'careless') return { ...router, preferences: router.preferences.slice(1) };
    return changeOf(i) === 'mute' ? { ...router, announces: [] } : router;
  });
  return { ...backboneNetwork, sessions, routers };
}

const CONDITIONS: readonly LinkCondition[] = ['up', 'up', 'up', 'up', 'draining', 'down', 'grey'];

const worlds = fc.record({
  backbone: hybridBackbones.filter(({ sites }) => sites.some(({ kind }) => kind === 'on-prem')),
  changes: fc.array(fc.constantFrom(...CHANGES), { minLength: 6, maxLength: 6 }),
  conditions: fc.array(fc.constantFrom(...CONDITIONS), { minLength: 12, maxLength: 12 }),
});

function sourcesOf(network: Network): readonly Place[] {
  return [
    ...network.vpcTables.map(({ id }): Place => ({ at: 'vpc-table', table: id })),
    ...network.routers.map(({ id }): Place => ({ at: 'router', router: id })),
  ];
}

function destinationsOf(network: Network): readonly Address[] {
  const vpcs = network.vpcs.flatMap(({ cidrs }) => cidrs);
  const behind = network.routers.flatMap(({ announces, cidrs }) => [...announces, ...cidrs]);
  return [...vpcs, ...behind].map((to) => addressAt(to, 5n));
}

test('with BGP a trace ends as a walk does that asks every session on its way, over the same links', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(worlds, ({ backbone, changes, conditions }) => {
      const network = changedNetwork(networkOf(backbone), changes);
      const of = new Map(network.links.map(({ name }, i) => [name, conditions[i % conditions.length] ?? 'up']));
      const different = sourcesOf(network).flatMap((source) =>
        destinationsOf(network).flatMap((destination) => {
          const { outcome, path } = trace(network, of, source, destination);
          const walk = walked(network, of, source, destination);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
          const samePath = outcome === 'loop' || path.join() === walk.path.join();
          return outcome === walk.outcome && samePath ? [] : [{ source, destination, outcome, path, walk }];
        }),
      );
      expect(different).toEqual([]);
    }),
    { numRuns: 400 },
  );
  for (const outcome of ['delivered', 'dead-link', 'no-path', 'unknown'])
    expect([outcome, (seen.get(outcome) ?? 0) > 100]).toEqual([outcome, true]);
});
