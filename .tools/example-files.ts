// The topology files of examples/ that are valid, as they are written and as they are understood.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseTopology } from '../lib/topology/parse';
import type { Topology } from '../lib/topology/topology';

const ROOT = join(__dirname, '..');

interface ExampleFile {
  /** From the repository's root. */
  readonly file: string;
  /** As it is written. */
  readonly value: unknown;
  readonly topology: Topology;
}

export function exampleFiles(): readonly ExampleFile[] {
  const names = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.yaml'));
  return names.sort().flatMap((name) => {
    const file = `examples/${name}`;
    const text = readFileSync(join(ROOT, file), 'utf8');
    const topology = parseTopology(text, file);
    return topology.ok ? [{ file, value: parse(text), topology: topology.value }] : [];
  });
}
