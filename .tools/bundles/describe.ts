// Asks the bundler what is in each bundle, in a process of its own: the bundler is a module of another kind.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Description } from './contents';

/** The bundles of a folder of handlers, sorted by name; by default of Detour's own. Throws when one cannot be built. */
export function describeBundles(folder?: string): readonly Description[] {
  const command = [join(__dirname, 'print-descriptions.mjs'), ...(folder === undefined ? [] : [folder])];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
}
