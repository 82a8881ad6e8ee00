// Pure: where the probe subnet of a link end lies, and what it probes. A site's probe prefix is its `probeCidr`, or the
// last quarter of the first VPC by name that Detour makes (subnet-plan.ts leaves it free); its /28 number `index` belongs
// to the link of that index, so that another link never moves one that exists. Another VPC does, when its name is first.

import { type Address, addressAt, contains, type Prefix, prefix, subnet } from '../net/prefix';
import { freeQuarter } from '../net/subnet-plan';
import type { AwsSite, Link, Topology, Vpc } from './topology';

const PROBE_LENGTH = 28;
/** The last address that AWS leaves to us in a /28: the one most likely to be free. */
const RESPONDER = 14n;
/** What an interface endpoint listens on. */
const RESPONDER_PORT = 443;

/**
 * The VPC that holds a site's probe subnets: the one around `probeCidr`, else the first by name that Detour makes, which gets
 * `probeCidr` as a second CIDR block. Undefined when every VPC exists already: nothing is put into those.
 */
export function probeVpc({ probeCidr, vpcs }: AwsSite): Vpc | undefined {
  const made = vpcs.filter(({ existing }) => !existing);
  const around = made.find(({ cidr }) => probeCidr !== undefined && contains(prefix(cidr), prefix(probeCidr)));
  return around ?? made[0];
}

/** What the probe subnets of a site are carved from. Undefined when no VPC can hold them. */
export function probePrefix(site: AwsSite): Prefix | undefined {
  const vpc = probeVpc(site);
  if (!vpc) return undefined;
  if (site.probeCidr !== undefined) return prefix(site.probeCidr);
  return freeQuarter(prefix(vpc.cidr));
}

/** The block that a VPC is made larger by, and the VPC, when the site's `probeCidr` lies in none. */
export function probeBlock(site: AwsSite): { readonly vpc: string; readonly cidr: string } | undefined {
  const { probeCidr } = site;
  const vpc = probeVpc(site);
  if (probeCidr === undefined || !vpc || contains(prefix(vpc.cidr), prefix(probeCidr))) return undefined;
  return { vpc: vpc.name, cidr: probeCidr };
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

/** One end of a link at an AWS site, where there is room to measure it from. */
export interface ProbeEnd {
  readonly link: string;
  readonly subnet: Prefix;
  /** What answers at the other end, and may ask too. Absent: nothing there does. */
  readonly far?: ProbeTarget;
}

export interface ProbeTarget {
  /** The probe subnet of an AWS site, or one address on premises. */
  readonly prefix: Prefix;
  readonly port: number;
}

function farEnd({ sites }: Topology, link: Link, site: AwsSite): ProbeTarget | undefined {
  if (link.kind !== 'transit-gateway-peering')
    return link.probe && { prefix: prefix(`${link.probe.target}/32`), port: link.probe.port };
  const far = sites.find(({ name }) => name !== site.name && link.between.includes(name));
  const there = far?.kind === 'aws' ? probeSubnet(far, link.index) : undefined;
  return there && { prefix: there, port: RESPONDER_PORT };
}

/** The ends of a site's links that have a probe subnet, in the order of link names. */
export function probeEnds(topology: Topology, site: AwsSite): readonly ProbeEnd[] {
  return topology.links
    .filter(({ between }) => between.includes(site.name))
    .flatMap((link): ProbeEnd[] => {
      const own = probeSubnet(site, link.index);
      if (!own) return [];
      const far = farEnd(topology, link, site);
      return [{ link: link.name, subnet: own, ...(far ? { far } : {}) }];
    });
}
