// Topologies with on-prem sites for these tests, each link with a probe target, and the values that deployment would give.

import { formatAddress, prefix } from '../../lib/net/prefix';
import { parsePeers } from '../../lib/router-config/deployed-values';
import { routerConfig } from '../../lib/router-config/from-topology';
import type { Router } from '../../lib/router-config/router';
import type { RouterConfig } from '../../lib/router-config/router-config';
import type { Link, Topology } from '../../lib/topology/topology';

/** Every BGP link gets a target at the end of its premises' aggregate, by its index. */
export function withTargets(topology: Topology): Topology {
  const targetOf = (link: Link): string => {
    const site = topology.sites.find(({ kind, name }) => kind === 'on-prem' && link.between.includes(name));
    if (!site) throw new Error(`link ${link.name} has no premises`);
    const { bits, length } = prefix(site.cidr);
    return formatAddress({ family: 4, bits: bits + (1n << BigInt(32 - length)) - 256n + BigInt(link.index) });
  };
  const links = topology.links.map((link) =>
    link.kind === 'transit-gateway-peering' ? link : { ...link, probe: { target: targetOf(link), port: 443 } },
  );
  return { ...topology, links };
}

/** What a person would give of every session that may exist: each in a subnet of its own. */
function deployedPeers(topology: Topology, site: string): readonly string[] {
  return topology.links
    .filter(({ kind, between }) => kind !== 'transit-gateway-peering' && between.includes(site))
    .flatMap((link) =>
      (link.kind === 'direct-connect' ? link.bgp : [{}, {}]).map((peer, i) => {
        const stated = 'amazonAddress' in peer && peer.amazonAddress !== undefined;
        const first = 4 * i + 1;
        const addresses = stated ? ',' : `169.254.${link.index}.${first},169.254.${link.index}.${first + 1}`;
        return `${link.name}.${i + 1}=${addresses},${link.kind === 'direct-connect' ? `eth1.${100 + link.index}` : `tun${link.index}.${i}`}`;
      }),
    );
}

/** The router's model, with nothing left to fill in but keys. Throws when the call is wrong. */
export function routerOf(
  topology: Topology,
  site: string,
  peers = deployedPeers(topology, site),
  router: Partial<Router> = {},
): RouterConfig {
  const parsed = parsePeers(peers);
  if (!parsed.ok) throw new Error(parsed.error);
  const config = routerConfig(topology, site, { deployed: parsed.value, links: [], ...router });
  if (!config.ok) throw new Error(config.error);
  return config.value;
}

/** The names of the on-prem sites. */
export function onPremSites({ sites }: Topology): readonly string[] {
  return sites.flatMap(({ kind, name }) => (kind === 'on-prem' ? [name] : []));
}
