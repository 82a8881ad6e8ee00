// Pure: an issue as lines of text.
//
//   backbone.yaml:12:9: links.iad-pdx.cost: the number is out of range
//     got      0
//     allowed  an integer from 1 to 65535
//     fix      give the link a cost
//     code     topology-out-of-range

import type { Issue } from '../net/issue';

/** The styles that a report uses; picocolors gives them. */
export interface Colors {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
}

function placeOf({ position }: Issue): string {
  return position ? `${position.file}:${position.line}:${position.column}: ` : '';
}

function pathOf({ path }: Issue): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text === '' ? '' : `${text.replace(/^\./, '')}: `;
}

export function issueLines(issue: Issue, colors: Colors): readonly string[] {
  const { got, allowed, fix, code } = issue;
  const details = { got, allowed, fix, code };
  return [
    `${colors.bold(placeOf(issue) + pathOf(issue))}${colors.red(issue.problem)}`,
    ...Object.entries(details).map(([label, text]) => `  ${colors.dim(label.padEnd(8))} ${text}`),
  ];
}
