// Where a view is shown again and again: in place on a terminal, and nowhere else.

import type { Io } from '../io';

export interface Screen {
  /** Shows a text in the place of the one before; absent where there is no terminal. */
  readonly show?: (text: string) => void;
}

// ECMA-48 (CUP, EL, ED), and DEC's private mode 7: lines that are too long are cut and not wrapped, so that each is one row.
const HOME = '\u001b[H';
const CLEAR_LINE = '\u001b[K';
const CLEAR_BELOW = '\u001b[J';
const CUT_LINES = '\u001b[?7l';
const WRAP_LINES = '\u001b[?7h';

/** A terminal that scrolls shows nothing in place, so what does not fit is left out, and counted. */
function fitting(lines: readonly string[], rows: number): readonly string[] {
  if (lines.length < rows) return lines;
  const shown = lines.slice(0, Math.max(0, rows - 2));
  return [...shown, `… ${lines.length - shown.length} lines more: make the terminal higher`];
}

export function inPlace(text: string, rows: number): string {
  const lines = fitting(text.split('\n'), rows).map((line) => `${line}${CLEAR_LINE}`);
  return `${CUT_LINES}${HOME}${lines.join('\n')}${CLEAR_BELOW}${WRAP_LINES}`;
}

export function terminalScreen({ out }: Io, stream: NodeJS.WriteStream = process.stdout): Screen {
  return stream.isTTY === true ? { show: (text) => out(inPlace(text, stream.rows)) } : {};
}
