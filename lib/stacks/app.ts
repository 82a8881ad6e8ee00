import { Annotations, type App, type IPolicyValidationPlugin, Validations } from 'aws-cdk-lib';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { loadTopology } from '../topology/load';
import { buildStacks } from './backbone-stacks';
import { DEFAULT_TOPOLOGY, detourApp } from './detour-app';
import { leftOut } from './left-out';
import { nearLimits } from './limits/near-limits';

const UNVERIFIED = 'NOT VERIFIED, as the context says (verify=no): nothing has shown that flows survive what they must';

/** What judges the templates, in every synthesis but one for which a person says `-c verify=no`. */
function addVerification(app: App, plugin: IPolicyValidationPlugin): void {
  if (String(app.node.tryGetContext('verify')) === 'no')
    Annotations.of(app).addWarningV2('stacks-not-verified', UNVERIFIED);
  else Validations.of(app).addPlugins(plugin);
}

/**
 * The CDK app of the topology file that the context key `topology` names (`cdk synth -c topology=FILE`), or everything
 * that is wrong with the file or cannot be built yet. What is left out and which quotas are nearly
 * used up are warnings in the CDK's own report, and so is what the verification finds.
 */
export function appFromContext(verification: IPolicyValidationPlugin): Result<App, readonly Issue[]> {
  const app = detourApp();
  addVerification(app, verification);
  const topology = loadTopology(String(app.node.tryGetContext('topology') ?? DEFAULT_TOPOLOGY));
  if (!topology.ok) return topology;
  for (const { code, path, problem, fix } of [...leftOut(topology.value), ...nearLimits(topology.value)])
    Annotations.of(app).addWarningV2(code, `${path.join('.')}: ${problem}; ${fix}`);
  return buildStacks(app, topology.value);
}
