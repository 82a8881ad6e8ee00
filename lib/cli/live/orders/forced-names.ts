// Health checks of Route 53 that are forced when a site is evacuated at once, and let go when it is back: those of the names
// that the VPCs of each site ask for.

import type { SeenHealthCheck } from '../../../controller/health-check-ports';
import { type CheckOutcome, forceSite, releaseSite } from '../../../controller/names/force-checks';
import type { Asked } from '../../../controller/operator/effects/asked-change';
import { reasonOf, type Unread } from '../../../controller/operator/site-reading';
import type { LiveWorld } from '../live-world';

/** The health checks of one site's view that follow the site in question. */
interface ViewChecks {
  readonly view: string;
  readonly ids: readonly string[];
}

export interface ForcedNames {
  readonly what: 'force' | 'release';
  readonly site: string;
  /** Views that have any. */
  readonly views: readonly ViewChecks[];
  readonly unread: readonly Unread[];
}

export type NameOutcome = CheckOutcome & { readonly view: string };

function isForced(check: SeenHealthCheck | undefined): boolean {
  return check !== undefined && (check.disabled || check.inverted);
}

/** What is let go is only what is not as the deployment made it. */
async function forcedOf(view: string, ids: readonly string[], world: LiveWorld): Promise<readonly string[]> {
  return world.withHealthChecks(view, async (checks) => {
    const forced: string[] = [];
    for (const id of ids) if (isForced(await checks.read(id))) forced.push(id);
    return forced;
  });
}

async function viewOf(view: string, what: ForcedNames['what'], site: string, world: LiveWorld): Promise<ViewChecks> {
  const at = world.sites.find((one) => one.site === view);
  const known = (await at?.names())?.checks ?? [];
  const ids = known.filter(({ to }) => to === site).map(({ id }) => id);
  return { view, ids: what === 'force' || ids.length === 0 ? ids : await forcedOf(view, ids, world) };
}

/** Absent: the command is about no health check. Never rejects. */
export async function namesFor(
  { command, about: site }: Asked,
  isNow: boolean,
  world: LiveWorld,
): Promise<ForcedNames | undefined> {
  const isAbout = command === 'return' || (command === 'evacuate' && isNow);
  if (!isAbout || site === undefined) return undefined;
  const what = command === 'return' ? 'release' : 'force';
  const unread: Unread[] = [];
  const views: ViewChecks[] = [];
  for (const at of world.sites)
    try {
      const found = await viewOf(at.site, what, site, world);
      if (found.ids.length > 0) views.push(found);
    } catch (error) {
      unread.push({ site: at.site, what: 'names', why: reasonOf(error) });
    }
  return { what, site, views, unread };
}

/** One view after the other, because Route 53 takes few calls of an account. What fails keeps nothing else from being tried. */
export async function changeNames(names: ForcedNames, world: LiveWorld): Promise<readonly NameOutcome[]> {
  const { what, site, views } = names;
  const change = what === 'force' ? forceSite : releaseSite;
  const outcomes: NameOutcome[] = [];
  for (const { view, ids } of views) {
    const checks = ids.map((id) => ({ id, to: site }));
    try {
      const changed = await world.withHealthChecks(view, (port) => change(site, checks, port));
      outcomes.push(...changed.map((one) => ({ ...one, view })));
    } catch (error) {
      outcomes.push(...ids.map((id) => ({ kind: 'failed' as const, id, why: reasonOf(error), view })));
    }
  }
  return outcomes;
}
