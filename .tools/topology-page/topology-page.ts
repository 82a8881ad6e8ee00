// Pure: docs/topology.md, made from the schema of the topology file.

import { WRITTEN } from '../../lib/topology/written';
import type { Found } from './examples';
import { referencePage } from './markdown';
import { referenceOf } from './reference';

const INTRODUCTION = [
  'A topology file is YAML: the datacenters, the links between them, and what must survive. Every mistake in it is reported',
  'at once, each with its place, what was got, what is allowed and how to fix it; until it is right, nothing is made of it.',
  'For editors there is a [JSON Schema](topology.schema.json); what a problem means is in the list of [codes](codes.md). The',
  'tables name every key there is; what is inside a map that may be left out is required only where the map is there.',
  'Generated from the schema and the files of `examples/` by `npm run generate`.',
].join('\n');

/** `files` are valid topology files, as they are written. */
export function topologyPage(files: readonly Found[]): string {
  return referencePage('Topology file', INTRODUCTION, referenceOf(WRITTEN, files));
}
