// Pure: written -> normalized, for one link.

import { DEFAULTS } from './defaults';
import { defined } from './tidy';
import type { Link } from './topology';
import type { WrittenLink } from './written';

export function normalizeLink(name: string, link: WrittenLink): Link {
  const base = {
    name,
    between: link.between,
    index: link.index,
    cost: link.cost,
    sharedRisks: [...(link.sharedRisks ?? [])].sort(),
    circuitIds: [...(link.circuitIds ?? [])].sort(),
    mssClamp: link.mssClamp ?? DEFAULTS.mssClamp,
    ...defined({ capacityGbps: link.capacityGbps, mtu: link.mtu }),
  };
  switch (link.kind) {
    case 'transit-gateway-peering':
      return { kind: link.kind, ...base };
    case 'direct-connect': {
      const { connection, vlan, virtualInterface } = link;
      const bgp = link.bgp && defined(link.bgp);
      return {
        kind: link.kind,
        ...base,
        ...defined({ connection, vlan, virtualInterface, bgp, probe: probeOf(link) }),
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

function probeOf({ probe }: Extract<WrittenLink, { kind: 'direct-connect' | 'site-to-site-vpn' }>) {
  return probe && { target: probe.target, port: probe.port ?? DEFAULTS.probePort };
}
