// What the contracts of the routing and BGP ports are tried on: the adapters of EC2 and Direct Connect, over the SDK's own
// clients and HTTP, against the twin.

import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { bgpApi } from '../../lib/controller/aws/bgp-api';
import { routingApi } from '../../lib/controller/aws/routing-api';
import { siteRouting } from '../../lib/controller/site-routing';
import type { Network } from '../../lib/routing/network';
import { inventoryOf } from '../../lib/twin/http/inventory';
import type { GatewayWorld } from './contracts/gateway-world';
import { openTwin } from './http-twin';

type Behaviour = NonNullable<NonNullable<Parameters<typeof openTwin>[0]>['behaviour']>;

/** Longer than any update of allowed prefixes takes in the twin. */
const SETTLED_MS = 3_600_000;
const PAUSES = { firstMs: 1, mostMs: 5, looks: 200 };

const passing: NodeJS.Timeout[] = [];
afterEach(() => {
  for (const timer of passing.splice(0)) clearInterval(timer);
});

/** Virtual time passes slowly by itself, so that what takes moments gets done, and what takes minutes does not. */
export async function openAwsWorld(network: Network, behaviour: Behaviour = {}): Promise<GatewayWorld> {
  const { fabric, clock, ec2, client, config } = await openTwin({ network, behaviour });
  passing.push(setInterval(() => void clock.run(clock.now() + 10), 1));
  const { associations } = inventoryOf(network);
  const gatewayOf = new Map(associations.map(({ link, directConnectGateway }) => [link, directConnectGateway]));
  const routingOf = (site: string) => {
    const routing = siteRouting(network, site);
    if (!routing) throw new Error(`${site} has no tables`);
    return routing;
  };
  return {
    routingOf: (site) => routingApi(ec2(site), routingOf(site), PAUSES),
    bgpOf: (site) => {
      const directConnect = client(new DirectConnectClient(config(site)));
      return bgpApi({ ec2: ec2(site), directConnect }, routingOf(site), gatewayOf, PAUSES);
    },
    setCondition: (link, condition) => fabric.setCondition(link, condition),
    untilSettled: () => clock.run(clock.now() + SETTLED_MS),
  };
}
