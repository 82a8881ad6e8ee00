// FRR's own parser: vtysh reads a file without telling any daemon of it.

import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Undefined where FRR is not installed. */
export function vtyshIn(env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, 'vtysh')).find((file) => existsSync(file));
}

/** What vtysh complains of when it reads the text from this file; empty when it takes all of it. */
export function complaintOf(vtysh: string, file: string, text: string): string {
  writeFileSync(file, `${text}\n`);
  const { status, stdout, stderr, error } = spawnSync(vtysh, ['-C', '-f', file], { encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? '' : `exit code ${status}\n${stdout}${stderr}`;
}
