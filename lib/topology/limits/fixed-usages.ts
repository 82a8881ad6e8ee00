// Pure: everything that a topology takes of quotas that AWS does not raise.

import type { Topology } from '../topology';
import { bgpUsages } from './bgp';
import { directConnectUsages } from './direct-connect';
import { prefixListEntryUsages } from './prefix-list-entries';
import type { Usage } from './usage';

export function fixedUsages(topology: Topology): readonly Usage[] {
  return [...bgpUsages(topology), ...directConnectUsages(topology), ...prefixListEntryUsages(topology)];
}
