// Broken examples: each lists at its head the errors that it has, as `# expect: 7:12 topology-unknown-site`.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../../lib/net/codes';
import type { Issue } from '../../lib/net/issue';
import type { Result } from '../../lib/net/result';

export const EXAMPLES = join(__dirname, '../../examples');

export function yamlFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

/** The errors that the file announces. */
export function announced(file: string): string[] {
  const lines = readFileSync(file, 'utf8').matchAll(/^# expect: (\d+:\d+ [a-z0-9-]+)$/gm);
  return [...lines].map((match) => match[1] ?? '');
}

/** The errors that it has. */
export function found(loaded: Result<unknown, readonly Issue[]>): string[] {
  const issues = loaded.ok ? [] : loaded.error;
  return issues.map(({ position, code }) => `${position?.line}:${position?.column} ${code}`);
}

/** The codes that begin with one of these and that none of the files announces. */
export function neverAnnounced(files: readonly string[], beginnings: readonly string[]): string[] {
  const shown = new Set(files.flatMap(announced).map((text) => text.split(' ')[1]));
  const codes = Object.keys(CODES).filter((code) => beginnings.some((beginning) => code.startsWith(beginning)));
  return codes.filter((code) => !shown.has(code)).sort();
}
