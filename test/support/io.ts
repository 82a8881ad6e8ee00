// A terminal that remembers what was printed.

import { createColors } from 'picocolors';
import type { Io } from '../../lib/cli/io';

export interface RecordingIo extends Io {
  /** Standard output so far. */
  printed(): string;
  /** Standard error so far. */
  complained(): string;
}

export function recordingIo(): RecordingIo {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    colors: createColors(false),
    status: () => {},
    printed: () => out.join('\n'),
    complained: () => err.join('\n'),
  };
}
