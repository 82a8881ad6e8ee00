// Pure: where the probe subnet of a link end lies. A site's probe prefix is its `probeCidr`, or the last quarter of its
// first VPC (subnet-plan.ts leaves it free); its /28 number `index` belongs to the link of that index, so that another
// link never moves one that exists.

import { type Address, addressAt, halves, type Prefix, prefix, subnet } from '../net/prefix';
import type { AwsSite } from './topology';

const PROBE_LENGTH = 28;
/** The last address that AWS leaves to us in a /28: the one most likely to be free. */
const RESPONDER = 14n;

/** What the probe subnets of a site are carved from. Undefined when its first VPC exists already and it has no probeCidr. */
export function probePrefix({ probeCidr, vpcs }: AwsSite): Prefix | undefined {
  if (probeCidr !== undefined) return prefix(probeCidr);
  const [first] = vpcs;
  return first === undefined || first.existing ? undefined : halves(halves(prefix(first.cidr))[1])[1];
}

/** The probe subnet of the link with this index. Undefined when the site's probe prefix has no such /28. */
export function probeSubnet(site: AwsSite, index: number): Prefix | undefined {
  const whole = probePrefix(site);
  if (!whole || index >= 2 ** (PROBE_LENGTH - whole.length)) return undefined;
  return subnet(whole, PROBE_LENGTH, index);
}

/** Where a probe subnet answers. */
export function responderAddress(probe: Prefix): Address {
  return addressAt(probe, RESPONDER);
}
