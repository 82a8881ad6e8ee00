import { Annotations, type App } from 'aws-cdk-lib';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { loadTopology } from '../topology/load';
import { buildStacks } from './backbone-stacks';
import { DEFAULT_TOPOLOGY, detourApp } from './detour-app';
import { leftOut } from './left-out';
import { nearLimits } from './limits/near-limits';

/**
 * The CDK app of the topology file that the context key `topology` names (`cdk synth -c topology=FILE`), or everything
 * that is wrong with the file or cannot be built yet. What is left out and which quotas are nearly
 * used up are warnings in the CDK's own report.
 */
export function appFromContext(): Result<App, readonly Issue[]> {
  const app = detourApp();
  const topology = loadTopology(String(app.node.tryGetContext('topology') ?? DEFAULT_TOPOLOGY));
  if (!topology.ok) return topology;
  for (const { code, path, problem, fix } of [...leftOut(topology.value), ...nearLimits(topology.value)])
    Annotations.of(app).addWarningV2(code, `${path.join('.')}: ${problem}; ${fix}`);
  return buildStacks(app, topology.value);
}
