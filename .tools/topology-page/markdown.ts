// Pure: the reference as a Markdown page.

import { Document, stringify } from 'yaml';
import type { Row, Section } from './reference';

/** Longer examples are shown in the section about what is inside. */
const LONGEST_CELL = 110;

export function referencePage(title: string, introduction: string, sections: readonly Section[]): string {
  return [`# ${title}`, introduction, ...sections.flatMap(sectionText)].join('\n\n').concat('\n');
}

function sectionText(section: Section): readonly string[] {
  const kinds = section.kinds.map(({ name, says, title }) => `- \`${name}\`: ${says} ${link('Its keys', title)}.`);
  return [
    `${'#'.repeat(section.level)} ${section.title}`,
    section.says.filter((text) => text !== '').join(' '),
    ...(kinds.length > 0 ? [['Kinds:', '', ...kinds].join('\n')] : []),
    ...(kinds.length > 0 && section.rows.length > 0 ? ['Keys of every kind:'] : []),
    ...(section.rows.length > 0 ? [table(section.rows)] : []),
    ...(section.sample ? [sampleText(section.sample.file, section.sample.value)] : []),
  ].filter((text) => text !== '');
}

function sampleText(file: string, value: unknown): string {
  return ['```yaml', `# from ${file}`, stringify(value, { lineWidth: 120 }).trimEnd(), '```'].join('\n');
}

function table(rows: readonly Row[]): string {
  const head = ['| key | meaning | allowed | default | example |', '|---|---|---|---|---|'];
  return [...head, ...rows.map(rowText)].join('\n');
}

function rowText(row: Row): string {
  const allowed = row.section === undefined ? row.allowed : `${row.allowed}: ${link(row.section, row.section)}`;
  const cells = [`\`${row.key}\``, row.meaning, allowed, row.otherwise, exampleText(row)];
  return `| ${cells.map((text) => text.replaceAll('|', '\\|')).join(' | ')} |`;
}

function exampleText({ example, section }: Row): string {
  const text = flowText(example);
  return section !== undefined && text.length > LONGEST_CELL ? link('below', section) : `\`${text}\``;
}

/** On one line, as it may be written in a file. */
export function flowText(value: unknown): string {
  const document = new Document(value);
  if (typeof value === 'object' && value !== null) Object.assign(document.contents ?? {}, { flow: true });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim();
  return text.replaceAll('[ ', '[').replaceAll(' ]', ']');
}

/** As GitHub makes anchors of headings. */
function link(text: string, title: string): string {
  const anchor = title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
  return `[${text}](#${anchor})`;
}
