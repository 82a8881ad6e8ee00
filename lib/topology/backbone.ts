// Pure: the part of a topology that routing needs.

import { comparePrefixes, prefix } from '../net/prefix';
import type { Backbone, BackboneLink, BackboneSite } from '../routing/backbone';
import type { Link, Site, Topology } from './topology';

export function toBackbone(topology: Topology): Backbone {
  const { name, sites, links, flows, policy } = topology;
  return { name, sites: sites.map(backboneSite), links: links.map(backboneLink), flows, policy };
}

export function backboneSite(site: Site): BackboneSite {
  return { name: site.name, kind: site.kind, aggregate: site.cidr, specifics: specificsOf(site) };
}

/** What the site really uses: its VPC prefixes, or what it announces; in address order. */
function specificsOf(site: Site): readonly string[] {
  const texts = site.kind === 'aws' ? site.vpcs.map((vpc) => vpc.cidr) : site.announces;
  return texts
    .map(prefix)
    .sort(comparePrefixes)
    .map(({ text }) => text);
}

function backboneLink({ name, kind, between, cost, sharedRisks }: Link): BackboneLink {
  return { name, kind, between, cost, sharedRisks };
}
