// Pure: written -> normalized, for one link.

import { DEFAULTS } from './defaults';
import { defined } from './tidy';
import type { BgpPeer, Link } from './topology';
import type { WrittenLink } from './written';

/** Of the private numbers of four bytes (RFC 6996), far from those that people choose first. */
const FIRST_AMAZON_ASN = 4_266_000_000;

export function normalizeLink(name: string, link: WrittenLink): Link {
  const base = {
    name,
    between: link.between,
    index: link.index,
    cost: link.cost,
    sharedRisks: [...(link.sharedRisks ?? [])].sort(),
    circuitIds: [...(link.circuitIds ?? [])].sort(),
    mssClamp: link.mssClamp ?? DEFAULTS.mssClamp,
    ...defined({ provider: link.provider, capacityGbps: link.capacityGbps, mtu: link.mtu }),
  };
  switch (link.kind) {
    case 'transit-gateway-peering':
      return { kind: link.kind, ...base };
    case 'direct-connect': {
      const { connection, vlan, virtualInterface, directConnectGateway, amazonAsn, bgp } = link;
      return {
        kind: link.kind,
        ...base,
        amazonAsn: amazonAsn ?? FIRST_AMAZON_ASN + link.index,
        bgp: bgpPeers(bgp),
        ...defined({ connection, vlan, virtualInterface, directConnectGateway, probe: probeOf(link) }),
      };
    }
    case 'site-to-site-vpn':
      return {
        kind: link.kind,
        ...base,
        customerGateway: defined(link.customerGateway),
        acceleration: link.acceleration ?? DEFAULTS.acceleration,
        ...defined({ probe: probeOf(link) }),
      };
  }
}

function bgpPeers(bgp: Extract<WrittenLink, { kind: 'direct-connect' }>['bgp']): readonly BgpPeer[] {
  const { second, ...first } = bgp ?? {};
  return second ? [defined(first), defined(second)] : [defined(first)];
}

function probeOf({ probe }: Extract<WrittenLink, { kind: 'direct-connect' | 'site-to-site-vpn' }>) {
  return probe && { target: probe.target, port: probe.port ?? DEFAULTS.probePort };
}
