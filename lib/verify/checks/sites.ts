// Pure: the sites that the backbone describes are the sites that the templates build.

import { contains, prefix } from '../../net/prefix';
import type { BackboneSite } from '../../routing/backbone';
import type { Network } from '../../routing/network';
import type { Facts } from '../facts/facts';
import { type Finding, finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

const STEERED = ['spokes', 'transit'] as const;

function tablesOf(facts: Facts, network: Network, site: string): readonly Finding[] {
  const gateways = network.gateways.filter((gateway) => gateway.site === site);
  const [gateway] = gateways;
  if (!gateway || gateways.length > 1)
    return [
      finding('verify-site-without-gateway', {
        message: `site ${site} has ${gateways.length} transit gateways in the templates, not one`,
        fix: `synthesize the stack of site ${site} into the assembly, and tag one gateway with detour:site ${site}`,
      }),
    ];
  const names = network.tables.filter((table) => table.gateway === gateway.id).map((table) => table.name);
  return STEERED.filter((name) => names.filter((n) => n === name).length !== 1).map((name) =>
    finding('verify-site-tables', {
      message: `the gateway of site ${site} does not have exactly one table ${name}`,
      fix: `give it one AWS::EC2::TransitGatewayRouteTable with the tag detour:table ${name}`,
      source: sourceOf(facts, gateway.id),
    }),
  );
}

/** Every AWS site of the backbone has one gateway with both steered tables; every gateway belongs to a described site. */
export const siteGateways: Check = ({ declared, facts, network, backbone }) => {
  if (!declared) return [];
  const described = new Set(backbone.sites.map((site) => site.name));
  const strangers = network.gateways.filter(({ site }) => !described.has(site));
  return [
    ...backbone.sites.filter((site) => site.kind === 'aws').flatMap((site) => tablesOf(facts, network, site.name)),
    ...strangers.map(({ id, site }) =>
      finding('verify-metadata-missing', {
        message: `gateway ${id} belongs to site ${site}, which no stack describes`,
        fix: 'synthesize all stacks of the backbone again from one topology file',
        source: sourceOf(facts, id),
      }),
    ),
  ];
};

function prefixesOf(facts: Facts, network: Network, site: BackboneSite): readonly Finding[] {
  const specifics = site.specifics.map(prefix);
  const vpcs = network.vpcs.filter((vpc) => vpc.site === site.name);
  const cidrs = vpcs.flatMap((vpc) => vpc.cidrs);
  const unbuilt = specifics.filter((specific) => !cidrs.some((cidr) => contains(cidr, specific)));
  const undeclared = vpcs.flatMap((vpc) =>
    vpc.cidrs
      .filter((cidr) => ![...specifics, ...(vpc.probes ?? [])].some((known) => contains(known, cidr)))
      .map((cidr) => ({ vpc, cidr })),
  );
  return [
    ...unbuilt.map(({ text }) =>
      finding('verify-site-prefixes', {
        message: `no VPC of site ${site.name} in the templates has ${text}`,
        fix: 'synthesize again: templates and metadata have to come from one topology file',
      }),
    ),
    ...undeclared.map(({ vpc, cidr }) =>
      finding('verify-site-prefixes', {
        message: `VPC ${vpc.name} of site ${site.name} has ${cidr.text}, which the backbone does not know, so it cannot be steered`,
        fix: 'declare the VPC in the topology file',
        source: sourceOf(facts, vpc.id),
      }),
    ),
  ];
}

/** The VPCs of a site have the prefixes that the backbone says it uses. */
export const sitePrefixes: Check = ({ declared, facts, network, backbone }) =>
  declared
    ? backbone.sites.filter((site) => site.kind === 'aws').flatMap((site) => prefixesOf(facts, network, site))
    : [];
