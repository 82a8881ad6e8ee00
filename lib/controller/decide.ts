// Pure: one reconcile's decisions, from what was read: link states -> desired overrides -> plan -> guards, and at the
// admission site which drains may begin. Deciding twice on the same facts decides the same.

import type { Backbone } from '../routing/backbone';
import { workingDestinations } from '../routing/shortest-paths';
import { type AdmissionDecision, decideAdmissions } from './admission';
import { type Announcement, announcementsFor } from './announcements';
import { heldDownLinks, planBgpDowns } from './bgp-down/plan';
import type { BgpTests } from './bgp-down/test-port';
import { type BgpEnds, bgpEnds, standingAnnouncements } from './bgp-ends';
import { bridgesFor } from './bridges';
import type { Publication, Snapshot } from './database';
import { emptiedLinks } from './drain-progress';
import { fateOf, type GuardedPlan, guardPlan, type World } from './guards';
import { linkStates, standingsOf } from './link-state/link-states';
import { type Publications, publicationsOf, silentSites } from './order';
import { type Override, overridesFor } from './overrides';
import { additionsFirst, type Change, planOverrides, type SteeredTables, subjectOf } from './plan';
import { planAnnouncements, planWithdrawals } from './plan-bgp';
import type { BgpReading } from './ports';
import { type Voices, voicesOf } from './premises-entries';
import { type PublishedDecision, publishedHops } from './publication';
import { publishedSessions } from './published-sessions';
import type { SiteRouting } from './site-routing';
import { spokenOfLinks } from './speech';
import { type Strays, straysOf } from './strays';
import { upcomingNow, type WindowNews } from './upcoming';
import { viewId } from './view';
import { waitingNow } from './waiting-drain';
import { sitesApart, waysNow } from './ways-now';
import { withdrawalsFor } from './withdrawals';
import { writtenEdges, writtenTables } from './written-tables';

/** What was read at the start of a reconcile. */
interface Sighting {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  readonly tables: SteeredTables;
  /** Absent at a site without BGP links. */
  readonly reading?: BgpReading;
  /** Absent: not read, or nothing that this site may do. */
  readonly tests?: BgpTests;
  readonly snapshot: Snapshot;
  readonly nowMs: number;
}

export interface Decision extends PublishedDecision {
  /** What it was decided on. */
  readonly world: World;
  readonly plan: GuardedPlan;
  readonly admissions: AdmissionDecision;
  /** What had been changed by others when the site was read. */
  readonly strays: Strays;
  /** What this site tells people of maintenance to come. */
  readonly upcoming: readonly WindowNews[];
  /** What this site published before; absent at its first reconcile. */
  readonly previous?: Publication;
}

/** What all AWS ends of BGP links say; this site's own as just read. */
function voicesNow(publications: Publications, site: string, sessions: Publication['sessions'], atMs: number): Voices {
  const own = Object.entries(sessions ?? {}).map(([link, session]) => [link, { site, session, atMs }] as const);
  return new Map([...voicesOf(publications), ...own]);
}

function worldOf(sighting: Sighting, ends: BgpEnds, previous: Publication | undefined): World {
  const { backbone, routing, tables, snapshot, nowMs } = sighting;
  const states = linkStates(backbone, snapshot, previous?.links ?? {}, nowMs);
  const standings = standingsOf(states);
  const ownHops = publishedHops(backbone, routing, tables, []);
  const publications = publicationsOf(snapshot);
  const sessions = publishedSessions(ends, backbone, previous?.sessions, [], nowMs);
  const voices = voicesNow(publications, routing.site, sessions, nowMs);
  return { ...sighting, publications, states, standings, ownHops, ends, voices };
}

const NO_ADMISSIONS: AdmissionDecision = { admit: [], dismiss: [] };

/** What only the admission site decides. */
function decideForAll(world: World): Pick<Decision, 'admissions' | 'emptied' | 'silent' | 'waiting'> {
  const { backbone, routing, snapshot, states, standings, publications, nowMs } = world;
  if (routing.site !== backbone.policy.admission)
    return { admissions: NO_ADMISSIONS, emptied: [], silent: undefined, waiting: {} };
  const admissions = decideAdmissions(backbone, snapshot, states, publications, viewId(backbone, standings), nowMs);
  return {
    admissions,
    waiting: waitingNow(admissions.waiting, publications.get(routing.site), nowMs),
    emptied: emptiedLinks(backbone, states, publications, nowMs),
    silent: silentSites(backbone, publications, nowMs),
  };
}

/** Without the overrides that stand for want of anything better and only send lost traffic in a circle. */
function withoutLoops(desired: readonly Override[], world: World): readonly Override[] {
  const { backbone, routing, standings } = world;
  const working = workingDestinations(backbone, routing.site, standings);
  return desired.filter(({ remote, table }) => working.has(remote) || fateOf(world, remote, table) !== 'loop');
}

/** The site's ends of BGP links: what they should announce, and which of them should be withdrawn. */
function planEnds(sighting: Sighting, world: World, apart: ReadonlySet<string>): readonly Change[] {
  const { ends, standings, voices } = world;
  const { backbone, routing, reading } = sighting;
  const edges = writtenEdges(reading, ends, backbone);
  const standing = standingAnnouncements(ends, routing);
  const shortest = announcementsFor(routing, edges, standing, backbone, standings);
  const isNew = ({ link, remote }: Announcement) => !shortest.some((a) => a.link === link && a.remote === remote);
  const announcements = [...shortest, ...bridgesFor(routing, { backbone, standings, voices, apart }).filter(isNew)];
  return [
    ...planAnnouncements(routing, ends, backbone, announcements),
    ...planWithdrawals(ends, withdrawalsFor(routing, backbone, standings)),
  ];
}

export function decide(sighting: Sighting): Decision {
  const { backbone, routing, tables, snapshot, reading, tests } = sighting;
  const previous = snapshot.publications.find((p) => p.site === routing.site);
  const ends = bgpEnds(routing, tables, reading, backbone, heldDownLinks(tests, previous?.sessions));
  const world = worldOf(sighting, ends, previous);
  const written = writtenTables(tables, routing, ends);
  const apart = sitesApart(world);
  const ways = waysNow(world, apart);
  const desired = withoutLoops(overridesFor(routing, written, backbone, world.standings, ways), world);
  const overrides = planOverrides(routing, written, backbone, desired);
  const changes = [...overrides, ...planEnds(sighting, world, apart), ...planBgpDowns(world)];
  const plan = guardPlan(additionsFirst(changes), world);
  const { windows, news: upcoming } = upcomingNow(world, snapshot);
  return {
    world,
    states: world.states,
    standings: world.standings,
    ways,
    plan,
    spoken: spokenOfLinks(world, world.states),
    windows,
    upcoming,
    strays: straysOf({ backbone, routing, tables, written, ends, standings: world.standings, previous }),
    held: Object.fromEntries(plan.held.map(({ change, held }) => [subjectOf(change), held.code])),
    ...decideForAll(world),
    ...(previous ? { previous } : {}),
  };
}
