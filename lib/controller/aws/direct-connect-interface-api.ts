// Direct Connect's side of accepting a hosted virtual interface.

import {
  ConfirmTransitVirtualInterfaceCommand,
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  DirectConnectClientException,
} from '@aws-sdk/client-direct-connect';
import type { HostedInterfaceApi } from '../hosted-interface';

export function hostedInterfaceApi(directConnect: Pick<DirectConnectClient, 'send'>): HostedInterfaceApi {
  return {
    async describe(virtualInterfaceId) {
      const answer = await directConnect.send(new DescribeVirtualInterfacesCommand({ virtualInterfaceId }));
      const found = answer.virtualInterfaces?.find((one) => one.virtualInterfaceId === virtualInterfaceId);
      if (!found) return undefined;
      const { virtualInterfaceState: state, virtualInterfaceType: type, directConnectGatewayId, mtu } = found;
      const { asn, asnLong: customerAsn = asn, amazonSideAsn: amazonAsn } = found;
      return {
        state,
        type,
        ...(directConnectGatewayId ? { directConnectGatewayId } : {}),
        ...(mtu === undefined ? {} : { mtu }),
        ...(customerAsn === undefined ? {} : { customerAsn }),
        ...(amazonAsn === undefined ? {} : { amazonAsn }),
      };
    },
    async confirm(virtualInterfaceId, directConnectGatewayId) {
      const command = new ConfirmTransitVirtualInterfaceCommand({ virtualInterfaceId, directConnectGatewayId });
      try {
        await directConnect.send(command);
        return { kind: 'accepted' };
      } catch (error) {
        if (error instanceof DirectConnectClientException) return { kind: 'refused', why: error.message };
        throw error;
      }
    },
  };
}
