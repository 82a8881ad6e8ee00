// Reads topology files; the only file of this folder that touches the disk.

import * as disk from 'node:fs';
import { readText } from '../net/document/read-text';
import type { Issue } from '../net/issue';
import type { Result } from '../net/result';
import { parseTopology } from './parse';
import type { Topology } from './topology';

/** The topology in the file, or everything that is wrong with it, an unreadable file included. */
export function loadTopology(file: string): Result<Topology, readonly Issue[]> {
  const text = readText(file, 'a topology file', disk);
  return text.ok ? parseTopology(text.value, file) : text;
}
