// A virtual environment of Python with one program in it, made when it is not there and used again when it is.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ends well, with its version, where the programs run and an environment can be made: not with everything called python3. */
const USABLE = [
  'import sys, ensurepip, venv',
  'print(sys.version)',
  'sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))',
].join('\n');

type Environment =
  | { readonly kind: 'ready'; readonly command: string }
  | { readonly kind: 'no-python' }
  | { readonly kind: 'failed'; readonly output: string };

export interface PythonProgram {
  /** As the command is called. */
  readonly name: string;
  /** Where its environment is. */
  readonly folder: string;
  /** A file that pip reads, with a hash for everything in it. */
  readonly requirements: string;
}

/** The environment in the folder, as the requirements want it. Nothing is installed that has not the hash given there. */
export function environmentIn({ name, folder, requirements }: PythonProgram, env: NodeJS.ProcessEnv): Environment {
  const found = run('python3', ['-c', USABLE], env);
  if (found.missing || !found.ok) return { kind: 'no-python' };
  const python = join(folder, 'bin', 'python');
  const ready: Environment = { kind: 'ready', command: join(folder, 'bin', name) };
  const stamp = join(folder, 'made-for');
  const wanted = createHash('sha256').update(found.output).update(readFileSync(requirements)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return ready;
  rmSync(folder, { recursive: true, force: true });
  const steps: readonly [string, readonly string[]][] = [
    ['python3', ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', requirements]],
  ];
  for (const [command, words] of steps) {
    const { ok, output } = run(command, words, env);
    if (!ok) return { kind: 'failed', output: `${[command, ...words].join(' ')}\n${output}` };
  }
  writeFileSync(stamp, wanted);
  return ready;
}

interface Run {
  readonly ok: boolean;
  /** There is no such command. */
  readonly missing: boolean;
  readonly output: string;
}

function run(command: string, words: readonly string[], env: NodeJS.ProcessEnv): Run {
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', env });
  const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  return { ok: status === 0, missing, output: `${stdout ?? ''}${stderr ?? ''}${error ?? ''}` };
}
