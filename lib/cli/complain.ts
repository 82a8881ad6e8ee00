import type { Issue } from '../net/issue';
import { issueLines } from '../report/issues';
import type { Io } from './io';
import { printable } from './printable';

/** Prints every problem of an input. Its texts may come from a file, so they are made safe to print. */
export function complain(issues: readonly Issue[], io: Io): void {
  for (const issue of issues) for (const line of issueLines(harmless(issue), io.colors)) io.err(line);
}

function harmless(issue: Issue): Issue {
  const { problem, got, allowed, fix, path, position } = issue;
  return {
    ...issue,
    path: path.map((part) => (typeof part === 'string' ? printable(part) : part)),
    problem: printable(problem),
    got: printable(got),
    allowed: printable(allowed),
    fix: printable(fix),
    ...(position ? { position: { ...position, file: printable(position.file) } } : {}),
  };
}
