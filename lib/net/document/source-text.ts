// Pure: a text with lines and columns.

import type { Position } from '../issue';

const LONGEST = 60;

export interface SourceText {
  positionAt(offset: number): Position;
  /** The first line of what stands between two offsets, shortened; without an end, to the end of the line. */
  excerpt(start: number, end?: number): string;
}

export function sourceText(text: string, file: string): SourceText {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((newLine) => newLine.index + 1)];
  return {
    positionAt: (offset) => {
      const line = lastAtMost(starts, Math.min(offset, text.length));
      return { file, line: line + 1, column: Math.min(offset, text.length) - (starts[line] ?? 0) + 1 };
    },
    excerpt: (start, end) => {
      const wanted = text.slice(start, Math.min(end ?? text.length, start + 4 * LONGEST)).trimEnd();
      const line = wanted.split(/[\r\n]/, 1)[0]?.trimEnd() ?? '';
      if (line === '') return 'nothing';
      return (end === undefined || line === wanted) && line.length <= LONGEST ? line : `${line.slice(0, LONGEST)} …`;
    },
  };
}

/** Index of the last number that is at most `limit`, in a sorted list that begins with one. */
function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
