// Pure: a page as text for a terminal.

import type { Palette } from '../palette';
import type { Page } from './page';
import type { Line, Section, Span } from './spans';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };

function spanText(span: Span, colors: Palette): string {
  if (typeof span === 'string') return span;
  return 'code' in span ? span.code : colors.bold(span.strong);
}

function lineText(line: Line, colors: Palette): string {
  return line.map((span) => spanText(span, colors)).join('');
}

function sectionText({ title, lines, commands = [] }: Section, colors: Palette): readonly string[] {
  return [
    '',
    colors.bold(title),
    ...lines.map((line) => `  ${lineText(line, colors)}`),
    ...(commands.length === 0 ? [] : ['', ...commands.map((command) => `    ${command}`)]),
  ];
}

/** The verdict alone, in one line. */
export function verdictText({ verdict }: Page): string {
  return lineText(verdict, PLAIN);
}

/** All of it: on a terminal nothing is folded. */
export function differenceText({ verdict, scope, lead, sections }: Page, colors: Palette = PLAIN): string {
  return [
    lineText(verdict, colors),
    colors.dim(lineText(scope, PLAIN)),
    ...(lead.length > 0 ? ['', ...lead.map((line) => `- ${lineText(line, colors)}`)] : []),
    ...sections.flatMap((section) => sectionText(section, colors)),
  ].join('\n');
}
