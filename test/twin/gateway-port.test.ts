import { siteRouting } from '../../lib/controller/site-routing';
import type { Network } from '../../lib/routing/network';
import { BgpApi } from '../../lib/twin/bgp-api';
import { VirtualClock } from '../../lib/twin/clock';
import { Fabric } from '../../lib/twin/fabric';
import { GatewayApi } from '../../lib/twin/gateway-api';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { bgpPortContract } from '../support/contracts/bgp-port';
import type { GatewayWorld } from '../support/contracts/gateway-world';
import { routingPortContract } from '../support/contracts/routing-port';
import { driven, timePasser } from '../support/passing-time';

async function open(network: Network): Promise<GatewayWorld> {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(network);
  const passing = timePasser(clock);
  const random = randomFrom(1);
  const routingOf = (site: string) => {
    const routing = siteRouting(network, site);
    if (!routing) throw new Error(`${site} has no tables`);
    return routing;
  };
  const ends = new Map(
    network.gateways.map(({ site }) => [
      site,
      new BgpApi(routingOf(site), fabric, clock, LATENCIES, random, new Map()),
    ]),
  );
  return {
    routingOf: (site) => driven(new GatewayApi(routingOf(site), fabric, clock, LATENCIES, random, new Map()), passing),
    bgpOf: (site) => {
      const api = ends.get(site);
      if (!api) throw new Error(`${site} has no gateway`);
      return driven(api, passing);
    },
    setCondition: (link, condition) => fabric.setCondition(link, condition),
    untilSettled: () => clock.run(clock.now() + LATENCIES.announcement[1]),
  };
}

describe('the routing port in the twin', () => routingPortContract(open));
describe('the BGP port in the twin', () => bgpPortContract(open));
