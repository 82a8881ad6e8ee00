// Pure: an issue before it is placed in the file. Rules and the schema know paths; only the document knows lines.

import type { Issue } from '../issue';

export type Path = readonly (string | number)[];

export interface Draft extends Omit<Issue, 'position' | 'got'> {
  /** Absent: what stands at the path in the file. */
  readonly got?: string;
  /** Points at the key even though the value is a scalar. */
  readonly at?: 'key';
}

/** `links.iad-pdx.between[1]`, as the user would say it. */
export function pathText(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'the document';
}
