import type { Issue } from '../net/issue';
import { issueLines } from '../report/issues';
import type { Io } from './io';

/** Prints every problem of an input. */
export function complain(issues: readonly Issue[], io: Io): void {
  for (const issue of issues) for (const line of issueLines(issue, io.colors)) io.err(line);
}
