import path from 'node:path';
import type { Issue } from '../net/issue';
import { issueLines } from '../report/issues';
import { synthesize } from '../stacks/synthesize';
import { UnbuiltError } from '../stacks/unbuilt';
import { loadTopology } from '../topology/load';
import { EXIT, type Io } from './io';

/** Synthesizes a topology file and prints its stacks in the order of deployment. */
export function synth(file: string, options: { output: string }, io: Io): number {
  const loaded = loadTopology(file);
  if (!loaded.ok) return complain(loaded.error, io);
  try {
    const assembly = synthesize(loaded.value, path.resolve(options.output));
    for (const stack of assembly.stacks) io.out(`${stack.stackName}  ${io.colors.dim(stack.environment.region)}`);
    io.err(`${assembly.stacks.length} stacks in ${options.output}, in the order of deployment`);
    return EXIT.ok;
  } catch (error) {
    if (error instanceof UnbuiltError) return complain(error.issues, io);
    throw error;
  }
}

function complain(issues: readonly Issue[], io: Io): number {
  for (const issue of issues) for (const line of issueLines(issue, io.colors)) io.err(line);
  return EXIT.problem;
}
