// Pure: what BGP links take of quotas: prefixes in both directions.
//
//   announced on             Direct Connect: allowed prefixes     VPN: its edge table
//   the site's VPCs          one each                             one each
//   AWS sites                their aggregates, own one included   the aggregates of the others
//   the link's probe subnet  one                                  one, and the block around it where a VPC got one
//   drawn sites              two steering prefixes for each VPC   the same

import { QUOTAS, type Quota } from '../../net/quotas';
import type { Backbone } from '../../routing/backbone';
import { everythingDrawn, mostDrawn, type Weights } from '../../routing/drawn';
import { toBackbone } from '../backbone';
import { probeSubnet } from '../probe-subnets';
import type { AwsSite, DirectConnectLink, OnPremSite, Topology, VpnLink } from '../topology';
import type { Usage } from './usage';

type BgpLink = DirectConnectLink | VpnLink;

interface Ends {
  readonly link: BgpLink;
  readonly site: AwsSite;
  readonly premises: OnPremSite;
}

function endsOf({ sites, links }: Topology): readonly Ends[] {
  return links.flatMap((link): Ends[] => {
    if (link.kind === 'transit-gateway-peering') return [];
    const ends = sites.filter(({ name }) => link.between.includes(name));
    const site = ends.find((end): end is AwsSite => end.kind === 'aws');
    const premises = ends.find((end): end is OnPremSite => end.kind === 'on-prem');
    return site && premises ? [{ link, site, premises }] : [];
  });
}

function awsSites({ sites }: Topology): readonly AwsSite[] {
  return sites.filter((site): site is AwsSite => site.kind === 'aws');
}

/** What is announced on a link while nothing is drawn to it. */
function standing(topology: Topology, { link, site }: Ends): number {
  const probes = probeSubnet(site, link.index) ? 1 : 0;
  const sites = awsSites(topology).length;
  if (link.kind === 'direct-connect') return site.vpcs.length + sites + probes;
  return site.vpcs.length + sites - 1 + probes + (site.probeCidr === undefined ? 0 : 1);
}

/** What the worst failures draw to each link of some premises. */
type Drawn = (premises: string) => Weights;

/** Found once for all links of the premises, and only when somebody asks. */
function drawnOnce(backbone: Backbone, weights: Weights): Drawn {
  const known = new Map<string, Weights>();
  return (premises) => {
    const drawn = known.get(premises) ?? mostDrawn(backbone, premises, weights);
    known.set(premises, drawn);
    return drawn;
  };
}

/** Failures are played through only where everything at once would come near the quota: few topologies are that large. */
function announced(base: number, everything: number, quota: Quota, drawn: () => number): number {
  const bound = base + everything;
  return bound * 10 < quota.limit * 8 ? bound : base + drawn();
}

function usagesOf(topology: Topology, everything: number, drawn: Drawn, ends: Ends): readonly Usage[] {
  const { link, premises } = ends;
  const isDirect = link.kind === 'direct-connect';
  const [out, into] = isDirect
    ? [QUOTAS.allowedPrefixes, QUOTAS.routesToTransitInterface]
    : [QUOTAS.routesFromVpn, QUOTAS.routesToVpn];
  const who = `the ${isDirect ? 'Direct Connect link' : 'VPN'} ${link.name}`;
  const drawnHere = () => drawn(premises.name).get(link.name) ?? 0;
  return [
    {
      quota: out,
      path: ['links', link.name],
      who: `${who}, when the worst one or two failures draw other sites to it,`,
      count: announced(standing(topology, ends), everything, out, drawnHere),
      fix: 'have fewer VPCs in the AWS sites, or another link for the premises to enter by',
    },
    {
      quota: into,
      path: ['sites', premises.name, 'announces'],
      who,
      count: premises.announces.length,
      fix: `let ${premises.name} announce fewer, shorter prefixes`,
    },
  ];
}

export function bgpUsages(topology: Topology): readonly Usage[] {
  const weights: Weights = new Map(awsSites(topology).map(({ name, vpcs }) => [name, 2 * vpcs.length]));
  const drawn = drawnOnce(toBackbone(topology), weights);
  return endsOf(topology).flatMap((ends) => usagesOf(topology, everythingDrawn(weights), drawn, ends));
}
