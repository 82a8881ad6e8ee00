// Pure: without a described backbone nobody has said what must survive.

import { finding } from '../findings';
import type { Check } from './check';

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

export const metadataPresent: Check = ({ declared, network: { gateways }, backbone: { sites, links, flows } }) => {
  if (declared) return [];
  const vpcs = sites.filter(({ kind, specifics }) => kind === 'aws' && specifics.length > 0).length;
  const premises = sites.filter(({ kind }) => kind === 'on-prem').length;
  const found = [
    count(gateways.length, 'transit gateway', 'transit gateways'),
    count(vpcs, 'VPC', 'VPCs'),
    ...(premises > 0 ? [count(premises, 'site on premises', 'sites on premises')] : []),
    count(links.length, 'link', 'links'),
  ].join(', ');
  return [
    finding('verify-no-metadata', {
      message: `no stack says which sites, links and flows there are, so they are inferred: ${found}, and ${count(flows.length, 'flow', 'flows')}, each judged with nothing failed and without each link`,
      fix: 'none, if that is the network that is meant; topologies that detour synthesizes say what must survive',
    }),
  ];
};
