// Pure: to which site names lead before and after sites are evacuated or brought back, as far as sites decide it. A service's
// own alarm may have moved its name besides.

import { workingDestinations } from '../../../routing/shortest-paths';
import type { Order } from '../../database';
import { evacuatedSites, type Served } from '../../names/evacuated';
import type { SeenBackbone } from '../seen-backbone';

export interface NameEffect {
  readonly service: string;
  readonly before: string;
  readonly after: string;
}

/** AWS sites that no other AWS site has a working path to. */
export function unreachedSites({ backbone, standings }: SeenBackbone): ReadonlySet<string> {
  const aws = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  return new Set(
    aws.filter((site) => {
      const others = aws.filter((other) => other !== site);
      return others.length > 0 && !others.some((other) => workingDestinations(backbone, other, standings).has(site));
    }),
  );
}

/** The first site that serves; when none does, Route 53 answers the first of all. */
function servingSite({ sites }: Served, lost: ReadonlySet<string>): string {
  return sites.find((site) => !lost.has(site)) ?? sites[0] ?? '';
}

/** Only names that lead elsewhere after. */
export function nameEffects(
  served: readonly Served[],
  orders: Readonly<Record<'before' | 'after', readonly Order[]>>,
  seen: SeenBackbone,
): readonly NameEffect[] {
  const unreached = unreachedSites(seen);
  const lost = (all: readonly Order[]) => new Set([...evacuatedSites(all, seen.nowMs), ...unreached]);
  const [lostBefore, lostAfter] = [lost(orders.before), lost(orders.after)];
  return served
    .map((one) => ({
      service: one.name,
      before: servingSite(one, lostBefore),
      after: servingSite(one, lostAfter),
    }))
    .filter(({ before, after }) => before !== after);
}
