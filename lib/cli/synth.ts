// `detour synth`: writes the cloud assembly of a topology file, without network or credentials.

import path from 'node:path';
import { trySynthesize } from '../stacks/synthesize';
import { loadTopology } from '../topology/load';
import { complain } from './complain';
import { EXIT, type Io } from './io';
import { warnOfLeftOut } from './warn';

/** Synthesizes a topology file and prints its stacks in the order of deployment. */
export function synth(file: string, options: { output: string; json?: boolean }, io: Io): number {
  const topology = loadTopology(file);
  const synthesized = topology.ok ? trySynthesize(topology.value, path.resolve(options.output)) : topology;
  if (!synthesized.ok) {
    complain(synthesized.error, io);
    return EXIT.problem;
  }
  if (topology.ok) warnOfLeftOut(topology.value, io);
  const stacks = synthesized.value.stacks.map(({ stackName: name, environment: { region } }) => ({ name, region }));
  if (options.json) io.out(JSON.stringify({ output: options.output, stacks }, undefined, 2));
  else for (const { name, region } of stacks) io.out(`${name}  ${io.colors.dim(region)}`);
  io.err(`${stacks.length} stacks in ${options.output}, in the order of deployment`);
  return EXIT.ok;
}
