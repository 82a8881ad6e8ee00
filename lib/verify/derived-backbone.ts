// Pure: a backbone for templates that describe none: what the network shows, and nothing promised about failures.
//
//   site    each gateway, each VPC that has to do with one, all premises behind one customer or Direct Connect gateway
//   link    each peering, VPN, Connect attachment and association of a Direct Connect gateway
//   flow    each ordered pair of VPCs and premises, but not two premises

import type { Backbone, BackboneLink, BackboneSite, FlowRequirement } from '../routing/backbone';
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

function gatewaySites({ gateways }: Network): readonly BackboneSite[] {
  return gateways.map(({ site }) => ({ name: site, kind: 'aws', aggregate: '', specifics: [] }));
}

/** A VPC that is attached to several gateways is within the first of them. */
function vpcSites({ gateways, attachments, vpcs }: Network): readonly BackboneSite[] {
  const siteOf = new Map(gateways.map(({ id, site }) => [id, site]));
  return vpcs
    .filter(({ site }) => site !== '')
    .map(({ id, site, cidrs }): BackboneSite => {
      const attached = attachments.find(({ to }) => to.kind === 'vpc' && to.vpc === id);
      const within = attached && siteOf.get(attached.gateway);
      const specifics = cidrs.map(({ text }) => text);
      const whole = { name: site, kind: 'aws', aggregate: specifics[0] ?? '', specifics } as const;
      return within === undefined ? whole : { ...whole, within };
    });
}

function premisesSites({ routers }: Network): readonly BackboneSite[] {
  return routers.map(({ site, holds = [] }) => {
    const specifics = holds.map(({ text }) => text);
    return { name: site, kind: 'on-prem', aggregate: specifics[0] ?? '', specifics };
  });
}

function linksOf({ gateways, routers, links, sessions }: Network): readonly BackboneLink[] {
  const siteOf = new Map([...gateways, ...routers].map(({ id, site }) => [id, site]));
  const siteAt = (end: LinkEnd) => siteOf.get('router' in end ? end.router : end.gateway) ?? '';
  const origins = new Map(sessions.map(({ link, origin }) => [link, origin]));
  return links.map(({ name, ends: [near, far] }): BackboneLink => {
    const outside = 'router' in near || 'router' in far;
    const kind = origins.get(name) === 'direct-connect' ? 'direct-connect' : 'site-to-site-vpn';
    return {
      name,
      kind: outside ? kind : 'transit-gateway-peering',
      between: [siteAt(near), siteAt(far)],
      cost: 1,
      sharedRisks: [],
    };
  });
}

/** VPCs in which nothing starts are no ends of flows: traffic only passes them. */
function flowsOf(network: Network, sites: readonly BackboneSite[]): readonly FlowRequirement[] {
  const starting = new Set(network.vpcTables.filter(({ workload }) => workload).map(({ vpc }) => vpc));
  const passages = new Set(network.vpcs.filter(({ id }) => !starting.has(id)).map(({ site }) => site));
  const carriers = new Set(network.gateways.map(({ site }) => site));
  const ends = sites.filter(({ name }) => !carriers.has(name) && !passages.has(name));
  return ends.flatMap((from) =>
    ends
      .filter((to) => to.name !== from.name && (from.kind === 'aws' || to.kind === 'aws'))
      .map((to) => ({ from: from.name, to: to.name, survive: { links: 0, risks: 0 } })),
  );
}

export function deriveBackbone(network: Network): Backbone {
  const all = [...gatewaySites(network), ...vpcSites(network), ...premisesSites(network)];
  const sites = [...all].sort((a, b) => compareText(a.name, b.name));
  return {
    name: '',
    inferred: true,
    sites,
    links: linksOf(network),
    flows: flowsOf(network, sites),
    policy: NO_POLICY,
  };
}
