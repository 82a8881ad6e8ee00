// Pure: which sites orders evacuate, and whether one more may be.

import type { Order } from '../database';

/** By orders that have not expired. */
export function evacuatedSites(orders: readonly Order[], nowMs: number): ReadonlySet<string> {
  return new Set(
    orders.flatMap(({ action, site, expiresMs }) =>
      action === 'evacuate' && site !== undefined && nowMs < expiresMs ? [site] : [],
    ),
  );
}

/** A service, and the sites at which it is, the first one first. */
export interface Served {
  readonly name: string;
  readonly sites: readonly string[];
}

/** What a site cannot serve for. */
interface Unusable {
  readonly evacuated: ReadonlySet<string>;
  /** Reached by nobody as far as is known. */
  readonly unreached: ReadonlySet<string>;
}

function why(sites: readonly string[], { evacuated }: Unusable): string {
  if (sites.length === 0) return 'it is nowhere else';
  return sites.map((site) => `${site} ${evacuated.has(site) ? 'is evacuated' : 'cannot be reached'}`).join(', ');
}

/**
 * A sentence for each service that would be left without a site that serves it. Route 53 answers the primary then, as if
 * nothing were evacuated: names would lead back to the site that people left. Empty: it may be evacuated.
 */
export function refusalToEvacuate(site: string, services: readonly Served[], unusable: Unusable): readonly string[] {
  const isLost = (other: string) => unusable.evacuated.has(other) || unusable.unreached.has(other);
  return services
    .filter(({ sites }) => sites.includes(site) && sites.every((other) => other === site || isLost(other)))
    .map(({ name, sites }) => {
      const others = sites.filter((other) => other !== site);
      return `${site} is the last site that serves ${name}: ${why(others, unusable)}; bring another one back first`;
    });
}
