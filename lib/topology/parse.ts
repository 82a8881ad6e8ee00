// Pure: text -> document -> written -> normalized -> rules -> Topology. Every mistake is reported at once.

import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import { check } from './check';
import { readDocument } from './document';
import { normalize } from './normalize';
import { readWritten } from './read-written';
import type { Topology } from './topology';

/** The topology that the text describes, or all its mistakes in the order of the file. `file` is only named, not read. */
export function parseTopology(text: string, file: string): Result<Topology, readonly Issue[]> {
  const document = readDocument(text, file);
  if (!document.ok) return document;
  const { value, issues, place } = document.value;
  const { written, drafts, left } = readWritten(value);
  const topology = written && normalize(written);
  const broken = written && topology ? check({ written, topology, left }) : [];
  const all = [...issues, ...[...drafts, ...broken].map(place)].sort(byPosition);
  return all.length > 0 || topology === undefined ? err(all) : ok(topology);
}

function byPosition({ position: a }: Issue, { position: b }: Issue): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}
