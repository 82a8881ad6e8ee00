// Pure: how links are known outside Detour, as far as a topology file alone says it. The deployment knows more: ids that
// AWS gives.

import type { LinkIdentity } from '../controller/signals/signal';
import type { Link, Topology } from '../topology/topology';

function entitiesOf(link: Link): readonly string[] {
  if (link.kind !== 'direct-connect') return [];
  return [link.connection, link.virtualInterface].filter((id) => id !== undefined);
}

export function knownLinks({ links }: Topology): readonly LinkIdentity[] {
  return links.map((link) => ({
    link: link.name,
    entities: entitiesOf(link),
    circuitIds: link.circuitIds,
    ...(link.provider === undefined ? {} : { provider: link.provider }),
  }));
}
