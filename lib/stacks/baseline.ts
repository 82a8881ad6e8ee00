// Pure: the static routes of a site's baseline, table by table.
//
//   destination                  spokes                       transit                   edge-<vpn>
//   AWS site                     the cheapest path            the cheapest path         the cheapest path
//   premises, no own BGP link    the cheapest path            the cheapest path         none: never sent back out
//   premises, own BGP link       the next-best peering, under none: what arrives over   none
//                                what BGP brings              a link leaves by its own
//
// The static route toward premises with an own BGP link is a floating one: an aggregate is shorter than what BGP brings,
// so it decides only when BGP is gone. `transit` has none (split horizon): the neighbour to which it leads may send its
// own fallback here.

import type { Backbone, BackboneLink, BackboneSite } from '../routing/backbone';
import { nextHops } from '../routing/shortest-paths';

/** A route for the aggregate of a site. */
export interface BaselineHop {
  readonly destination: BackboneSite;
  readonly link: BackboneLink;
}

interface Baseline {
  readonly spokes: readonly BaselineHop[];
  readonly transit: readonly BaselineHop[];
  /** The same in the edge table of each VPN of the site. */
  readonly edge: readonly BaselineHop[];
}

/** The links by which BGP brings routes from these premises to this site. */
function ownLinks(backbone: Backbone, site: string, premises: string): readonly BackboneLink[] {
  return backbone.links.filter(({ between }) => between.includes(site) && between.includes(premises));
}

/** Only a peering: over any other link BGP brings the route, or there is none. */
function peeringToward(backbone: Backbone, site: string, premises: BackboneSite): readonly BaselineHop[] {
  const own = ownLinks(backbone, site, premises.name);
  const link = nextHops(backbone, site, new Map(own.map(({ name }) => [name, 'down']))).get(premises.name);
  return link?.kind === 'transit-gateway-peering' ? [{ destination: premises, link }] : [];
}

/** A site that no path leads to gets no route: verification reports it with the flow that suffers. */
export function baselineOf(backbone: Backbone, site: string): Baseline {
  const hops = nextHops(backbone, site);
  const spokes = backbone.sites.flatMap((destination): readonly BaselineHop[] => {
    if (destination.kind === 'on-prem') return peeringToward(backbone, site, destination);
    const link = hops.get(destination.name);
    return link ? [{ destination, link }] : [];
  });
  const isAws = ({ destination }: BaselineHop) => destination.kind === 'aws';
  const beyond = ({ destination: { name } }: BaselineHop) => ownLinks(backbone, site, name).length === 0;
  return {
    spokes,
    transit: spokes.filter((hop) => isAws(hop) || beyond(hop)),
    edge: spokes.filter(isAws),
  };
}
