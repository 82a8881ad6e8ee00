// Direct Connect's side of the state of virtual interfaces.

import {
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  type VirtualInterface,
  type VirtualInterfaces,
} from '@aws-sdk/client-direct-connect';
import type { InterfaceStateApi, SeenInterface } from '../signals/status/region-apis';

function seen({ virtualInterfaceState: state, bgpPeers = [] }: VirtualInterface): SeenInterface {
  const peers = bgpPeers.flatMap(({ bgpPeerId: id, bgpPeerState, bgpStatus }) => {
    if (id === undefined) return [];
    return [{ id, ...(bgpPeerState ? { state: bgpPeerState } : {}), ...(bgpStatus ? { status: bgpStatus } : {}) }];
  });
  return { ...(state ? { state } : {}), peers };
}

export function interfaceStateApi(directConnect: Pick<DirectConnectClient, 'send'>): InterfaceStateApi {
  return {
    /** One by one, so that the function may be allowed these interfaces and no others. */
    async describe(virtualInterfaceId) {
      let nextToken: string | undefined;
      do {
        const page: VirtualInterfaces = await directConnect.send(
          new DescribeVirtualInterfacesCommand({
            virtualInterfaceId,
            ...(nextToken === undefined ? {} : { nextToken }),
          }),
        );
        const found = page.virtualInterfaces?.find((one) => one.virtualInterfaceId === virtualInterfaceId);
        if (found) return seen(found);
        nextToken = page.nextToken || undefined;
      } while (nextToken !== undefined);
      return undefined;
    },
  };
}
