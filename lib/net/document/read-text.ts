// Pure: the text of a file, or why it cannot be had. The disk is an argument; `node:fs` is one.

import type { Issue } from '../issue';
import { err, ok, type Result } from '../result';

/** The part of `node:fs` that reads. */
interface Disk {
  statSync(file: string): { readonly size: number; isFile(): boolean; isDirectory(): boolean };
  readFileSync(file: string, encoding: 'utf8'): string;
}

/** Far above any file that somebody writes: keeps a wrong file name from filling the memory. */
const MAX_BYTES = 1024 * 1024;

/** `kind` is what the file should have been, with its article: `a topology file`. */
export function readText(file: string, kind: string, disk: Disk): Result<string, readonly Issue[]> {
  try {
    const stat = disk.statSync(file);
    if (!stat.isFile()) return err([unreadable(file, kind, stat.isDirectory() ? 'a directory' : 'not a regular file')]);
    if (stat.size > MAX_BYTES) return err([tooLarge(file, kind, stat.size)]);
    return ok(disk.readFileSync(file, 'utf8'));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return err([unreadable(file, kind, error.code === 'ENOENT' ? 'no such file' : error.message)]);
  }
}

interface SystemError {
  readonly code?: string;
  readonly message: string;
}

function isSystemError(error: unknown): error is SystemError {
  return typeof error === 'object' && error !== null && 'syscall' in error && 'message' in error;
}

function unreadable(file: string, kind: string, got: string): Issue {
  return {
    code: 'document-file-unreadable',
    path: [],
    problem: 'the file cannot be read',
    got,
    allowed: `the name of ${kind} that can be read`,
    fix: 'check the name and the permissions of the file',
    position: { file, line: 1, column: 1 },
  };
}

function tooLarge(file: string, kind: string, bytes: number): Issue {
  return {
    code: 'document-file-too-large',
    path: [],
    problem: `the file is too large for ${kind}`,
    got: `${bytes} bytes`,
    allowed: `at most ${MAX_BYTES} bytes`,
    fix: `name ${kind}`,
    position: { file, line: 1, column: 1 },
  };
}
