// Reads topology files; the only file of this folder that touches the disk.

import { readFileSync, statSync } from 'node:fs';
import type { Issue } from '../net/issue';
import { err, type Result } from '../net/result';
import { parseTopology } from './parse';
import type { Topology } from './topology';

/** Far above any real topology: keeps a wrong file name from filling the memory. */
const MAX_BYTES = 1024 * 1024;

/** The topology in the file, or everything that is wrong with it, an unreadable file included. */
export function loadTopology(file: string): Result<Topology, readonly Issue[]> {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return err([unreadable(file, stat.isDirectory() ? 'a directory' : 'not a regular file')]);
    if (stat.size > MAX_BYTES) return err([tooLarge(file, stat.size)]);
    return parseTopology(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return err([unreadable(file, error.code === 'ENOENT' ? 'no such file' : error.message)]);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'message' in error;
}

function unreadable(file: string, got: string): Issue {
  return {
    code: 'topology-file-unreadable',
    path: [],
    problem: 'the file cannot be read',
    got,
    allowed: 'a readable YAML file',
    fix: 'check the name and the permissions of the file',
    position: { file, line: 1, column: 1 },
  };
}

function tooLarge(file: string, bytes: number): Issue {
  return {
    code: 'topology-file-too-large',
    path: [],
    problem: 'the file is too large',
    got: `${bytes} bytes`,
    allowed: `at most ${MAX_BYTES} bytes`,
    fix: 'name a topology file',
    position: { file, line: 1, column: 1 },
  };
}
