// Pure: what a site publishes about itself, and when saying it again is worth a write.

import type { Prefix } from '../net/prefix';
import type { Backbone } from '../routing/backbone';
import type { GatewayTable } from '../routing/network';
import type { Standings } from '../routing/shortest-paths';
import type { BgpEnds } from './bgp-ends';
import type { Publication, PublishedHops, Snapshot } from './database';
import { effectiveLink, linksIn } from './effective';
import type { LinkState } from './link-state/link-states';
import { type Change, type OverrideChange, plannedOverrides, type SteeredTables } from './plan';
import { isHeard } from './premises-entries';
import { publishedSessions } from './published-sessions';
import { specificsOf } from './site-prefixes';
import type { SiteRouting } from './site-routing';
import { awakeSince } from './speech';
import type { SpokenLink, SpokenWindow } from './spoken';
import type { Strays } from './strays';
import { viewId } from './view';
import type { Waiting } from './waiting-drain';
import type { Ways } from './ways';

/** A site that has nothing new to say says so this often. */
const HEARTBEAT_MS = 30_000;

/** The links a table uses for these prefixes, sorted; empty when it has none for any of them. */
export function publishedLinks(
  table: Pick<GatewayTable, 'routes'>,
  specifics: readonly Prefix[],
  routing: SiteRouting,
): readonly string[] {
  return linksIn(effectiveLink(table, specifics, routing));
}

/**
 * A site's next hops, read from its tables, beside those it is about to give itself. Sites it has no prefix list for are
 * left out. What it would like and cannot plan is not announced: nobody need wait for it.
 */
export function publishedHops(
  backbone: Backbone,
  routing: SiteRouting,
  tables: SteeredTables,
  planned: readonly OverrideChange[],
): Readonly<Record<string, PublishedHops>> {
  const wanted = new Map(planned.flatMap(({ remote, to }) => (to.kind === 'link' ? [[remote, to.link] as const] : [])));
  const remotes = backbone.sites.filter((remote) => routing.listOf.has(remote.name));
  return Object.fromEntries(
    remotes.map((remote): [string, PublishedHops] => {
      const specifics = specificsOf(remote);
      const transit = publishedLinks(tables.transit, specifics, routing);
      const spokes = publishedLinks(tables.spokes, specifics, routing);
      const link = wanted.get(remote.name);
      return [remote.name, link === undefined ? { transit, spokes } : { transit, spokes, wanted: link }];
    }),
  );
}

/** When the present intent was first published: unchanged as long as nothing new is wanted. */
function intentTime(hops: Publication['hops'], previous: Publication | undefined, nowMs: number): number | undefined {
  const pending = Object.entries(hops).filter(([, { wanted }]) => wanted !== undefined);
  if (pending.length === 0) return undefined;
  const known = pending.every(([remote, { wanted }]) => previous?.hops[remote]?.wanted === wanted);
  return known ? (previous?.intentMs ?? nowMs) : nowMs;
}

