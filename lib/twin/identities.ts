// Pure: how the links of a network are known to AWS and to providers, as the deployment of a site writes it down. What a
// network does not name goes by the ids of its attachments.

import type { LinkEnd, LinkIdentity } from '../controller/signals/signal';
import type { Backbone, BackboneLink } from '../routing/backbone';
import type { Attachment, Network, Session } from '../routing/network';
import { attachmentKey, indexNetwork } from '../routing/network-index';

/** The id that a provider has for what a link runs over. */
export function circuitIdOf(link: string): string {
  return `CIRCUIT-${link}`;
}

interface KnownEnd extends LinkEnd {
  readonly site: string;
  readonly attachmentId: string;
}

function sessionIds({ origin, attachment, gateway }: Session, network: Network): Partial<LinkEnd> {
  const interfaceId = `${attachment}/interface`;
  if (origin === 'direct-connect') return { virtualInterfaceId: interfaceId, directConnectGatewayId: attachment };
  const edgeTableId = indexNetwork(network).attachments.get(attachmentKey(gateway, attachment))?.table;
  return { vpnConnectionId: attachment, ...(edgeTableId === undefined ? {} : { edgeTableId }) };
}

function knownEnd(network: Network, link: string, { id, gateway }: Attachment): readonly KnownEnd[] {
  const site = network.gateways.find((one) => one.id === gateway)?.site;
  const session = network.sessions.find((one) => one.link === link && one.gateway === gateway);
  if (site === undefined) return [];
  return [{ site, transitGatewayId: gateway, attachmentId: id, ...(session ? sessionIds(session, network) : {}) }];
}

function endsOf(network: Network, link: string): readonly KnownEnd[] {
  const attachments = network.attachments.filter(({ to }) => to.kind === 'link' && to.link === link);
  return attachments.flatMap((attachment) => knownEnd(network, link, attachment));
}

/** Each id of AWS that names the link and nothing else. */
export function entitiesOf(network: Network, link: string): readonly string[] {
  const ids = endsOf(network, link).flatMap((end) => [
    end.attachmentId,
    end.vpnConnectionId,
    end.virtualInterfaceId,
    end.directConnectGatewayId,
  ]);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function identityOf(network: Network, { name }: BackboneLink, site: string): LinkIdentity {
  const ends = endsOf(network, name).map((end): LinkEnd => {
    const { site: at, transitGatewayId } = end;
    return at === site || transitGatewayId === undefined ? end : { site: at, transitGatewayId };
  });
  return { link: name, entities: entitiesOf(network, name), circuitIds: [circuitIdOf(name)], ends };
}

/** The same links, known also by what somebody else knows of them. */
export function alsoKnown(
  identities: readonly LinkIdentity[],
  others: readonly LinkIdentity[],
): readonly LinkIdentity[] {
  return identities.map((identity) => {
    const other = others.find(({ link }) => link === identity.link);
    if (!other) return identity;
    const entities = [...new Set([...identity.entities, ...other.entities])];
    const circuitIds = [...new Set([...identity.circuitIds, ...other.circuitIds])];
    const provider = other.provider === undefined ? {} : { provider: other.provider };
    return { ...identity, entities, circuitIds, ...provider };
  });
}

/** All links, as one site knows them: ids of ends are those of its own. */
export function linkIdentities(network: Network, backbone: Backbone, site: string): readonly LinkIdentity[] {
  return backbone.links.map((link) => identityOf(network, link, site));
}
