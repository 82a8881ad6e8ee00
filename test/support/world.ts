// What a controller looks at, for tests: items of the database with defaults that change nothing, networks steered by
// given standings, publications read from them, and the world of a guard. A test says only what is different.

import { bgpEnds } from '../../lib/controller/bgp-ends';
import type {
  Admission,
  LinkStatus,
  Notice,
  Observation,
  Order,
  Publication,
  Snapshot,
} from '../../lib/controller/database';
import type { World } from '../../lib/controller/guards';
import { snapshotOf } from '../../lib/controller/link-state-items/snapshot';
import { publicationsOf } from '../../lib/controller/order';
import { applyOverrides, desiredOverrides, steeredTables } from '../../lib/controller/overrides';
import { type OverrideChange, plannedOverrides } from '../../lib/controller/plan';
import { voicesOf } from '../../lib/controller/premises-entries';
import { publishedHops } from '../../lib/controller/publication';
import { publishedSessions } from '../../lib/controller/published-sessions';
import { type SteeredTable, siteRouting } from '../../lib/controller/site-routing';
import { viewId } from '../../lib/controller/view';
import type { Backbone } from '../../lib/routing/backbone';
import { settle } from '../../lib/routing/bgp';
import type { Network } from '../../lib/routing/network';
import type { Standing, Standings } from '../../lib/routing/shortest-paths';
import { readingOf } from './fake-bgp';
import { networkOf } from './networks';

/** Noon of a Monday. */
export const NOW_MS = 1_767_614_400_000;
export const MINUTE_MS = 60_000;

export const NOTHING_KNOWN: Snapshot = snapshotOf([]);

/** Good, and never bad. */
export function anObservation(link: string, site: string, more: Partial<Observation> = {}): Observation {
  const times = { sinceMs: 0, atMs: NOW_MS, expiresMs: Number.POSITIVE_INFINITY };
  return { kind: 'observation', link, site, verdict: 'good', wasBad: false, ...times, ...more };
}

/** Every end of every link is good. */
export function allGood(backbone: Backbone): readonly Observation[] {
  return backbone.links.flatMap(({ name, between }) => between.map((site) => anObservation(name, site)));
}

/** A usable attachment with sessions in these states, none when left out; never bad. */
export function aStatus(
  link: string,
  site: string,
  states: readonly LinkStatus['sessions'][number]['state'][] = [],
  more: Partial<LinkStatus> = {},
): LinkStatus {
  const sessions = states.map((state, i) => ({ name: `session ${i}`, state }));
  const times = { sinceMs: 0, atMs: NOW_MS, expiresMs: Number.POSITIVE_INFINITY };
  return { kind: 'status', link, site, attachment: 'usable', sessions, wasBad: false, ...times, ...more };
}

/** A window of maintenance that a trusted source has confirmed, in one message of one page. */
export function confirmedNotice(
  said: Pick<Notice, 'id' | 'source' | 'links' | 'startMs' | 'endMs' | 'receivedMs'>,
): Notice {
  return { ...said, kind: 'notice', event: said.id, version: 0, status: 'confirmed', impact: 'outage', trusted: true };
}

/** Confirmed, and open for an hour around now. */
export function aNotice(link: string, more: Partial<Notice> = {}): Notice {
  const times = { startMs: NOW_MS - 30 * MINUTE_MS, endMs: NOW_MS + 30 * MINUTE_MS };
  const said = { id: `notice ${link}`, source: 'a provider', links: [link], receivedMs: NOW_MS - 60 * MINUTE_MS };
  return { ...confirmedNotice({ ...said, ...times }), ...more };
}

/** Of the whole backbone when no link is named. */
export function anOrder(action: Order['action'], link?: string, more: Partial<Order> = {}): Order {
  const about = link === undefined ? {} : { link };
  const why = { owner: 'ada', reason: 'a reason', atMs: NOW_MS, expiresMs: NOW_MS + 60 * MINUTE_MS };
  return { kind: 'order', id: `${action} ${link}`, action, ...about, ...why, ...more };
}

