// A twin to practise on, as somebody starts it in a terminal: a process of its own, from what was built.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const DETOUR = join(__dirname, '../../dist/bin/detour.js');

export interface RunningTwin {
  readonly endpoint: string;
  /** What it has printed so far, on standard output and on standard error. */
  said(): string;
  /** Resolves when the process is gone. */
  end(): Promise<void>;
}

const BEGINS_WITHIN_MS = 120_000;

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}

function endpointOf(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`the twin ${why}\n${said()}`));
    const timer = setTimeout(() => fail('did not begin in time'), BEGINS_WITHIN_MS);
    const hear = () => {
      const endpoint = /at (http:\S+), .* Ctrl-C ends it/.exec(said())?.[1];
      if (endpoint === undefined) return;
      clearTimeout(timer);
      resolve(endpoint);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

interface Start {
  /** It tells what happens and is decided there. */
  readonly tells?: boolean;
  /** Where it is started; here, when it is left out. */
  readonly cwd?: string;
}

/** On any port that is free. Rejects when it does not begin. */
export async function startTwin(topology: string, { tells = false, cwd }: Start = {}): Promise<RunningTwin> {
  const words = [DETOUR, 'twin', topology, '--port', '0', '--announcements', '5', ...(tells ? [] : ['--quiet'])];
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const said = () => text;
  const end = async () => {
    child.kill('SIGTERM');
    await ended(child);
  };
  try {
    return { endpoint: await endpointOf(child, said), said, end };
  } catch (error) {
    await end();
    throw error;
  }
}
