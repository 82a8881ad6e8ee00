// `detour rehearse`: the whole product on a laptop. Declares, synthesizes, proves from the templates, and replays an outage
// on the digital twin: as it was, with Detour and no notice, with Detour and a notice.

import path from 'node:path';
import { reconcile } from '../controller/reconcile';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { rehearsalText } from '../report/rehearsal';
import { verificationText } from '../report/verification';
import { loadTopology } from '../topology/load';
import { replay } from '../twin/replay';
import type { Replay } from '../twin/replayed';
import { RUNS, type Scenario } from '../twin/scenario';
import { readAssembly } from '../verify/read-assembly';
import { type Understanding, understand, verify } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';
import { loadScenario } from './load-scenario';
import { step } from './progress';
import { withoutHops } from './verify';

interface Options {
  readonly output: string;
  readonly json?: boolean;
}

/** Stops the command: what is wrong with its input has to be said first. */
class Unusable extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('the input has problems');
  }
}

function usable<T>(result: Result<T, readonly Issue[]>): T {
  if (!result.ok) throw new Unusable(result.error);
  return result.value;
}

async function declare(file: string, output: string, io: Io): Promise<Understanding> {
  const topology = usable(loadTopology(file));
  const { trySynthesize } = await step(io, 'loading the CDK', () => import('../stacks/synthesize'));
  await step(io, `synthesizing ${file}`, () => usable(trySynthesize(topology, path.resolve(output))));
  return step(io, `reading the templates in ${output}`, () => understand(usable(readAssembly(output))));
}

async function replays(understood: Understanding, scenario: Scenario, io: Io): Promise<readonly Replay[]> {
  const played: Replay[] = [];
  for (const run of RUNS) {
    const { backbone, network } = understood;
    const one = await step(io, `replaying ${scenario.name}: ${run}`, () =>
      replay(backbone, network, scenario, run, reconcile),
    );
    played.push(one);
  }
  return played;
}

async function rehearsed(topology: string, scenarioFile: string, options: Options, io: Io): Promise<number> {
  const understood = await declare(topology, options.output, io);
  const vpcs = understood.network.vpcs.map(({ site, name }) => ({ site, name }));
  const scenario = usable(loadScenario(scenarioFile, { backbone: understood.backbone, vpcs }));
  const verification = await step(io, 'failing every link', () => verify(understood));
  if (!options.json) io.out(`${verificationText(harmless(verification), io.colors)}\n`);
  const played = await replays(understood, scenario, io);
  if (options.json)
    io.out(
      JSON.stringify({ topology, verification: withoutHops(verification), scenario, replays: played }, undefined, 2),
    );
  else io.out(rehearsalText(harmless(`${scenario.name}: ${scenario.title}`), harmless(played), io.colors));
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

/** Exits with 1 when an input has problems or the verifier finds an error; the replay is shown in the latter case, too. */
export async function rehearse(topology: string, scenario: string, options: Options, io: Io): Promise<number> {
  try {
    return await rehearsed(topology, scenario, options, io);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    complain(error.issues, io);
    return EXIT.problem;
  }
}
