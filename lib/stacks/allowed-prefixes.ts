// Pure: what the association of a Direct Connect link allows in the baseline, and with that announces.

import { comparePrefixes, prefix } from '../net/prefix';
import { probeSubnet } from '../topology/probe-subnets';
import type { AwsSite, DirectConnectLink, Topology } from '../topology/topology';

interface AllowedPrefixes {
  /** For as long as the link stands: every AWS site's aggregate, the own one among them. */
  readonly aggregates: readonly string[];
  /** Beside that: the VPCs of the AWS end, and the probe subnet by which the link is measured even when drained. */
  readonly specifics: readonly string[];
}

function inOrder(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
    .map(prefix)
    .sort(comparePrefixes)
    .map(({ text }) => text);
}

/** `site` is the AWS end. */
export function allowedPrefixesOf({ sites }: Topology, site: AwsSite, link: DirectConnectLink): AllowedPrefixes {
  const probe = probeSubnet(site, link.index);
  return {
    aggregates: inOrder(sites.filter(({ kind }) => kind === 'aws').map(({ cidr }) => cidr)),
    specifics: inOrder([...site.vpcs.map((vpc) => vpc.cidr), ...(probe ? [probe.text] : [])]),
  };
}
