// `detour rehearse`: the whole product on a laptop. Declares, synthesizes, proves from the templates, and replays an outage
// on the digital twin: as it was, with Detour and no notice, with Detour and a notice.

import path from 'node:path';
import { reconcileRun } from '../controller/reconcile-run';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { RUN_TITLES, rehearsalText } from '../report/rehearsal';
import { verificationText } from '../report/verification';
import { toBackbone } from '../topology/backbone';
import { loadTopology } from '../topology/load';
import type { Topology } from '../topology/topology';
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
import { warnOfLeftOut } from './warn';

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

/** Both input files, read before anything that takes time. */
function read(topologyFile: string, scenarioFile: string): { topology: Topology; scenario: Scenario } {
  const topology = usable(loadTopology(topologyFile));
  const vpcs = topology.sites.flatMap((site) =>
    site.kind === 'aws' ? site.vpcs.map(({ name }) => ({ site: site.name, name })) : [],
  );
  const scenario = usable(loadScenario(scenarioFile, { backbone: toBackbone(topology), vpcs }));
  return { topology, scenario };
}

async function synthesized(topology: Topology, output: string, io: Io): Promise<Understanding> {
  await step(io, `synthesizing ${topology.name} to ${output}`, async () => {
    const { trySynthesize } = await import('../stacks/synthesize');
    usable(trySynthesize(topology, path.resolve(output), false));
  });
  return step(io, 'reading the templates', () => understand(usable(readAssembly(output))));
}

async function replays(understood: Understanding, scenario: Scenario, io: Io): Promise<readonly Replay[]> {
  const played: Replay[] = [];
  for (const run of RUNS) {
    const { backbone, network } = understood;
    const one = await step(io, `replaying ${scenario.name}, ${RUN_TITLES[run]}`, () =>
      replay(backbone, network, scenario, run, reconcileRun),
    );
    played.push(one);
  }
  return played;
}

async function rehearsed(topologyFile: string, scenarioFile: string, options: Options, io: Io): Promise<number> {
  const { topology, scenario } = read(topologyFile, scenarioFile);
  warnOfLeftOut(topology, io);
  const understood = await synthesized(topology, options.output, io);
  const verification = await step(io, 'failing every link', () => verify(understood));
  if (!options.json) io.out(`${verificationText(harmless(verification), io.colors)}\n`);
  const played = await replays(understood, scenario, io);
  if (options.json)
    io.out(asJson({ topology: topologyFile, verification: withoutHops(verification), scenario, replays: played }));
  else io.out(rehearsalText(harmless(`${scenario.name}: ${scenario.title}`), harmless(played), io.colors));
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

function asJson(facts: unknown): string {
  return JSON.stringify(facts, undefined, 2);
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
