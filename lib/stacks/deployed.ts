// Pure: what a deployment is known by: the topology it is of, and the version of Detour that made its templates of it.

import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import type { Topology } from '../topology/topology';

/** Another text for each other deployment; the same whoever synthesizes it, and wherever. */
export function deployedOf(topology: Topology): string {
  const digest = createHash('sha256').update(JSON.stringify(topology)).digest('hex').slice(0, 32);
  return `${version} ${digest}`;
}
