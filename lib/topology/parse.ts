// Pure: text -> document -> written -> normalized -> rules -> Topology. Every mistake is reported at once.

import { readDocument } from '../net/document/document';
import type { Issue } from '../net/issue';
import { err, ok, type Result } from '../net/result';
import { check } from './check';
import { normalize } from './normalize';
import { readWritten } from './read-written';
import type { Topology } from './topology';

/** The topology that the text describes, or all its mistakes in the order of the file. `file` is only named, not read. */
export function parseTopology(text: string, file: string): Result<Topology, readonly Issue[]> {
  const document = readDocument(text, file);
  if (!document.ok) return document;
  const { value, complaints } = document.value;
  const { written, drafts, left } = readWritten(value);
  const topology = written && normalize(written);
  const broken = written && topology ? check({ written, topology, left }) : [];
  const all = complaints([...drafts, ...broken]);
  return all.length > 0 || topology === undefined ? err(all) : ok(topology);
}
