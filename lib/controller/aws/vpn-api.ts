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

/** What is thrown and passes, in spite of being the caller's fault by its status. */
const THROTTLED: ReadonlySet<string> = new Set(['RequestLimitExceeded', 'Throttling', 'ThrottlingException']);

function seenVpn({ State: state, VgwTelemetry: telemetry = [] }: VpnConnection): SeenVpn {
  const tunnels = telemetry.flatMap(
    ({ OutsideIpAddress: address, Status: status, LastStatusChange: changed }): readonly SeenTunnel[] => {
      if (address === undefined) return [];
      return [{ address, ...(status ? { status } : {}), ...(changed ? { changedMs: changed.getTime() } : {}) }];
    },
  );
  return { ...(state ? { state } : {}), tunnels };
}

function refusalOf(error: unknown): Replacing | undefined {
  if (!(error instanceof EC2ServiceException) || error.$fault !== 'client' || THROTTLED.has(error.name))
    return undefined;
  if (error.name === 'IncorrectState') return { kind: 'under-way' };
  return { kind: 'refused', why: `${error.name}: ${error.message}` };
}

export function vpnApi(ec2: Pick<EC2Client, 'send'>): VpnApi {
  return {
    /** By a filter and not by id: one connection that is gone would have EC2 refuse to describe the others. No pages. */
    async describe(vpnConnectionIds) {
      if (vpnConnectionIds.length === 0) return new Map();
      const Filters = [{ Name: 'vpn-connection-id', Values: [...vpnConnectionIds] }];
      const { VpnConnections = [] } = await ec2.send(new DescribeVpnConnectionsCommand({ Filters }));
      return new Map(
        VpnConnections.flatMap((vpn) =>
          vpn.VpnConnectionId === undefined ? [] : [[vpn.VpnConnectionId, seenVpn(vpn)] as const],
        ),
      );
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
