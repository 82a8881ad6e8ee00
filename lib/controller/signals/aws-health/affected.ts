// Pure: which links the things are that AWS Health names. A gateway is no link: all links of its site end there, and to empty
// one of them helps none of the others.

import type { LinkIdentity } from '../signal';

export interface Affected {
  /** Names of the links that are named by ids of their own, sorted. */
  readonly links: readonly string[];
  /** Of the other links, those that end at a gateway that is named. */
  readonly ofGateways: readonly string[];
  /** What no link is known by. */
  readonly unmatched: readonly string[];
}

/** An ARN ends in the id. */
function idOf(entity: string): string {
  return entity.startsWith('arn:')
    ? entity.slice(Math.max(entity.lastIndexOf('/'), entity.lastIndexOf(':')) + 1)
    : entity;
}

/** Every id that is the link's own. */
function idsOf({ entities, ends = [] }: LinkIdentity): readonly string[] {
  const ofEnds = ends.flatMap((end) => [end.attachmentId, end.vpnConnectionId, end.virtualInterfaceId]);
  return [...entities, ...ofEnds.filter((id) => id !== undefined)];
}

function gatewaysOf({ ends = [] }: LinkIdentity): readonly string[] {
  return ends.map(({ transitGatewayId }) => transitGatewayId).filter((id) => id !== undefined);
}

export function affectedLinks(entities: readonly string[], identities: readonly LinkIdentity[]): Affected {
  const named = new Set(entities.map(idOf));
  const known = new Set(identities.flatMap((identity) => [...idsOf(identity), ...gatewaysOf(identity)]));
  const namedBy = (ids: (identity: LinkIdentity) => readonly string[]) =>
    new Set(identities.filter((identity) => ids(identity).some((id) => named.has(id))).map(({ link }) => link));
  const links = namedBy(idsOf);
  return {
    links: [...links].sort(),
    ofGateways: [...namedBy(gatewaysOf)].filter((link) => !links.has(link)).sort(),
    unmatched: [...named].filter((id) => !known.has(id)),
  };
}
