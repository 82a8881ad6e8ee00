import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Topology } from '../topology/topology';
import { buildStacks } from './backbone-stacks';
import { detourApp } from './detour-app';

/**
 * Writes the cloud assembly of a topology, in this process and without network or credentials. Throws UnbuiltError when
 * the topology asks for something that no stack builds yet.
 */
export function synthesize(topology: Topology, outdir: string): CloudAssembly {
  const app = detourApp(outdir);
  buildStacks(app, topology);
  return app.synth();
}
