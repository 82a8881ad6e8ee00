// Pure: sites whose addresses overlap. Longest prefix match then takes part of one site's traffic to the other, and
// steering one moves the other. Two VPCs with the same addresses are an error of their own.

import { comparePrefixes, contains, type Prefix, prefix } from '../../net/prefix';
import type { Network } from '../../routing/network';
import { finding } from '../findings';
import type { Check, Judged } from './check';

interface Owned {
  readonly site: string;
  readonly what: string;
  readonly isVpc: boolean;
  readonly prefix: Prefix;
}

function vpcPrefixes({ vpcs }: Network): readonly Owned[] {
  return vpcs.flatMap(({ site, name, cidrs }) =>
    site === '' ? [] : cidrs.map((cidr) => ({ site, what: `VPC ${name}`, isVpc: true, prefix: cidr })),
  );
}

function ownedBy({ backbone, network }: Judged): readonly Owned[] {
  const sites = backbone.sites.flatMap(({ name: site, kind, aggregate, specifics }): readonly Owned[] => [
    { site, what: 'its aggregate', isVpc: false, prefix: prefix(aggregate) },
    ...(kind === 'aws'
      ? []
      : specifics.map((each) => ({ site, what: 'announced', isVpc: false, prefix: prefix(each) }))),
  ]);
  return [...sites, ...vpcPrefixes(network)];
}

/** Each two sites once, with the first of their prefixes that overlap. Sorted by prefix, what covers stands before. */
export const siteOverlaps: Check = (judged) => {
  if (!judged.declared) return [];
  const sorted = [...ownedBy(judged)].sort((a, b) => comparePrefixes(a.prefix, b.prefix));
  const open: Owned[] = [];
  const told = new Set<string>();
  return sorted.flatMap((inner) => {
    for (let top = open.at(-1); top && !contains(top.prefix, inner.prefix); top = open.at(-1)) open.pop();
    const found = open
      .filter((outer) => outer.site !== inner.site && !(outer.isVpc && inner.isVpc))
      .filter((outer) => {
        const pair = [outer.site, inner.site].sort().join(' ');
        return told.has(pair) ? false : told.add(pair);
      });
    open.push(inner);
    return found.map((outer) =>
      finding('verify-route-overlap', {
        message: `${outer.prefix.text} of ${outer.site} (${outer.what}) and ${inner.prefix.text} of ${inner.site} (${inner.what}) overlap: what is sent to one may be led to the other`,
        fix: `give ${outer.site} and ${inner.site} addresses that neither has in common with the other`,
      }),
    );
  });
};
