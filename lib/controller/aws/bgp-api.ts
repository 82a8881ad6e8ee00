// The AWS ends of one site's BGP links: static routes and propagations on EC2, allowed prefixes on Direct Connect.

import type { BgpPort } from '../ports';
import type { SiteRouting } from '../site-routing';
import { announce } from './announced-prefixes';
import { announcersOf, type BgpApis, bgpReader } from './bgp-reader';
import { edgeRouteWrites } from './edge-routes';
import { PAUSES, type Pauses } from './look-again';
import { propagationWrites } from './propagations';

/** `directConnectGatewayOf`: id by link, of each Direct Connect link of the site. */
export function bgpApi(
  apis: BgpApis,
  routing: SiteRouting,
  directConnectGatewayOf: ReadonlyMap<string, string>,
  pauses: Pauses = PAUSES,
): BgpPort {
  const announcers = announcersOf(apis, routing, directConnectGatewayOf);
  return {
    ...bgpReader(apis, routing, announcers),
    ...edgeRouteWrites(apis.ec2, pauses),
    ...propagationWrites(apis.ec2, pauses),
    async changeAllowedPrefixes(link, add, remove) {
      const announcer = announcers.get(link);
      if (!announcer) throw new Error(`${link} is no Direct Connect link of ${routing.site}`);
      await announce(announcer, { add, remove }, pauses);
    },
  };
}
