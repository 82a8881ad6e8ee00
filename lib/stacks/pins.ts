// Pure: the routes that pin probes to their links, table by table. They are /28 and /32, longer than anything that steers,
// so that a link that carries nothing else still carries its own probes.
//
//   a probe                                          spokes               transit          edge-<link>
//   leaves for the far responder                     far end, over link
//   arrives, or is answered, over a peering or DX                         own, to the VPC
//   arrives, or is answered, over a VPN                                                    own, to the VPC
//
// The own subnet stands in `transit` for every kind, because an answer must find it wherever it comes in. In the edge
// table of a VPN it is an advertisement too, and the only one that no drain withdraws; on Direct Connect the allowed
// prefixes of the link say it.

import { type ProbeEnd, probeEnds, probeVpc } from '../topology/probe-subnets';
import type { AwsSite, Topology } from '../topology/topology';

interface Pin {
  /** Name of the link; with the table it is the route's identity. */
  readonly link: string;
  readonly cidr: string;
}

export interface Pins {
  /** Over the link of the pin. */
  readonly spokes: readonly Pin[];
  /** To the VPC that holds the probe subnets. */
  readonly transit: readonly Pin[];
  /** Those of each VPN's edge table, to the same VPC, by link. */
  readonly edge: ReadonlyMap<string, readonly Pin[]>;
  /** Absent when the site has no probe subnets. */
  readonly vpc?: string;
}

function ownPin({ link, subnet }: ProbeEnd): Pin {
  return { link, cidr: subnet.text };
}

export function pinsOf(topology: Topology, site: AwsSite): Pins {
  const ends = probeEnds(topology, site);
  const vpns = new Set(topology.links.flatMap(({ name, kind }) => (kind === 'site-to-site-vpn' ? [name] : [])));
  const vpc = probeVpc(site)?.name;
  return {
    spokes: ends.flatMap(({ link, far }) => (far ? [{ link, cidr: far.prefix.text }] : [])),
    transit: ends.map(ownPin),
    edge: new Map(ends.filter(({ link }) => vpns.has(link)).map((end) => [end.link, [ownPin(end)]])),
    ...(vpc === undefined ? {} : { vpc }),
  };
}
