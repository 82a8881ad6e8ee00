// The names of links and sites in a topology file, right or wrong: whoever completes a name is often about to mend the file.
// Only the YAML is read, which takes a tenth of the time that checking does.

import * as disk from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { readText } from '../../net/document/read-text';
import type { Named } from './takes';

/** Nothing that a shell or a terminal takes for anything but a name. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Shells leave the tilde to whoever expands the word, which has not been done yet. */
function expanded(file: string): string {
  return file.startsWith('~/') ? path.join(homedir(), file.slice(2)) : file;
}

function keysOf(document: unknown, map: Named): readonly string[] {
  if (typeof document !== 'object' || document === null || !(map in document)) return [];
  const inner: unknown = Object.entries(document).find(([key]) => key === map)?.[1];
  return typeof inner === 'object' && inner !== null ? Object.keys(inner).filter((key) => NAME.test(key)) : [];
}

/** None when the file cannot be read or is no YAML. */
export function topologyNames(file: string, named: readonly Named[]): readonly string[] {
  const text = readText(expanded(file), 'a topology file', disk);
  if (!text.ok) return [];
  try {
    const document: unknown = parse(text.value, { logLevel: 'silent' });
    return named.flatMap((map) => keysOf(document, map));
  } catch {
    return [];
  }
}
