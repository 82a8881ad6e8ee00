// Pure: no address is in two VPCs, else where a packet should go is not determined.

import { comparePrefixes, overlaps } from '../../net/prefix';
import { finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

/** Sorted by prefix, a prefix that overlaps any earlier one overlaps the last one that covers ground. */
export const vpcsDisjoint: Check = ({ facts, network }) => {
  const owned = network.vpcs.flatMap((vpc) => vpc.cidrs.map((cidr) => ({ vpc, cidr })));
  const sorted = [...owned].sort((a, b) => comparePrefixes(a.cidr, b.cidr));
  let outer: (typeof sorted)[number] | undefined;
  return sorted.flatMap((next) => {
    const before = outer;
    if (!before || !overlaps(before.cidr, next.cidr)) {
      outer = next;
      return [];
    }
    if (before.vpc.id === next.vpc.id) return [];
    return [
      finding('verify-vpc-overlap', {
        message: `${before.cidr.text} of ${before.vpc.id} and ${next.cidr.text} of ${next.vpc.id} overlap`,
        fix: 'give every VPC of the backbone addresses of its own',
        source: sourceOf(facts, next.vpc.id),
      }),
    ];
  });
};
