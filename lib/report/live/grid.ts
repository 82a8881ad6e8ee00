// Pure: rows as columns without lines around them, so that they can be read on a narrow terminal and cut by other tools.

import Table from 'cli-table3';
import { printable } from '../../net/printable';
import type { Palette } from '../palette';

/** cli-table3 draws what has a length. */
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A text with the style that it is printed in; what it says may come from anywhere. */
export interface Cell {
  readonly text: string;
  readonly style?: keyof Palette;
}

/** Rows below titles, for a terminal or for a page. */
export interface Grid {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (Cell | string)[])[];
}

export function painted(cell: Cell | string, colors: Palette): string {
  if (typeof cell === 'string') return printable(cell);
  const text = printable(cell.text);
  return cell.style === undefined ? text : colors[cell.style](text);
}

export function linesOf({ titles, rows }: Grid, colors: Palette): readonly string[] {
  return gridLines(titles, rows, colors);
}

/** One line for each row, below a line of titles; nothing without rows. */
export function gridLines(
  titles: readonly string[],
  rows: readonly (readonly (Cell | string)[])[],
  colors: Palette,
): readonly string[] {
  if (rows.length === 0) return [];
  const table = new Table({
    chars: NO_LINES,
    head: titles.map((title) => colors.dim(title)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...rows.map((row) => row.map((cell) => painted(cell, colors))));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