/** The newest intent read of each other site; kept when it is fulfilled, so that only intents make news. */
function acknowledgements(others: readonly Publication[], previous: Publication | undefined) {
  const read = others.flatMap(({ site, intentMs }) => (intentMs === undefined ? [] : [[site, intentMs] as const]));
  const entries = Object.entries({ ...previous?.acknowledged, ...Object.fromEntries(read) });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a publication says besides the site's hops: what was decided, and what only the admission site knows. */
export interface PublishedDecision {
  readonly states: readonly LinkState[];
  readonly standings: Standings;
  readonly ways: Ways;
  readonly held: Publication['held'];
  readonly emptied: readonly string[];
  readonly silent: Publication['silent'];
  readonly waiting: Waiting;
  /** What people have been told by this site once it has told its news. */
  readonly spoken: Readonly<Record<string, SpokenLink>>;
  readonly windows: Readonly<Record<string, SpokenWindow>>;
}

/** What stands after the changes of this reconcile, and these changes. */
interface ReadBack {
  readonly tables: SteeredTables;
  /** The same as if no link were withdrawn (written-tables.ts). */
  readonly written: SteeredTables;
  readonly ends: BgpEnds;
  readonly changes: readonly Change[];
  readonly strays: Strays;
  /** Since when a deployment that is under way accounts for what else is astray; absent: none does. */
  readonly deployingMs?: number;
  /** Ids by link of the tests that this site has begun and that go on. */
  readonly bgpTests?: ReadonlyMap<string, string>;
}

/** What is said of links: of one that is simply healthy, nothing. */
export function saidOfLinks(states: readonly LinkState[]): Publication['links'] {
  const others = states.filter(({ code }) => code !== 'link-healthy');
  return Object.fromEntries(others.map(({ link, standing, code }) => [link, { standing, code }]));
}

/** What is astray, as it is published. */
function astrayIn({ strays, deployingMs }: ReadBack): Pick<Publication, 'strays' | 'deployingMs'> {
  const codes = Object.entries(strays).map(([about, { code }]) => [about, code] as const);
  return {
    ...(codes.length === 0 ? {} : { strays: Object.fromEntries(codes) }),
    ...(deployingMs === undefined ? {} : { deployingMs }),
  };
}

/** What people were told, where there is any of it. */
function spokenIn(
  { spoken, windows }: PublishedDecision,
  awakeMs: number | undefined,
): Pick<Publication, 'spoken' | 'windows' | 'awakeMs'> {
  return {
    ...(awakeMs === undefined ? {} : { awakeMs }),
    ...(Object.keys(spoken).length === 0 ? {} : { spoken }),
    ...(Object.keys(windows).length === 0 ? {} : { windows }),
  };
}

export function makePublication(
  backbone: Backbone,
  routing: SiteRouting,
  readBack: ReadBack,
  decision: PublishedDecision,
  snapshot: Snapshot,
  nowMs: number,
): Publication {
  const { standings, ways, held, emptied, silent, waiting } = decision;
  const { tables, written, ends, changes, bgpTests } = readBack;
  const previous = snapshot.publications.find((p) => p.site === routing.site);
  // Acknowledgements quote these times, so they never go back, whatever the clock does.
  const atMs = Math.max(nowMs, (previous?.atMs ?? 0) + 1);
  const planned = plannedOverrides(routing, written, backbone, standings, ways);
  const hops = publishedHops(backbone, routing, tables, planned);
  const sessions = publishedSessions(ends, backbone, previous?.sessions, changes, atMs, bgpTests);
  const intentMs = intentTime(hops, previous, atMs);
  const others = snapshot.publications.filter((p) => p.site !== routing.site);
  return {
    kind: 'publication',
    site: routing.site,
    atMs,
    view: viewId(backbone, standings),
    links: saidOfLinks(decision.states),
    hops,
    ...(sessions === undefined ? {} : { sessions }),
    ...(intentMs === undefined ? {} : { intentMs }),
    heard: Object.fromEntries(others.map((p) => [p.site, p.atMs])),
    acknowledged: acknowledgements(others, previous),
    held,
    emptied,
    ...waiting,
    ...astrayIn(readBack),
    ...(silent ? { silent } : {}),
    ...spokenIn(decision, awakeSince(previous, atMs)),
  };
}

/** What others rely on from now on: announced over a link for long enough. */
function heardNow({ atMs, sessions = {} }: Publication): readonly string[] {
  return Object.entries(sessions).flatMap(([link, { announced, withdrawnMs }]) => {
    const heard = Object.keys(announced).filter((remote) => isHeard(announced[remote] ?? atMs, { atMs }));
    const isGone = withdrawnMs !== undefined && isHeard(withdrawnMs, { atMs });
    return [...heard.map((remote) => `${link} ${remote}`), ...(isGone ? [link] : [])];
  });
}

/** The publication without what changes at every moment. */
function lasting(publication: Publication): string {
  const { atMs: _, heard: __, told: ___, ...rest } = publication;
  return JSON.stringify([rest, heardNow(publication)]);
}

/** True when a publication tells more than a sign of life: something new, or an acknowledgement. */
export function isNews(next: Publication, previous: Publication): boolean {
  return lasting(next) !== lasting(previous);
}

/** True when it is news, due as a sign of life, or other than the last one in whether its news has been told. */
export function worthPublishing(next: Publication, previous: Publication | undefined): boolean {
  if (!previous || next.atMs - previous.atMs >= HEARTBEAT_MS) return true;
  return isNews(next, previous) || (next.told === undefined) !== (previous.told === undefined);
}
