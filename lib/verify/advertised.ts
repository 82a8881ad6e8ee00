// Pure: what the AWS end of a BGP link advertises, as templates say it.

import type { Prefix } from '../net/prefix';
import type { Network, Session } from '../routing/network';
import { attachmentKey, indexNetwork } from '../routing/network-index';
import type { Facts } from './facts/facts';
import { sourceOf } from './labels';

interface Advertised {
  readonly prefix: Prefix;
  /** The resource that says so, by its construct path. */
  readonly source: string;
}

interface Templates {
  readonly facts: Facts;
  readonly network: Network;
}

/**
 * Direct Connect: the allowed prefixes, which a resource beside the association may have added. VPN: the routes of the table with
 * which it is associated. Nothing where nobody knows.
 */
export function advertisedOver({ facts, network }: Templates, session: Session): readonly Advertised[] {
  const { gateway, attachment, advertises } = session;
  if (advertises.kind === 'prefixes')
    return advertises.prefixes.map((prefix) => ({ prefix, source: allowing(facts, attachment, prefix) }));
  if (advertises.kind === 'unknown') return [];
  const { attachments, tables } = indexNetwork(network);
  const table = attachments.get(attachmentKey(gateway, attachment))?.table;
  return table === undefined ? [] : (tables.get(table)?.routes ?? []);
}

function allowing(facts: Facts, gateway: string, { text }: Prefix): string {
  const more = facts.allowedPrefixes.find(
    ({ directConnectGateway: dx, allowed }) =>
      dx.ok && dx.value === gateway && allowed.ok && allowed.value.some((prefix) => prefix.text === text),
  );
  return more?.source ?? sourceOf(facts, gateway);
}
