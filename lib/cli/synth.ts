// `detour synth`: writes the cloud assembly of a topology file, without network or credentials, and judges it.

import path from 'node:path';
import { printable } from '../net/printable';
import { synthesizeReported, trySynthesize } from '../stacks/synthesize';
import { loadTopology } from '../topology/load';
import type { Topology } from '../topology/topology';
import { DetourVerification } from '../verify/cdk-plugin';
import type { Verification } from '../verify/verify';
import { complain } from './complain';
import { EXIT, type Io } from './io';
import { hasErrors, judged, sayFindings, told } from './judge';
import { refusalsIn } from './validation-report';
import { warnOfLeftOut } from './warn';

export interface SynthOptions {
  readonly output: string;
  readonly json?: boolean;
  /** False: nothing is judged. */
  readonly verify?: boolean;
}

interface Stack {
  readonly name: string;
  readonly region: string;
}

const UNVERIFIED = 'warning: NOT VERIFIED, as --no-verify says: nothing has shown that flows survive what they must';

function printStacks(stacks: readonly Stack[], verification: Verification | undefined, options: SynthOptions, io: Io) {
  const { output } = options;
  const findings = verification === undefined ? {} : { findings: told(verification).map(withoutTrace) };
  if (options.json) io.out(JSON.stringify({ output, stacks, ...findings }, undefined, 2));
  else for (const { name, region } of stacks) io.out(`${name}  ${io.colors.dim(region)}`);
}

function withoutTrace({ trace: _, ...finding }: Verification['findings'][number]) {
  return finding;
}

/** The last words, and the exit code. What fails stays written, for `detour verify` to say more of it. */
function verdict(count: number, verification: Verification | undefined, { output }: SynthOptions, io: Io): number {
  const isBad = verification !== undefined && hasErrors(verification);
  const stacks = `${count} stacks in ${output}`;
  if (isBad) io.err(`error: ${stacks}, which do not survive what they must; see \`detour verify ${output} --trace\``);
  else io.err(`${stacks}, in the order of deployment`);
  return isBad ? EXIT.problem : EXIT.ok;
}

/** What was written is refused by `cdk deploy --app DIR` as well, since its report says what is wrong. */
function written(topology: Topology, output: string, isJudged: boolean) {
  if (!isJudged) return trySynthesize(topology, output);
  return synthesizeReported(topology, output, new DetourVerification());
}

/** Undefined, and said why, when the CDK's own rules refuse what was written, or nobody can read it. */
function verified(output: string, io: Io): Verification | undefined {
  const refusals = refusalsIn(output);
  for (const refusal of refusals) io.err(`error: ${printable(refusal)}`);
  return refusals.length > 0 ? undefined : judged(output, io);
}

/** Synthesizes a topology file, prints its stacks in the order of deployment, and fails where verification finds an error. */
export function synth(file: string, options: SynthOptions, io: Io): number {
  const output = path.resolve(options.output);
  const topology = loadTopology(file);
  const isJudged = options.verify ?? true;
  const synthesized = topology.ok ? written(topology.value, output, isJudged) : topology;
  if (!synthesized.ok) {
    complain(synthesized.error, io);
    return EXIT.problem;
  }
  if (topology.ok) warnOfLeftOut(topology.value, io);
  const stacks = synthesized.value.stacks.map(({ stackName: name, environment: { region } }) => ({ name, region }));
  const verification = isJudged ? verified(output, io) : undefined;
  if (isJudged && verification === undefined) return EXIT.problem;
  printStacks(stacks, verification, options, io);
  if (verification) sayFindings(verification, io);
  else io.err(UNVERIFIED);
  return verdict(stacks.length, verification, options, io);
}
