// Pure: every link is measured from each of its AWS ends, or nobody knows when it drops data: a peering has no liveness of
// any kind, and BGP does not notice a link that carries its own packets only.

import type { Backbone, BackboneLink } from '../../routing/backbone';
import type { Network } from '../../routing/network';
import type { Facts } from '../facts/facts';
import type { ProberFact } from '../facts/probers';
import { finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

/** The sites that a prober asks from: those of the VPCs of its subnets. */
function sitesOf({ subnets: all }: Facts, { vpcs }: Network, { subnets }: ProberFact): readonly string[] {
  const ids = new Set(subnets.flatMap((subnet) => (subnet.ok ? [subnet.value] : [])));
  const holding = new Set(all.flatMap(({ id, vpc }) => (ids.has(id) && vpc.ok ? [vpc.value] : [])));
  return vpcs.filter(({ id }) => holding.has(id)).map(({ site }) => site);
}

function awsEnds({ sites }: Backbone, { between }: BackboneLink): readonly string[] {
  return between.filter((name) => sites.some((site) => site.name === name && site.kind === 'aws'));
}

/** What makes the link: its attachment at the first of its ends that has one. */
function sourceOfLink(facts: Facts, { links }: Network, name: string): { readonly source?: string } {
  const ends = links.find((link) => link.name === name)?.ends ?? [];
  const [attachment] = ends.flatMap((end) => ('attachment' in end ? [end.attachment] : []));
  return attachment === undefined ? {} : { source: sourceOf(facts, attachment) };
}

function faultOf({ kind }: BackboneLink): string {
  return kind === 'transit-gateway-peering' ? 'that no peering shows' : 'that BGP does not notice';
}

function fixOf({ kind, name }: BackboneLink, sites: readonly string[]): string {
  const where = sites.join(' and ');
  return kind === 'transit-gateway-peering'
    ? `add a VPC that Detour makes to ${where}, of a /24 or shorter, or a larger probeCidr`
    : `write an address on premises that answers TCP as target of the probe of ${name}, and let ${where} have a VPC that Detour makes`;
}

export const linksProbed: Check = ({ declared, facts, network, backbone }) => {
  if (!declared) return [];
  const probed = new Set(
    facts.probers
      .filter(({ exists }) => exists.ok)
      .flatMap((prober) => sitesOf(facts, network, prober).map((site) => `${prober.link} ${site}`)),
  );
  return backbone.links.flatMap((link) => {
    const silent = awsEnds(backbone, link).filter((site) => !probed.has(`${link.name} ${site}`));
    if (silent.length === 0) return [];
    return [
      finding('verify-link-unprobed', {
        message: `nothing measures link ${link.name} from ${silent.join(' and ')}, so a fault ${faultOf(link)} is not seen there`,
        fix: fixOf(link, silent),
        ...sourceOfLink(facts, network, link.name),
      }),
    ];
  });
};
