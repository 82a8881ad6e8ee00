// `detour twin`: a place to practise. Synthesizes a topology, loads the templates into the digital twin, lets Detour run over
// it, and serves it on loopback until somebody ends it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { reconcileRun } from '../controller/reconcile-run';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import { decidedLine, failedLine, happenedLine } from '../report/happening-lines';
import { toBackbone } from '../topology/backbone';
import { deployedNames } from '../topology/deployed-names';
import { loadTopology } from '../topology/load';
import type { Topology } from '../topology/topology';
import { inventoryIn } from '../twin/http/inventory';
import { openPracticeTwin, type PracticeTwin } from '../twin/practice/practice-twin';
import type { Onlooker, PracticeDeployment } from '../twin/practice/practice-world';
import { readAssembly } from '../verify/read-assembly';
import { understand } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';
import { knownLinks } from './known-links';
import { step } from './progress';
import { twinUsage } from './twin-usage';
import { warnOfLeftOut } from './warn';

export interface TwinOptions {
  readonly port: string;
  readonly speed: string;
  readonly announcements: string;
  readonly quiet?: boolean;
}

const MOST_SPEED = 1_000;
const LAST_PORT = 65_535;
const MOST_SECONDS = 3_600;
const SEED = 1;

/** Resolves when somebody ends the program; the next time it ends at once. */
async function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** The templates are read and thrown away. */
async function deployed(topology: Topology, io: Io): Promise<Result<PracticeDeployment, readonly Issue[]>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'detour-twin-'));
  try {
    const { trySynthesize } = await import('../stacks/synthesize');
    const synthesized = await step(io, `synthesizing ${topology.name}`, () => trySynthesize(topology, folder, false));
    const assembly = synthesized.ok ? readAssembly(folder) : synthesized;
    if (!assembly.ok) return err(assembly.error);
    const understood = understand(assembly.value);
    const { inventory } = inventoryIn(assembly.value, understood);
    const { linkStateTable: linkState, auditTable: audit, reconcilerOf } = deployedNames(topology);
    const identities = knownLinks(topology);
    const { network } = understood;
    const tables = { linkState, audit };
    return ok({ backbone: toBackbone(topology), network, inventory, tables, identities, reconcilerOf });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onlookerOf({ backbone }: PracticeDeployment, quiet: boolean, io: Io): Onlooker {
  const columns = { site: Math.max(...backbone.sites.map(({ name }) => name.length)) };
  const say = (text: string) => {
    if (!quiet) io.out(text);
  };
  return {
    decided: (entry) => say(decidedLine(harmless(entry), columns, io.colors)),
    happened: (event) => say(happenedLine(harmless(event), columns, io.colors)),
    failed: (site, error, atMs) => io.err(failedLine(atMs, site, harmless(String(error)), columns, io.colors)),
  };
}

interface Numbers {
  readonly port: number;
  readonly speed: number;
  readonly announcementMs: number;
}

/** Undefined, and said, when one of them is no number that it can be. */
function numbersIn({ port, speed, announcements }: TwinOptions, io: Io): Numbers | undefined {
  const isPort = /^\d{1,5}$/.test(port) && Number(port) <= LAST_PORT;
  const isSpeed = /^\d+(\.\d+)?$/.test(speed) && Number(speed) > 0 && Number(speed) <= MOST_SPEED;
  const isTime = /^\d{1,4}$/.test(announcements) && Number(announcements) <= MOST_SECONDS;
  if (!isPort) io.err(`error: --port ${port} is no port; give a number from 0, for any that is free, to ${LAST_PORT}`);
  if (!isSpeed) io.err(`error: --speed ${speed} is no speed; give a number above 0 and up to ${MOST_SPEED}`);
  if (!isTime)
    io.err(`error: --announcements ${announcements} is no time; give whole seconds from 0 to ${MOST_SECONDS}`);
  if (!isPort || !isSpeed || !isTime) return undefined;
  return { port: Number(port), speed: Number(speed), announcementMs: Number(announcements) * 1_000 };
}

function saidOfFailure(error: unknown, port: number): string {
  const isTaken = typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
  if (!isTaken) return `error: the twin cannot be served: ${error instanceof Error ? error.message : String(error)}`;
  return `error: port ${port} of this machine is in use; end what listens there, or give another with --port`;
}

/** Until somebody ends it, or it cannot go on. */
async function served(twin: PracticeTwin, until: Promise<void>, io: Io): Promise<number> {
  try {
    await Promise.race([until, twin.ended]);
    await twin.close();
    io.err('the twin has ended');
    return EXIT.ok;
  } catch (error) {
    io.err(`error: the twin cannot go on: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT.problem;
  }
}

interface Opening {
  readonly numbers: Numbers;
  readonly quiet: boolean;
}

function opened(topology: Topology, deployment: PracticeDeployment, { numbers, quiet }: Opening, io: Io) {
  return openPracticeTwin({
    deployment,
    announcers: topology.maintenance,
    run: reconcileRun,
    onlooker: onlookerOf(deployment, quiet, io),
    now: () => Date.now(),
    ...numbers,
    seed: SEED,
    log: (line) => io.err(harmless(`refused: ${line}`)),
  });
}

function refused(issues: readonly Issue[], io: Io): number {
  complain(issues, io);
  return EXIT.problem;
}

/**
 * Exits with 1 when the topology has problems or the port is in use.
 *
 * @param until when it is to end; when somebody ends the program, where it is left out
 */
export async function runTwin(file: string, options: TwinOptions, io: Io, until?: Promise<void>): Promise<number> {
  const numbers = numbersIn(options, io);
  if (!numbers) return EXIT.usage;
  const topology = loadTopology(file);
  if (!topology.ok) return refused(topology.error, io);
  warnOfLeftOut(topology.value, io);
  const deployment = await deployed(topology.value, io);
  if (!deployment.ok) return refused(deployment.error, io);
  try {
    const twin = await step(io, 'letting two minutes pass there', () =>
      opened(topology.value, deployment.value, { numbers, quiet: options.quiet ?? false }, io),
    );
    io.out(
      twinUsage(harmless(topology.value), { file: harmless(file), endpoint: twin.endpoint, speed: numbers.speed }),
    );
    return await served(twin, until ?? interrupted(), io);
  } catch (error) {
    io.err(saidOfFailure(error, numbers.port));
    return EXIT.problem;
  }
}
