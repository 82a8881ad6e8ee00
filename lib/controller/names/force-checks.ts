// Pure: names moved at once, whatever controllers say and whether they live: the health checks that follow a site are forced
// to be unhealthy, in the view of each site, and let go again. It needs the control plane of Route 53, so it comes beside the order
// that evacuates a site and never instead of it: names move by that alone, some minutes later.

import type { HealthCheckPort } from '../health-check-ports';

/** A health check that names go by. */
interface NameCheck {
  readonly id: string;
  /** The site whose reachability it follows; absent: it is a service's own. */
  readonly to?: string;
}

/** What came of one check. */
export type CheckOutcome =
  | { readonly kind: 'done'; readonly id: string }
  | { readonly kind: 'failed'; readonly id: string; readonly why: string };

async function outcomeOf(id: string, change: Promise<void>): Promise<CheckOutcome> {
  try {
    await change;
    return { kind: 'done', id };
  } catch (error) {
    return { kind: 'failed', id, why: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * One after the other, because Route 53 takes few calls of an account. One that fails keeps no other from being tried. Checks
 * of other sites and of services are left alone, and each check is tried once however often it is named.
 */
async function changed(
  site: string,
  checks: readonly NameCheck[],
  change: (id: string) => Promise<void>,
): Promise<readonly CheckOutcome[]> {
  const ids = new Set(checks.filter(({ to }) => to === site).map(({ id }) => id));
  const outcomes: CheckOutcome[] = [];
  for (const id of ids) outcomes.push(await outcomeOf(id, change(id)));
  return outcomes;
}

/** `checks`: of the views of all sites. */
export function forceSite(site: string, checks: readonly NameCheck[], port: HealthCheckPort) {
  return changed(site, checks, (id) => port.forceUnhealthy(id));
}

/** Once the order is ended: a check that is let go follows what controllers say, which is 0 until they have read that. */
export function releaseSite(site: string, checks: readonly NameCheck[], port: HealthCheckPort) {
  return changed(site, checks, (id) => port.release(id));
}
