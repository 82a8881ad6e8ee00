// How long commands of the built command line take, in a process of its own each time. Rounds go over all of them and an
// empty module, so that a busy moment of the machine falls on all.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Timing, timingOf } from './measure';

const ROOT = join(__dirname, '../..');
const DETOUR = join(ROOT, 'dist/bin/detour.js');
const HYBRID = join(ROOT, 'examples/hybrid.yaml');
const ROUNDS = 7;

export interface CommandTimes {
  readonly command: string;
  /** The whole process, from outside. */
  readonly whole: Timing;
  /** What it may take at most; absent: nothing is demanded. */
  readonly barMs?: number;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly rounds: number;
  readonly barMs?: number;
}

function commandsIn(folder: string): readonly Command[] {
  const [empty, assembly] = [join(folder, 'empty.js'), join(folder, 'cdk.out')];
  writeFileSync(empty, '');
  return [
    { command: 'an empty module', args: [empty], rounds: ROUNDS },
    { command: 'detour synth hybrid.yaml', args: [DETOUR, 'synth', HYBRID, '-o', assembly], rounds: 2, barMs: 15_000 },
    { command: 'detour --help', args: [DETOUR, '--help'], rounds: ROUNDS, barMs: 300 },
    { command: 'detour verify', args: [DETOUR, 'verify', assembly], rounds: ROUNDS, barMs: 1_000 },
    { command: 'detour verify --deep', args: [DETOUR, 'verify', assembly, '--deep'], rounds: ROUNDS },
  ];
}

/** The first round only brings files into memory, and makes the assembly that is verified. */
function rounds(commands: readonly Command[]): readonly CommandTimes[] {
  const samples = commands.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++)
    for (const [i, { args, rounds: most }] of commands.entries()) {
      if (round > most) continue;
      const at = performance.now();
      execFileSync(process.execPath, args, { stdio: 'ignore' });
      if (round > 0) samples[i]?.push(performance.now() - at);
    }
  return commands.map(({ command, barMs }, i) => ({
    command,
    whole: timingOf(samples[i] ?? []),
    ...(barMs === undefined ? {} : { barMs }),
  }));
}

/** Of what the build has left in `dist/`. */
export function commandTimes(): readonly CommandTimes[] {
  const folder = mkdtempSync(join(tmpdir(), 'detour-bench-'));
  try {
    return rounds(commandsIn(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
