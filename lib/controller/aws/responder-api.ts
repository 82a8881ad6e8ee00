// EC2's side of giving an interface VPC endpoint its address.

import {
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import type { ResponderApi } from '../responder-address';

const UNKNOWN: ReadonlySet<string> = new Set(['InvalidVpcEndpointId.NotFound', 'InvalidNetworkInterfaceID.NotFound']);

/**
 * Refusals that pass: the change before is under way, the address is given up this minute, or the policy that allows the
 * call was created seconds ago and has not reached EC2. What never passes ends in the custom resource's time limit.
 */
const PASSING_REFUSALS: ReadonlySet<string> = new Set([
  'IncorrectState',
  'InvalidIPAddress.InUse',
  'OperationInProgress',
  'UnauthorizedOperation',
]);

function codeOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

export function responderApi(ec2: Pick<EC2Client, 'send'>): ResponderApi {
  /** Interfaces come and go while one is replaced: what is not found has no address. */
  async function addressesOf(interfaces: readonly string[]): Promise<readonly string[]> {
    if (interfaces.length === 0) return [];
    const command = new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [...interfaces] });
    const found = (await ec2.send(command)).NetworkInterfaces ?? [];
    return found.flatMap(({ PrivateIpAddress: address }) => (address === undefined ? [] : [address]));
  }
  return {
    async describe(endpointId) {
      try {
        const described = await ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }));
        const [endpoint] = described.VpcEndpoints ?? [];
        return endpoint && { state: endpoint.State, addresses: await addressesOf(endpoint.NetworkInterfaceIds ?? []) };
      } catch (error) {
        if (UNKNOWN.has(codeOf(error))) return undefined;
        throw error;
      }
    },
    async move({ endpointId, subnetId, address }) {
      const configuration = { SubnetId: subnetId, Ipv4: address };
      const command = new ModifyVpcEndpointCommand({
        VpcEndpointId: endpointId,
        SubnetConfigurations: [configuration],
      });
      try {
        await ec2.send(command);
        return 'moved';
      } catch (error) {
        if (PASSING_REFUSALS.has(codeOf(error))) return 'not-yet';
        throw error;
      }
    },
  };
}
