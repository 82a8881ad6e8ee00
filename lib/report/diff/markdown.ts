// Pure: a page as Markdown for the comment of a pull request. The most important lines stand first, the rest is folded. A
// comment on GitHub holds 65,536 characters: what does not fit is cut, and it is said how many lines were.

import { mermaid } from './mermaid';
import type { Page } from './page';
import type { Line, Section, Span } from './spans';

/** Below what GitHub takes, in bytes, which are never fewer than characters; some room is left for whoever posts it. */
const MOST_BYTES = 60_000;

/** Longer lines are names that nobody reads. */
const MOST_IN_LINE = 600;

/** How many lines of a section are kept, tried in this order until the page fits. */
const SECTION_LINES = [400, 200, 100, 50, 25, 12, 6, 3] as const;

/** Words of ours and of findings: nothing in them is markup, a mention of somebody, or a number of an issue. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~]/g, (character) => `\\${character}`)
    .replace(/&/g, '&amp;')
    .replace(/([@#])(?=\w)/g, '$1&#8203;');
}

/** A name as code, whatever backticks are in it. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

function clipped(text: string): string {
  return text.length <= MOST_IN_LINE ? text : `${text.slice(0, MOST_IN_LINE)}…`;
}

function spanText(span: Span): string {
  if (typeof span === 'string') return escaped(clipped(span));
  return 'code' in span ? code(clipped(span.code)) : `**${escaped(span.strong)}**`;
}

function lineText(line: Line): string {
  return line
    .map(spanText)
    .join('')
    .replace(/[\r\n]+/g, ' ');
}

function bullets(lines: readonly Line[], most: number): readonly string[] {
  const shown = lines.slice(0, most).map((line) => `- ${lineText(line)}`);
  return lines.length > most ? [...shown, `- … and ${lines.length - most} more, cut here`] : shown;
}

function folded({ title, lines, commands = [] }: Section, most: number): readonly string[] {
  const typed = commands.length === 0 ? [] : ['', '```sh', ...commands.slice(0, most), '```'];
  return [
    '',
    `<details><summary>${title} (${lines.length})</summary>`,
    '',
    ...bullets(lines, most),
    ...typed,
    '',
    '</details>',
  ];
}

const KEY = 'Thick: added. Dashed: removed. What is changed says so; the rest stays as it is.';

function drawn({ picture }: Page): readonly string[] {
  if (!picture) return [];
  const left = picture.left === 0 ? '' : ` ${picture.left} sites and links that nothing changes are not drawn.`;
  return ['', '```mermaid', mermaid(picture), '```', '', `${KEY}${left}`];
}

function written(page: Page, most: number): string {
  const { verdict, scope, lead, sections } = page;
  return [
    `## ${lineText(verdict)}`.replace(/^## /, ''),
    '',
    lineText(scope),
    ...(lead.length > 0 ? ['', ...bullets(lead, lead.length)] : []),
    ...drawn(page),
    ...sections.flatMap((section) => folded(section, most)),
  ].join('\n');
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The page, with as many lines of each section as fit. */
export function differenceMarkdown(page: Page): string {
  const texts = SECTION_LINES.map((most) => () => written(page, most));
  for (const text of texts) if (bytesOf(text()) <= MOST_BYTES) return text();
  return written({ ...page, sections: [] }, 0);
}
