// Pure: attachments and links. A peering is one resource and two attachments, one at each gateway, under one id.

import type { Attachment, NetworkLink } from '../../routing/network';
import type { Facts, GatewayTableFact, PeeringFact } from '../facts/facts';
import { type BgpEnd, routerId } from './bgp';

/** The gateways that a resource is attached to, as far as they are known. */
function gatewaysOf(peering: PeeringFact): readonly string[] {
  const gateways = [peering.requester, peering.accepter].flatMap((end) => (end.ok ? [end.value] : []));
  return [...new Set(gateways)];
}

/** Link names are unique: a peering that takes another's name is told apart by its id. */
function linkNames(peerings: readonly PeeringFact[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    peerings.map(({ id, link }) => {
      const name = taken.has(link) ? `${link} (${id})` : link;
      taken.add(name);
      return [id, name];
    }),
  );
}

/** The table that an attachment is associated with, if it is a table of the same gateway. */
function associatedTable(facts: Facts, tables: ReadonlyMap<string, GatewayTableFact>) {
  const associated = new Map<string, string>();
  for (const { attachment, table } of facts.associations) {
    const gateway = table.ok ? tables.get(table.value)?.gateway : undefined;
    if (attachment.ok && table.ok && gateway?.ok) associated.set(`${gateway.value} ${attachment.value}`, table.value);
  }
  return (gateway: string, attachment: string) => {
    const table = associated.get(`${gateway} ${attachment}`);
    return table === undefined ? {} : { table };
  };
}

export function buildAttachments(facts: Facts, ends: readonly BgpEnd[]): readonly Attachment[] {
  const tableOf = associatedTable(facts, new Map(facts.gatewayTables.map((table) => [table.id, table])));
  const names = linkNames(facts.peerings);
  const vpcs = facts.vpcAttachments.flatMap(({ id, gateway, vpc }): Attachment[] =>
    gateway.ok && vpc.ok
      ? [{ id, gateway: gateway.value, to: { kind: 'vpc', vpc: vpc.value }, ...tableOf(gateway.value, id) }]
      : [],
  );
  const links = facts.peerings.flatMap((peering) =>
    gatewaysOf(peering).map((gateway): Attachment => {
      const link = names.get(peering.id) ?? peering.link;
      return { id: peering.id, gateway, to: { kind: 'link', link }, ...tableOf(gateway, peering.id) };
    }),
  );
  const bgp = ends.map(
    ({ link, gateway, attachment }): Attachment => ({
      id: attachment,
      gateway,
      to: { kind: 'link', link },
      ...tableOf(gateway, attachment),
    }),
  );
  return [...vpcs, ...links, ...bgp];
}

/** Links of which both ends are known; where another leads, the forwarding model then does not know either. */
export function buildLinks(facts: Facts, ends: readonly BgpEnd[]): readonly NetworkLink[] {
  const names = linkNames(facts.peerings);
  const bgp = ends.flatMap(({ link, gateway, attachment, premises }): NetworkLink[] =>
    premises === undefined ? [] : [{ name: link, ends: [{ gateway, attachment }, { router: routerId(premises) }] }],
  );
  const peerings = facts.peerings.flatMap((peering): NetworkLink[] => {
    const [near, far] = gatewaysOf(peering);
    if (near === undefined || far === undefined) return [];
    const end = (gateway: string) => ({ gateway, attachment: peering.id });
    return [{ name: names.get(peering.id) ?? peering.link, ends: [end(near), end(far)] }];
  });
  return [...peerings, ...bgp];
}
