import { type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { Issue } from '../net/issue';
import { ok, type Result } from '../net/result';
import type { Topology } from '../topology/topology';
import { buildStacks } from './backbone-stacks';
import { detourApp } from './detour-app';

/** As the CDK's own command line says it: what is found is written into the report, and neither printed nor thrown. */
const FAILS_BY_ITSELF = '@aws-cdk/core:failSynthOnValidationErrors';

/**
 * Writes the cloud assembly of a topology with a report of what a plugin, and the CDK's own rules, find in it: whoever deploys
 * the assembly is told, and is refused for errors. It is for the caller to look into the report. Writes nothing and gives
 * everything that no stack builds yet, if there is something.
 */
export function synthesizeReported(
  topology: Topology,
  outdir: string,
  plugin: IPolicyValidationPlugin,
): Result<CloudAssembly, readonly Issue[]> {
  const app = detourApp(outdir);
  app.node.setContext(FAILS_BY_ITSELF, false);
  Validations.of(app).addPlugins(plugin);
  return written(buildStacks(app, topology));
}

function written(built: Result<App, readonly Issue[]>): Result<CloudAssembly, readonly Issue[]> {
  return built.ok ? ok(built.value.synth()) : built;
}

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
  return written(buildStacks(detourApp(outdir, isValidated), topology));
}

/** Like trySynthesize, for a topology that the stacks are known to build. Throws, naming each thing, when they do not. */
export function synthesize(topology: Topology, outdir: string): CloudAssembly {
  const synthesized = trySynthesize(topology, outdir);
  if (synthesized.ok) return synthesized.value;
  const reasons = synthesized.error.map(({ path, problem, fix }) => `  ${path.join('.')}: ${problem}; ${fix}`);
  throw new Error(['the stacks cannot build all that the topology asks for:', ...reasons].join('\n'));
}
