import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Issue } from '../net/issue';
import { ok, type Result } from '../net/result';
import type { Topology } from '../topology/topology';
import { buildStacks } from './backbone-stacks';
import { detourApp } from './detour-app';

/**
 * Writes the cloud assembly of a topology, in this process and without network or credentials; or writes nothing and
 * gives everything that no stack builds yet. The CDK's own rules judge the templates unless they are not to be validated:
 * they say what CloudFormation will take, and nothing of what the routes do.
 */
export function trySynthesize(
  topology: Topology,
  outdir: string,
  isValidated = true,
): Result<CloudAssembly, readonly Issue[]> {
  const app = detourApp(outdir, isValidated);
  const built = buildStacks(app, topology);
  return built.ok ? ok(app.synth()) : built;
}

/** Like trySynthesize, for a topology that the stacks are known to build. Throws, naming each thing, when they do not. */
export function synthesize(topology: Topology, outdir: string): CloudAssembly {
  const synthesized = trySynthesize(topology, outdir);
  if (synthesized.ok) return synthesized.value;
  const reasons = synthesized.error.map(({ path, problem, fix }) => `  ${path.join('.')}: ${problem}; ${fix}`);
  throw new Error(['the stacks cannot build all that the topology asks for:', ...reasons].join('\n'));
}
