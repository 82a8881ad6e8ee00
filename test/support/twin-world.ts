// A world of the twin for tests of single parts: as the twin has it, with nothing wrong, and whatever a test says instead.

import type { AuditEntry } from '../../lib/controller/audit';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { VirtualClock } from '../../lib/twin/clock';
import { ReplicatedDatabase } from '../../lib/twin/database';
import type { Effect } from '../../lib/twin/effects';
import { Fabric } from '../../lib/twin/fabric';
import { inventoryOf } from '../../lib/twin/http/inventory';
import { LATENCIES } from '../../lib/twin/latencies';
import { streamsFrom } from '../../lib/twin/random';
import { VpnTunnels } from '../../lib/twin/vpn-tunnels';
import type { World } from '../../lib/twin/world';

export interface TestWorld extends World {
  readonly told: AuditEntry[];
  readonly effects: Effect[];
  readonly failures: string[];
}

/** It begins at `startMs`. */
export function aTwinWorld(
  backbone: Backbone,
  network: Network,
  trouble: World['trouble'] = {},
  startMs = 0,
): TestWorld {
  const clock = new VirtualClock(startMs);
  const fabric = new Fabric(network);
  const random = streamsFrom(1);
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  const told: AuditEntry[] = [];
  const effects: Effect[] = [];
  const failures: string[] = [];
  return {
    backbone,
    fabric,
    clock,
    random,
    trouble,
    told,
    effects,
    failures,
    latencies: LATENCIES,
    database: new ReplicatedDatabase(sites, clock, LATENCIES, random('database')),
    tunnels: new VpnTunnels(inventoryOf(network).vpns, fabric, clock, LATENCIES, random('tunnels')),
    calls: new Map(),
    note: (effect) => void effects.push(effect),
    tell: (entry) => void told.push(entry),
    failed: (site, error) => void failures.push(`${site}: ${String(error)}`),
  };
}
