// Pure: facts -> network. The templates' routing as forwarding tables, for the forwarding model to judge.

import type { Backbone } from '../../routing/backbone';
import type { Network, PrefixList, Vpc } from '../../routing/network';
import { infer } from '../derived/infer';
import { withInferredSources } from '../derived/sources';
import type { Fact, Facts } from '../facts/facts';
import { compareText } from '../json';
import { buildAttachments, buildLinks } from './attachments';
import { withDefaultTables } from './default-tables';
import { describedFarSide, type FarSide } from './far-side';
import { buildGatewayTables, type Clouds, cloudsOf, withClouds } from './gateway-tables';
import { buildAppliances, buildVpcs, buildVpcTables } from './vpcs';

function byId<T extends { readonly id: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => compareText(a.id, b.id));
}

function certain<T extends Fact>(facts: readonly T[]): readonly T[] {
  return facts.filter((fact) => fact.exists.ok);
}

/**
 * The facts without resources that may not exist. Routes and propagations stay: that one of them may exist is enough to
 * make the packets it matches go nobody knows where.
 */
function withoutDoubtful(facts: Facts): Facts {
  return {
    ...facts,
    gateways: certain(facts.gateways),
    gatewayTables: certain(facts.gatewayTables),
    vpcs: certain(facts.vpcs),
    vpcCidrs: certain(facts.vpcCidrs),
    subnets: certain(facts.subnets),
    vpcTables: certain(facts.vpcTables),
    subnetTables: certain(facts.subnetTables),
    appliances: certain(facts.appliances),
    vpcAttachments: certain(facts.vpcAttachments),
    peerings: certain(facts.peerings),
    vpns: certain(facts.vpns),
    customerGateways: certain(facts.customerGateways),
    connects: certain(facts.connects),
    directConnects: certain(facts.directConnects),
    virtualInterfaces: certain(facts.virtualInterfaces),
    acceptances: certain(facts.acceptances),
    associations: certain(facts.associations),
    prefixLists: certain(facts.prefixLists),
  };
}

/** The site whose gateway is in a region, when there is exactly one. */
function siteIn(facts: Facts, region: string | undefined): string {
  const [only, ...more] = facts.gateways.filter((gateway) => gateway.region === region);
  return only && more.length === 0 ? only.site : '';
}

interface Built {
  readonly network: Network;
  /** To be laid over the network again when routes are added to it. */
  readonly clouds: Clouds;
}

/** Total: what the facts do not settle is an unknown target, or is missing. Without a backbone it is what templates show. */
export function buildNetwork(all: Facts, backbone: Backbone | undefined): Built {
  const certainly = withoutDoubtful(withDefaultTables(all));
  const { facts, far } = backbone ? { facts: certainly, far: describedFarSide(certainly, backbone) } : infer(certainly);
  const vpcs = buildVpcs(facts);
  const clouds = cloudsOf(facts, vpcs, far.sessions);
  const plain = plainNetwork(facts, vpcs, far);
  const network = backbone ? plain : { ...plain, vpcTables: withInferredSources(facts, plain.vpcTables) };
  return { clouds, network: withClouds(network, clouds) };
}

/** Lists that steer traffic to another site. */
function steeringLists(facts: Facts): readonly PrefixList[] {
  return facts.prefixLists.flatMap(({ id, region, site, steers, vpc, entries }) =>
    steers === undefined
      ? []
      : [
          {
            id,
            site: site ?? siteIn(facts, region),
            steers,
            ...(vpc === undefined ? {} : { vpc }),
            entries: entries.ok ? entries.value : [],
          },
        ],
  );
}

function plainNetwork(facts: Facts, vpcs: readonly Vpc[], { ends, routers, sessions }: FarSide): Network {
  return {
    gateways: byId(facts.gateways.map(({ id, site }) => ({ id, site }))),
    tables: byId(buildGatewayTables(facts, vpcs, sessions)),
    attachments: byId(buildAttachments(facts, ends)),
    vpcs: byId(vpcs),
    vpcTables: byId(buildVpcTables(facts, vpcs)),
    ...(facts.appliances.length > 0 ? { appliances: byId(buildAppliances(facts)) } : {}),
    links: [...buildLinks(facts, ends)].sort((a, b) => compareText(a.name, b.name)),
    prefixLists: byId(steeringLists(facts)),
    routers,
    sessions: [...sessions].sort((a, b) => compareText(a.link, b.link)),
  };
}
