// Pure: an issue as lines of text, safe to print: its texts may come from a file.
//
//   backbone.yaml:12:9  the cost is out of range  document-out-of-range
//       got      0
//       allowed  an integer from 1 to 65535
//       fix      give the link a cost

import type { Issue } from '../net/issue';
import { printable } from '../net/printable';
import type { Palette } from './palette';

/** The problem with its place on the first line; what was got, what is allowed and how to mend it below. */
export function issueLines(issue: Issue, colors: Palette): readonly string[] {
  const { problem, code, got, allowed, fix } = issue;
  return [
    `${colors.bold(printable(placeOf(issue)))}  ${printable(problem)}  ${colors.dim(code)}`,
    ...Object.entries({ got, allowed, fix }).map(([label, text]) => `    ${label.padEnd(8)} ${printable(text)}`),
  ];
}

/** File, line and column where they are known, else the path in the document. */
function placeOf({ position, path }: Issue): string {
  return position ? `${position.file}:${position.line}:${position.column}` : path.join('.') || 'the document';
}
