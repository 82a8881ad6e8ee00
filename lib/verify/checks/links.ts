// Pure: the links that the backbone describes are the links that the templates build.

import type { BackboneLink } from '../../routing/backbone';
import type { LinkEnd, Network } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import { finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

/** The sites that a link joins in the templates, sorted. */
function joined(network: Network, link: string): readonly string[] {
  const { gateways, links, routers } = indexNetwork(network);
  const ends = links.get(link)?.ends ?? [];
  const siteOf = (end: LinkEnd) =>
    'router' in end ? (routers.get(end.router)?.site ?? end.router) : (gateways.get(end.gateway)?.site ?? end.gateway);
  return ends.map(siteOf).sort();
}

function unbuilt(network: Network, { name, between }: BackboneLink) {
  const sites = joined(network, name);
  if (sites.join(' ') === [...between].sort().join(' ')) return [];
  const got = sites.length === 0 ? 'no attachments with known ends' : `attachments at ${sites.join(' and ')}`;
  return [
    finding('verify-link-without-attachments', {
      message: `link ${name} joins ${between.join(' and ')}, but in the templates it has ${got}`,
      fix: `synthesize the stack of link ${name} into the assembly, and refer to both gateways from it`,
    }),
  ];
}

export const linksBuilt: Check = ({ network, backbone }) => backbone.links.flatMap((link) => unbuilt(network, link));

export const linksDeclared: Check = ({ facts, network, backbone }) => {
  const described = new Set(backbone.links.map((link) => link.name));
  return network.links
    .filter(({ name }) => !described.has(name))
    .map(({ name, ends: [end] }) =>
      finding('verify-metadata-missing', {
        message: `link ${name} is in the templates, but no stack describes it`,
        fix: 'declare the link in the topology file, once and with the name of its tag detour:link',
        source: sourceOf(facts, 'router' in end ? end.router : end.attachment),
      }),
    );
};
