// Files of other commits, as git has them.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { err, ok, type Result } from '../../net/result';

/** Far above any topology file. */
const MAX_BYTES = 8 * 1024 * 1024;

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Undefined: there is no git on this machine. It never asks anybody for anything. */
function git(words: readonly string[], cwd: string): Answer | undefined {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const { error, status, stdout, stderr } = spawnSync('git', words, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: MAX_BYTES,
  });
  if (error) return undefined;
  return { code: status, out: stdout, err: stderr };
}

/** `unusable`: why git cannot say; `unknown`: it knows no such commit. */
type Missing = { readonly kind: 'unusable'; readonly why: string } | { readonly kind: 'unknown' };

/** The commit that a branch, a tag or anything else that git understands stands for. */
export function commitOf(ref: string, cwd: string): Result<string, Missing> {
  if (ref.startsWith('-')) return err({ kind: 'unknown' });
  const inside = git(['rev-parse', '--is-inside-work-tree'], cwd);
  if (!inside) return err({ kind: 'unusable', why: 'git is not installed' });
  if (inside.code !== 0) return err({ kind: 'unusable', why: inside.err.trim().split('\n')[0] ?? '' });
  const found = git(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], cwd);
  const commit = found?.out.trim() ?? '';
  return found?.code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? ok(commit) : err({ kind: 'unknown' });
}

/** The text of a file at a commit, by its name from where the user is; undefined when it has none there. */
export function fileAt(commit: string, file: string, cwd: string): string | undefined {
  const relative = path.relative(cwd, path.resolve(cwd, file));
  const named = relative.startsWith('..') ? relative : `./${relative}`;
  const found = git(['show', `${commit}:${named.split(path.sep).join('/')}`], cwd);
  return found?.code === 0 ? found.out : undefined;
}
