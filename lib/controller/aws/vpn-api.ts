// EC2's side of VPN connections: how their tunnels are, and what AWS has pending for them.

import {
  DescribeVpnConnectionsCommand,
  type EC2Client,
  EC2ServiceException,
  GetVpnTunnelReplacementStatusCommand,
  ReplaceVpnTunnelCommand,
  type VpnConnection,
} from '@aws-sdk/client-ec2';
import type { Replacing, SeenTunnel, SeenVpn, VpnApi } from '../signals/status/region-apis';
import { groupsOf } from './batches';
import { failureOf } from './failure';

/** EC2 takes so many values in one filter. */
const MOST_VALUES = 200;

function seenVpn({ State: state, VgwTelemetry: telemetry = [] }: VpnConnection): SeenVpn {
  const tunnels = telemetry.flatMap(
    ({ OutsideIpAddress: address, Status: status, LastStatusChange: changed }): readonly SeenTunnel[] => {
      if (address === undefined) return [];
      return [{ address, ...(status ? { status } : {}), ...(changed ? { changedMs: changed.getTime() } : {}) }];
    },
  );
  return { ...(state ? { state } : {}), tunnels };
}

/** What throttles passes, in spite of being the caller's fault by its status. */
function refusalOf(error: unknown): Replacing | undefined {
  if (!(error instanceof EC2ServiceException) || error.$fault !== 'client') return undefined;
  if (failureOf(error).kind === 'throttled') return undefined;
  if (error.name === 'IncorrectState') return { kind: 'under-way' };
  return { kind: 'refused', why: `${error.name}: ${error.message}` };
}

export function vpnApi(ec2: Pick<EC2Client, 'send'>): VpnApi {
  return {
    /** By a filter and not by id: one connection that is gone would have EC2 refuse to describe the others. No pages. */
    async describe(vpnConnectionIds) {
      const found = new Map<string, SeenVpn>();
      for (const group of groupsOf(vpnConnectionIds, MOST_VALUES)) {
        const Filters = [{ Name: 'vpn-connection-id', Values: [...group] }];
        const { VpnConnections = [] } = await ec2.send(new DescribeVpnConnectionsCommand({ Filters }));
        for (const vpn of VpnConnections)
          if (vpn.VpnConnectionId !== undefined) found.set(vpn.VpnConnectionId, seenVpn(vpn));
      }
      return found;
    },
    async maintenance(VpnConnectionId, VpnTunnelOutsideIpAddress) {
      const command = new GetVpnTunnelReplacementStatusCommand({ VpnConnectionId, VpnTunnelOutsideIpAddress });
      const { MaintenanceDetails: details = {} } = await ec2.send(command);
      const { PendingMaintenance: pending, MaintenanceAutoAppliedAfter: after, LastMaintenanceApplied: last } = details;
      return {
        ...(pending === undefined ? {} : { pending }),
        ...(after ? { autoAppliedAfterMs: after.getTime() } : {}),
        ...(last ? { lastAppliedMs: last.getTime() } : {}),
      };
    },
    async replace(VpnConnectionId, VpnTunnelOutsideIpAddress) {
      const tunnel = { VpnConnectionId, VpnTunnelOutsideIpAddress, ApplyPendingMaintenance: true };
      try {
        const { Return: accepted } = await ec2.send(new ReplaceVpnTunnelCommand(tunnel));
        return accepted === false ? { kind: 'refused', why: 'EC2 says no and gives no reason' } : { kind: 'accepted' };
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) return refusal;
        throw error;
      }
    },
  };
}
