// Pure: which templates were read, and how to tell what they do not say, as lines for a terminal.

import type { ReadSummary } from '../verify/templates/summary';
import type { Palette } from './palette';

function padded(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}

/** Before the results: what they are of. */
export function templatesReadLines({ stacks, notes }: ReadSummary, colors: Palette): readonly string[] {
  const rows = stacks.map(({ id, region = 'region not known', file = '' }) => [id, region, file]);
  const title = `${stacks.length} ${stacks.length === 1 ? 'stack is' : 'stacks are'} read:`;
  return [title, ...padded(rows), ...notes.map((note) => colors.yellow(`  ${note}`))];
}

/** Longer descriptions of parameters are cut. */
const LONGEST = 70;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line;
}

/** After the results: what to type so that more is known. Nothing when nothing is missing. */
export function templatesAskLines({ missing, unplaced }: ReadSummary, colors: Palette): readonly string[] {
  const options = [
    ...missing.map(({ stack, parameter, type, description = '' }) => [
      `--parameter ${stack}.${parameter}=…`,
      type,
      shortened(description),
    ]),
    ...unplaced.map((stack) => [`--region ${stack}=…`, 'region', '']),
  ];
  if (options.length === 0) return [];
  return ['routes depend on what the templates do not say; tell it:', ...padded(options)].map((line) =>
    colors.dim(line),
  );
}
