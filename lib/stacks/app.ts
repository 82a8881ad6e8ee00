import type { App } from 'aws-cdk-lib';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { loadTopology } from '../topology/load';
import { buildStacks } from './backbone-stacks';
import { DEFAULT_TOPOLOGY, detourApp } from './detour-app';

/**
 * The CDK app of the topology file that the context key `topology` names (`cdk synth -c topology=FILE`), or everything
 * that is wrong with the file or cannot be built yet.
 */
export function appFromContext(): Result<App, readonly Issue[]> {
  const app = detourApp();
  const topology = loadTopology(String(app.node.tryGetContext('topology') ?? DEFAULT_TOPOLOGY));
  return topology.ok ? buildStacks(app, topology.value) : topology;
}
