// Pure: what exists beside the network and what AWS's APIs tell of it: in which region a site is, and by which ids its
// ends of BGP links go.

import type { Network, Session } from '../../routing/network';

interface VpnConnection {
  readonly id: string;
  readonly link: string;
  readonly gateway: string;
  readonly customerGateway: string;
  /** Outside addresses of its two tunnels, at AWS. */
  readonly tunnels: readonly [string, string];
}

/** A Direct Connect gateway on a transit gateway. */
interface DirectConnectAssociation {
  readonly id: string;
  readonly link: string;
  readonly directConnectGateway: string;
  readonly gateway: string;
}

export interface Inventory {
  /** Region by site. */
  readonly regions: ReadonlyMap<string, string>;
  readonly vpns: readonly VpnConnection[];
  readonly associations: readonly DirectConnectAssociation[];
}

/** Addresses for tests of networks that nobody routes (RFC 2544), two for each connection. */
function tunnelsOf(index: number): readonly [string, string] {
  const address = (n: number) => `198.18.${Math.floor(n / 256) % 256}.${n % 256}`;
  return [address(2 * index), address(2 * index + 1)];
}

function ofOrigin(network: Network, origin: Session['origin']): readonly Session[] {
  return network.sessions.filter((session) => session.origin === origin);
}

/** For a network of which nothing else is known: resources go by the ids of their attachments, a region by its site's name. */
export function inventoryOf(network: Network): Inventory {
  return {
    regions: new Map(network.gateways.map(({ site }) => [site, site])),
    vpns: ofOrigin(network, 'vpn').map(({ link, gateway, attachment }, i) => ({
      id: attachment,
      link,
      gateway,
      customerGateway: `${attachment}/customer-gateway`,
      tunnels: tunnelsOf(i),
    })),
    associations: ofOrigin(network, 'direct-connect').map(({ link, gateway, attachment }) => ({
      id: `${attachment}/association`,
      link,
      directConnectGateway: attachment,
      gateway,
    })),
  };
}
