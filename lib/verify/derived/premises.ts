// Pure: premises, as far as templates show them. Who stands at the far end of a VPN is its customer gateway; of Direct
// Connect, the Direct Connect gateway. They are one site when they carry the same tag `detour:site`, and customer gateways
// also when they have the same address: then they are the same device. An AS number joins nothing: samples share theirs.

import type { Facts, Reference } from '../facts/facts';

/** An attachment whose far end is no gateway. */
export interface FarEnd {
  readonly link: string;
  readonly gateway: string;
  readonly attachment: string;
  readonly kind: 'vpn' | 'direct-connect' | 'connect';
  /** What tells its premises from others, and what people call them. */
  readonly premises: string;
  readonly name: string;
}

type Who = Pick<FarEnd, 'premises' | 'name'>;

function customer({ customerGateways }: Facts, of: Reference, link: string): Who {
  const gateway = of.ok ? customerGateways.find(({ id }) => id === of.value) : undefined;
  if (!gateway) return of.ok ? { premises: of.value, name: of.value } : unnamed(link);
  const { id, name, site, address } = gateway;
  if (site !== undefined) return { premises: `site ${site}`, name: site };
  const first = customerGateways.find((other) => other.site === undefined && other.address === address);
  return address === undefined || !first ? { premises: id, name } : { premises: first.id, name: first.name };
}

function unnamed(link: string): Who {
  return { premises: `far end of ${link}`, name: `far end of ${link}` };
}

function behindDirectConnect({ directConnectGateways }: Facts, id: string): Who {
  const gateway = directConnectGateways.find((each) => each.id === id);
  if (!gateway) return { premises: id, name: id };
  return gateway.site === undefined
    ? { premises: id, name: gateway.name }
    : { premises: `site ${gateway.site}`, name: gateway.site };
}

/** Every attachment of which the gateway is known, with the premises at its far end. */
export function farEnds(facts: Facts): readonly FarEnd[] {
  const transports = new Map(facts.vpcAttachments.map(({ id, gateway }) => [id, gateway]));
  const vpns = facts.vpns.flatMap(({ id, link, gateway, customerGateway }): FarEnd[] =>
    gateway.ok
      ? [{ link, gateway: gateway.value, attachment: id, kind: 'vpn', ...customer(facts, customerGateway, link) }]
      : [],
  );
  const dxs = facts.directConnects.flatMap(({ link, gateway, directConnectGateway: dx }): FarEnd[] =>
    gateway.ok && dx.ok
      ? [
          {
            link,
            gateway: gateway.value,
            attachment: dx.value,
            kind: 'direct-connect',
            ...behindDirectConnect(facts, dx.value),
          },
        ]
      : [],
  );
  const connects = facts.connects.flatMap(({ id, link, transport }): FarEnd[] => {
    const gateway = transport.ok ? transports.get(transport.value) : undefined;
    return gateway?.ok ? [{ link, gateway: gateway.value, attachment: id, kind: 'connect', ...unnamed(link) }] : [];
  });
  return [...vpns, ...dxs, ...connects];
}

/** The premises of these ends, each once. */
export function premisesOf(ends: readonly FarEnd[]): readonly { readonly id: string; readonly name: string }[] {
  return [...new Map(ends.map(({ premises, name }) => [premises, { id: premises, name }])).values()];
}
