// EC2's VPN connections and their tunnels.

import { TAGS } from '../../../routing/tags';
import { Refused } from '../../refused';
import type { VpnTunnels } from '../../vpn-tunnels';
import { type Filtered, filtersOf, passes } from '../filters';
import type { Inventory } from '../inventory';
import type { QueryParameters } from '../query-parameters';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';

type Vpn = Inventory['vpns'][number];

function here({ inventory, fabric }: World, region: string): readonly Vpn[] {
  const sites = new Map(fabric.network.gateways.map(({ id, site }) => [id, site]));
  return inventory.vpns.filter(({ gateway }) => inventory.regions.get(sites.get(gateway) ?? '') === region);
}

function missing(id: string): Refused {
  return new Refused('InvalidVpnConnectionID.NotFound', `The vpnConnection ID '${id}' does not exist`);
}

/** What the premises announce while a tunnel is up. */
function acceptedRoutes({ fabric }: World, { link }: Vpn): number {
  const { sessions, routers } = fabric.network;
  const session = sessions.find((one) => one.link === link);
  return routers.find(({ id }) => id === session?.router)?.announces.length ?? 0;
}

function shown(world: World, tunnels: VpnTunnels, vpn: Vpn): XmlObject {
  return {
    vpnConnectionId: vpn.id,
    state: 'available',
    type: 'ipsec.1',
    category: 'VPN',
    customerGatewayId: vpn.customerGateway,
    transitGatewayId: vpn.gateway,
    options: {
      staticRoutesOnly: !world.fabric.network.sessions.some(({ link }) => link === vpn.link),
      tunnelOptionSet: vpn.tunnels.map((outsideIpAddress) => ({ outsideIpAddress })),
    },
    vgwTelemetry: tunnels.seen(vpn.link).map(({ address, isUp, sinceMs }) => ({
      outsideIpAddress: address,
      status: isUp ? 'UP' : 'DOWN',
      statusMessage: isUp ? 'BGP UP' : 'IPSEC IS DOWN',
      lastStatusChange: new Date(sinceMs),
      acceptedRouteCount: isUp ? acceptedRoutes(world, vpn) : 0,
    })),
  };
}

const FILTERED: Filtered<Vpn> = {
  'customer-gateway-id': ({ customerGateway }) => [customerGateway],
  state: () => ['available'],
  [`tag:${TAGS.link}`]: ({ link }) => [link],
  'transit-gateway-id': ({ gateway }) => [gateway],
  type: () => ['ipsec.1'],
  'vpn-connection-id': ({ id }) => [id],
};

/** The connection and the tunnel that a request names. */
function tunnelIn(world: World, parameters: QueryParameters, region: string) {
  const id = parameters.required('VpnConnectionId');
  const address = parameters.required('VpnTunnelOutsideIpAddress');
  const vpn = here(world, region).find((one) => one.id === id);
  if (!vpn) throw missing(id);
  if (!vpn.tunnels.includes(address))
    throw new Refused('InvalidParameterValue', `Value (${address}) is no tunnel of ${id}`);
  return { vpn, address };
}

/** There are no pages of VPN connections. */
function describe(world: World, tunnels: VpnTunnels, { region, parameters }: Ec2Request): XmlObject {
  const all = here(world, region);
  const ids = parameters.list('VpnConnectionId');
  const unknown = ids.find((id) => all.every((vpn) => vpn.id !== id));
  if (unknown !== undefined) throw missing(unknown);
  const found = all
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(passes(filtersOf(parameters), FILTERED));
  return { vpnConnectionSet: found.map((vpn) => shown(world, tunnels, vpn)) };
}

function replacement(world: World, tunnels: VpnTunnels, { region, parameters }: Ec2Request): XmlObject {
  const { vpn, address } = tunnelIn(world, parameters, region);
  const { isPending, autoAppliedAfterMs: autoMs, lastAppliedMs: lastMs } = tunnels.maintenance(address);
  return {
    vpnConnectionId: vpn.id,
    transitGatewayId: vpn.gateway,
    customerGatewayId: vpn.customerGateway,
    vpnTunnelOutsideIpAddress: address,
    maintenanceDetails: {
      pendingMaintenance: String(isPending),
      maintenanceAutoAppliedAfter: autoMs === undefined ? undefined : new Date(autoMs),
      lastMaintenanceApplied: lastMs === undefined ? undefined : new Date(lastMs),
    },
  };
}

export function vpnOperations(tunnels: VpnTunnels): Ec2Operations {
  return {
    DescribeVpnConnections: { writes: false, run: (world, request) => describe(world, tunnels, request) },
    GetVpnTunnelReplacementStatus: { writes: false, run: (world, request) => replacement(world, tunnels, request) },
    ReplaceVpnTunnel: {
      writes: true,
      run: (world, { region, parameters }) => {
        const { address } = tunnelIn(world, parameters, region);
        tunnels.replace(address, parameters.flag('ApplyPendingMaintenance'));
        return { return: true };
      },
    },
  };
}
