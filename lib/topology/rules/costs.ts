// Pure: costs must not contradict the order in which AWS prefers routes, or the healthy shortest path and the baseline
// would differ, and overrides would have to stand for ever.

import { distances } from '../../routing/shortest-paths';
import { toBackbone } from '../backbone';
import type { Link } from '../topology';
import { type Draft, pairKey, type Rule, type Subject } from './subject';

function bgpLinks({ topology }: Subject): Link[] {
  return topology.links.filter(({ kind }) => kind !== 'transit-gateway-peering');
}

function byPair(links: readonly Link[]): readonly Link[][] {
  const groups = new Map<string, Link[]>();
  for (const link of links) groups.set(pairKey(link.between), [...(groups.get(pairKey(link.between)) ?? []), link]);
  return [...groups.values()];
}

function cheapest(links: readonly Link[]): Link | undefined {
  return links.reduce<Link | undefined>((best, link) => (best && best.cost <= link.cost ? best : link), undefined);
}

const vpnAboveDirectConnect: Rule = (subject) =>
  byPair(bgpLinks(subject)).flatMap((links) => {
    const dearest = links.filter(({ kind }) => kind === 'direct-connect').sort((a, b) => b.cost - a.cost)[0];
    if (dearest === undefined) return [];
    return links
      .filter(({ kind, cost }) => kind === 'site-to-site-vpn' && cost <= dearest.cost)
      .map((vpn) => belowDx(vpn, dearest));
  });

function belowDx(vpn: Link, dx: Link): Draft {
  return {
    code: 'topology-cost-order',
    path: ['links', vpn.name, 'cost'],
    problem: `${vpn.name} is not costlier than ${dx.name} between the same sites, but AWS prefers Direct Connect to a VPN`,
    allowed: `a cost above ${dx.cost}, the cost of ${dx.name}`,
    fix: `raise the cost of ${vpn.name}, or lower that of ${dx.name}`,
  };
}

/**
 * In the baseline a site with its own BGP link to premises uses it: the propagated specifics win over the static
 * aggregate toward another site. At equal cost the metric prefers the direct link too, because it has fewer links.
 */
const directLinkFirst: Rule = (subject) => {
  if (subject.left.links.size > 0) return [];
  const backbone = toBackbone(subject.topology);
  const onPrem = backbone.sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name);
  const direct = byPair(bgpLinks(subject)).flatMap((links) => cheapest(links) ?? []);
  return onPrem.flatMap((premises) => {
    const shortest = distances(backbone, premises);
    return direct
      .filter(({ between }) => between.includes(premises))
      .flatMap((link) => {
        const site = link.between[0] === premises ? link.between[1] : link.between[0];
        const cost = shortest.get(site)?.[2];
        return cost !== undefined && cost < link.cost ? [detour(link, site, premises, cost)] : [];
      });
  });
};

function detour(link: Link, site: string, premises: string, cost: number): Draft {
  return {
    code: 'topology-cost-direct',
    path: ['links', link.name, 'cost'],
    problem:
      `the cheapest path from ${site} to ${premises} goes over a peering and costs ${cost}, less than ${link.name}; ` +
      `but routes that ${site} learns over BGP are longer than the static aggregate of a peering, so AWS uses ${link.name}`,
    allowed: `a cost of at most ${cost}, so that the direct link is the shortest path`,
    fix: `lower the cost of ${link.name}, or raise the costs on the way around it`,
  };
}

export const COST_RULES: readonly Rule[] = [vpnAboveDirectConnect, directLinkFirst];
