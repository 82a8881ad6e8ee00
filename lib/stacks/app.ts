import type { App } from 'aws-cdk-lib';
import { createColors } from 'picocolors';
import type { Issue } from '../net/issue';
import { issueLines } from '../report/issues';
import { loadTopology } from '../topology/load';
import { buildStacks } from './backbone-stacks';
import { DEFAULT_TOPOLOGY, detourApp } from './detour-app';
import { UnbuiltError } from './unbuilt';

/**
 * The CDK app of the topology file that the context key `topology` names. When the file has mistakes, or asks for what
 * no stack builds yet, it prints them all and ends the process: there is nothing to synthesize.
 */
export function appFromContext(): App {
  const app = detourApp();
  const file: unknown = app.node.tryGetContext('topology') ?? DEFAULT_TOPOLOGY;
  if (typeof file !== 'string') return giveUp(['context topology: give the path of a topology file']);
  const loaded = loadTopology(file);
  if (!loaded.ok) return giveUp(linesOf(loaded.error));
  try {
    buildStacks(app, loaded.value);
  } catch (error) {
    if (error instanceof UnbuiltError) return giveUp(linesOf(error.issues));
    throw error;
  }
  return app;
}

function linesOf(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) => issueLines(issue, createColors(false)));
}

function giveUp(lines: readonly string[]): never {
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}
