// Pure: which links the things are that AWS Health names.

import type { LinkIdentity } from '../signal';

interface Affected {
  /** Names of links, sorted. */
  readonly links: readonly string[];
  /** What no link is known by. */
  readonly unmatched: readonly string[];
}

/** An ARN ends in the id. */
function idOf(entity: string): string {
  return entity.startsWith('arn:')
    ? entity.slice(Math.max(entity.lastIndexOf('/'), entity.lastIndexOf(':')) + 1)
    : entity;
}

/** Every id by which AWS may name the link. A gateway is one of each link that ends there. */
function idsOf({ entities, ends = [] }: LinkIdentity): readonly string[] {
  const ofEnds = ends.flatMap((end) => [
    end.transitGatewayId,
    end.attachmentId,
    end.vpnConnectionId,
    end.virtualInterfaceId,
  ]);
  return [...entities, ...ofEnds.filter((id) => id !== undefined)];
}

export function affectedLinks(entities: readonly string[], identities: readonly LinkIdentity[]): Affected {
  const named = new Set(entities.map(idOf));
  const known = new Set(identities.flatMap(idsOf));
  const links = identities.filter((identity) => idsOf(identity).some((id) => named.has(id))).map(({ link }) => link);
  return { links: [...new Set(links)].sort(), unmatched: [...named].filter((id) => !known.has(id)) };
}
