import { routingApi } from '../../../lib/controller/aws/routing-api';
import { siteRouting } from '../../../lib/controller/site-routing';
import type { Network } from '../../../lib/routing/network';
import type { GatewayWorld } from '../../support/contracts/gateway-world';
import { routingPortContract } from '../../support/contracts/routing-port';
import { openTwin } from '../../support/http-twin';

type Behaviour = NonNullable<Parameters<typeof openTwin>[0]>['behaviour'];

const passing: NodeJS.Timeout[] = [];
afterEach(() => {
  for (const timer of passing.splice(0)) clearInterval(timer);
});

async function open(network: Network, behaviour: NonNullable<Behaviour>): Promise<GatewayWorld> {
  const { fabric, clock, ec2 } = await openTwin({ network, behaviour });
  passing.push(setInterval(() => void clock.run(clock.now() + 10), 1));
  return {
    routingOf: (site) => {
      const routing = siteRouting(network, site);
      if (!routing) throw new Error(`${site} has no tables`);
      return routingApi(ec2(site), routing, { firstMs: 1, mostMs: 5, looks: 200 });
    },
    bgpOf: () => {
      throw new Error('nothing is asked of BGP here');
    },
    setCondition: (link, condition) => fabric.setCondition(link, condition),
    untilSettled: async () => {},
  };
}

describe('the routing port on EC2', () => routingPortContract((network) => open(network, {})));

describe('the routing port on an EC2 that gives small pages', () =>
  routingPortContract((network) => open(network, { pageSize: 2 })));

describe('the routing port on an EC2 that takes a while to change references', () =>
  routingPortContract((network) => open(network, { referenceChange: [50, 200] })));
