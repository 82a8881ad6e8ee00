// Pure: a backbone for templates that describe none: what the network shows, and nothing promised about failures.

import { allFlows, type Backbone, type BackboneLink, type BackboneSite } from '../routing/backbone';
import type { LinkEnd, Network } from '../routing/network';
import { compareText } from './json';

/** Nothing steers in such a network, so the numbers are never used. */
const NO_POLICY: Backbone['policy'] = {
  admission: '',
  maintenance: { leadMs: 0 },
  probe: { intervalMs: 1000, timeoutMs: 500, fall: 1, rise: 1, lossThreshold: 1 },
  holdDownMs: 0,
  maxConcurrentDrains: 0,
  massWithdrawal: { share: 0, links: 2 },
  greyDx: 'wait',
};

function derivedSite(network: Network, name: string): BackboneSite {
  const specifics = network.vpcs
    .filter((vpc) => vpc.site === name)
    .flatMap((vpc) => vpc.cidrs.map((cidr) => cidr.text));
  return { name, kind: 'aws', aggregate: specifics[0] ?? '', specifics };
}

/** Every gateway is a site and every peering a link; each pair of sites is a flow that has to survive nothing. */
export function deriveBackbone(network: Network): Backbone {
  const siteOf = new Map([...network.gateways, ...network.routers].map(({ id, site }) => [id, site]));
  const names = [...new Set(network.gateways.map(({ site }) => site))].sort(compareText);
  const sites = names.map((name) => derivedSite(network, name));
  const siteAt = (end: LinkEnd) => siteOf.get('router' in end ? end.router : end.gateway) ?? '';
  const links = network.links.map(({ name, ends: [near, far] }): BackboneLink => {
    const between = [siteAt(near), siteAt(far)] as const;
    return { name, kind: 'transit-gateway-peering', between, cost: 1, sharedRisks: [] };
  });
  const flows = allFlows(sites, []).map(({ from, to }) => ({ from, to, survive: { links: 0, risks: 0 } }));
  return { name: '', sites, links, flows, policy: NO_POLICY };
}
