// Pure: one reconcile's decisions, from what was read: link states -> desired overrides -> plan -> guards, and at the
// admission site which drains may begin. Deciding twice on the same facts decides the same.

import type { Backbone } from '../routing/backbone';
import { workingDestinations } from '../routing/shortest-paths';
import { type AdmissionDecision, decideAdmissions } from './admission';
import type { Publication, Snapshot } from './database';
import { emptiedLinks } from './drain-progress';
import { fateOf, type GuardedPlan, guardPlan, type World } from './guards';
import { linkStates, standingsOf, viewId } from './link-state/link-states';
import { publicationsOf, silentSites } from './order';
import { type Override, overridesFor } from './overrides';
import { planChanges, type SteeredTables } from './plan';
import { type PublishedDecision, publishedHops } from './publication';
import type { SiteRouting } from './site-routing';

/** What was read at the start of a reconcile. */
interface Sighting {
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  readonly tables: SteeredTables;
  readonly snapshot: Snapshot;
  readonly nowMs: number;
}

export interface Decision extends PublishedDecision {
  readonly plan: GuardedPlan;
  readonly admissions: AdmissionDecision;
  /** What this site published before; absent at its first reconcile. */
  readonly previous?: Publication;
}

function worldOf(sighting: Sighting, previous: Publication | undefined): World {
  const { backbone, routing, tables, snapshot, nowMs } = sighting;
  const states = linkStates(backbone, snapshot, previous?.links ?? {}, nowMs);
  const standings = standingsOf(states);
  const ownHops = publishedHops(backbone, routing, tables, []);
  return { ...sighting, publications: publicationsOf(snapshot), states, standings, ownHops };
}

const NO_ADMISSIONS: AdmissionDecision = { admit: [], dismiss: [] };

/** What only the admission site decides. */
function decideForAll(world: World): Pick<Decision, 'admissions' | 'emptied' | 'silent' | 'queued'> {
  const { backbone, routing, snapshot, states, standings, publications, nowMs } = world;
  if (routing.site !== backbone.policy.admission)
    return { admissions: NO_ADMISSIONS, emptied: [], silent: undefined, queued: undefined };
  const admissions = decideAdmissions(backbone, snapshot, states, publications, viewId(standings), nowMs);
  return {
    admissions,
    queued: admissions.waiting?.link,
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

export function decide(sighting: Sighting): Decision {
  const { backbone, routing, tables, snapshot } = sighting;
  const previous = snapshot.publications.find((p) => p.site === routing.site);
  const world = worldOf(sighting, previous);
  const desired = withoutLoops(overridesFor(routing, tables, backbone, world.standings), world);
  const plan = guardPlan(planChanges(routing, tables, backbone, desired), world);
  return {
    states: world.states,
    standings: world.standings,
    plan,
    held: Object.fromEntries(plan.held.map(({ change, held }) => [`${change.table} ${change.remote}`, held.code])),
    ...decideForAll(world),
    ...(previous ? { previous } : {}),
  };
}
