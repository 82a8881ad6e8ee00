// Pure: the plan of a site's controller, as routing/site-plan.ts has it, of a topology. What the baseline says to premises is
// said here as the stacks build it: both come from the same functions.

import type { Backbone, BackboneLink } from '../routing/backbone';
import { type BackbonePlan, digestOf, type EdgeRoutePlan, type LinkPlan } from '../routing/site-plan';
import { probeBlock, probeSubnet } from '../topology/probe-subnets';
import type { AwsSite, Link, Topology } from '../topology/topology';
import { allowedPrefixesOf } from './allowed-prefixes';
import { baselineOf } from './baseline';
import { pinsOf } from './pins';

export interface SitePlan {
  readonly backbone: string;
  /** By name of the site. */
  readonly sites: ReadonlyMap<string, string>;
  /** By name of the link. */
  readonly links: ReadonlyMap<string, string>;
}

interface Planned {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: AwsSite;
}

/** Of the edge table of a VPN: the aggregates of other AWS sites, and the pin of its own probes. */
function edgeRoutes({ topology, backbone, site }: Planned, link: string): readonly EdgeRoutePlan[] {
  const pins = pinsOf(topology, site);
  const { vpc } = pins;
  return [
    ...baselineOf(backbone, site.name).edge.map(({ destination, link: over }) => ({
      prefix: destination.aggregate,
      link: over.name,
    })),
    ...(vpc === undefined ? [] : (pins.edge.get(link) ?? []).map(({ cidr }) => ({ prefix: cidr, vpc }))),
  ];
}

/** Absent where the link does not end at the site, and where it is a peering, which announces nothing. */
function sessionOf(planned: Planned, link: Link): LinkPlan['session'] {
  const { topology, site } = planned;
  if (!link.between.includes(site.name)) return undefined;
  switch (link.kind) {
    case 'transit-gateway-peering':
      return undefined;
    case 'site-to-site-vpn':
      return { edgeRoutes: [...edgeRoutes(planned, link.name)], allowed: [] };
    case 'direct-connect': {
      const { aggregates, specifics } = allowedPrefixesOf(topology, site, link);
      return { edgeRoutes: [], allowed: [...new Set([...aggregates, ...specifics])] };
    }
  }
}

/** The probe subnet, or the block that was added for all of them and holds nothing else. */
function probeArea(site: AwsSite, link: Link): readonly string[] {
  const subnet = probeSubnet(site, link.index);
  return subnet ? [probeBlock(site)?.cidr ?? subnet.text] : [];
}

/** At either end: the probe subnet of an AWS site, and the target on premises. */
function probesOf({ sites }: Topology, link: Link): readonly string[] {
  const subnets = sites
    .filter(({ name }) => link.between.includes(name))
    .flatMap((site) => (site.kind === 'aws' ? probeArea(site, link) : []));
  const target = link.kind === 'transit-gateway-peering' ? undefined : link.probe?.target;
  return target === undefined ? subnets : [...subnets, `${target}/32`];
}

function linkPlan(planned: Planned, link: Link): LinkPlan {
  const part = planned.backbone.links.find(({ name }) => name === link.name);
  if (!part) throw new Error(`link ${link.name} is not of the backbone`);
  const session = sessionOf(planned, link);
  return {
    link: asWritten(part),
    probes: [...probesOf(planned.topology, link)],
    ...(session === undefined ? {} : { session }),
  };
}

function asWritten({ between: [a, b], sharedRisks, ...rest }: BackboneLink): LinkPlan['link'] {
  return { ...rest, between: [a, b], sharedRisks: [...sharedRisks] };
}

function backbonePlan({ backbone: { name, policy }, site }: Planned, digest: string): BackbonePlan {
  const block = probeBlock(site);
  const vpcs = [
    ...site.vpcs.map(({ name: vpc, cidr }) => ({ name: vpc, cidr })),
    ...(block ? [{ name: block.vpc, cidr: block.cidr }] : []),
  ];
  return { version: 1, name, policy, vpcs, digest };
}

/** The texts of all parameters below `plan/`. */
export function sitePlanOf(topology: Topology, backbone: Backbone, site: AwsSite): SitePlan {
  const planned = { topology, backbone, site };
  const sites = new Map(backbone.sites.map((part) => [part.name, JSON.stringify(part)]));
  const links = new Map(topology.links.map((link) => [link.name, JSON.stringify(linkPlan(planned, link))]));
  const below = (folder: string, parts: ReadonlyMap<string, string>) =>
    [...parts].map(([name, text]): [string, string] => [`plan/${folder}/${name}`, text]);
  const digest = digestOf(new Map([...below('sites', sites), ...below('links', links)]));
  return { backbone: JSON.stringify(backbonePlan(planned, digest)), sites, links };
}