export function anAdmission(link: string, atMs = NOW_MS): Admission {
  return { kind: 'admission', link, atMs };
}

export function standing(standings: Readonly<Record<string, Standing>>): Standings {
  return new Map(Object.entries(standings));
}

/** The network in which every site steers by these standings. */
export function steeredNetwork(backbone: Backbone, standings: Standings = new Map()): Network {
  const network = networkOf(backbone);
  const heard = settle(network, new Map());
  return applyOverrides(
    network,
    backbone.sites.flatMap(({ name }) => desiredOverrides(heard, backbone, standings, name)),
  );
}

/** What a site's controller steers with, its tables while all links are up, and its ends of BGP links. */
export function siteIn(network: Network, site: string, baseline = network) {
  const routing = siteRouting(baseline, site);
  const tables = routing && steeredTables(settle(network, new Map()), routing);
  if (!routing || !tables) throw new Error(`site ${site} has nothing to steer with`);
  return { routing, tables, reading: readingOf(network, routing) };
}

/** What a site says of itself in this network when it holds the links to stand like this; all of it long heard. */
export function aPublication(
  backbone: Backbone,
  network: Network,
  site: string,
  standings: Standings = new Map(),
  more: Partial<Publication> = {},
): Publication {
  const { routing, tables, reading } = siteIn(network, site, networkOf(backbone));
  const sessions = publishedSessions(bgpEnds(routing, tables, reading, backbone), backbone, undefined, [], 0);
  return {
    kind: 'publication',
    site,
    atMs: NOW_MS,
    view: viewId(backbone, standings),
    links: {},
    hops: publishedHops(backbone, routing, tables, plannedOverrides(routing, tables, backbone, standings)),
    ...(sessions ? { sessions } : {}),
    heard: {},
    acknowledged: {},
    held: {},
    emptied: [],
    ...more,
  };
}

export interface Circumstances {
  /** How this site holds the links to stand; all up when left out. */
  readonly standings?: Standings;
  /** The baseline when left out. */
  readonly network?: Network;
  readonly snapshot?: Partial<Snapshot>;
  /** What sites have published; the healthy baseline when left out, nothing when null. */
  readonly published?: Readonly<Record<string, Publication | null>>;
}

/** The world of a guard at one site. */
export function aWorld(backbone: Backbone, site: string, circumstances: Circumstances = {}): World {
  const { standings = new Map(), network = networkOf(backbone), snapshot = {}, published = {} } = circumstances;
  const { routing, tables, reading } = siteIn(network, site, networkOf(backbone));
  const members = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const publications = members.flatMap((name) => {
    const said = published[name];
    return said === null ? [] : [said ?? aPublication(backbone, networkOf(backbone), name)];
  });
  const all = { ...NOTHING_KNOWN, publications, ...snapshot };
  const ends = bgpEnds(routing, tables, reading, backbone);
  const own = Object.entries(publishedSessions(ends, backbone, undefined, [], 0) ?? {});
  const voices = own.map(([link, session]) => [link, { site, session, atMs: NOW_MS }] as const);
  return {
    nowMs: NOW_MS,
    backbone,
    routing,
    tables,
    snapshot: all,
    publications: publicationsOf(all),
    states: [],
    standings,
    ownHops: publishedHops(backbone, routing, tables, []),
    ends,
    voices: new Map([...voicesOf(publicationsOf(all)), ...voices]),
  };
}

/** What the site would change, before any guard. */
export function plannedIn({ backbone, routing, tables, standings }: World): readonly OverrideChange[] {
  return plannedOverrides(routing, tables, backbone, standings);
}

/** The planned change of one table and destination. */
export function plannedFor(world: World, table: SteeredTable, remote: string): OverrideChange {
  const change = plannedIn(world).find((c) => c.table === table && c.remote === remote);
  if (!change) throw new Error(`nothing is planned for ${remote} in ${table}`);
  return change;
}
