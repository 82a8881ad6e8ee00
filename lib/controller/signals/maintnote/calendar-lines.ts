// Pure: what a calendar may hold before any parser sees it, so that reading takes bounded time and memory whoever wrote it.

import { err, ok, type Result } from '../../../net/result';

/** Of a whole mail or calendar. */
export const MAX_NOTICE_BYTES = 256 * 1024;

const MAX_LINES = 10_000;
const MAX_LINE_CHARACTERS = 16 * 1024;
/** VCALENDAR holds VTIMEZONE holds STANDARD, and VEVENT holds VALARM: three. */
const MAX_DEPTH = 4;
const MAX_COMPONENTS = 300;
const MAX_EVENTS = 50;

/** Long content lines are folded: a line that begins with a space goes on from the one before (RFC 5545, 3.1). */
function unfolded(text: string): readonly string[] {
  return text
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '');
}

function deepest(lines: readonly string[]): number {
  let depth = 0;
  let most = 0;
  for (const line of lines) {
    if (/^BEGIN:/i.test(line)) depth += 1;
    if (/^END:/i.test(line)) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
}

/** The first limit that the lines break, for a person. */
function complaint(lines: readonly string[]): string | undefined {
  const components = lines.filter((line) => /^BEGIN:/i.test(line));
  const events = components.filter((line) => /^BEGIN:\s*VEVENT\s*$/i.test(line)).length;
  if (!/^BEGIN:VCALENDAR\s*$/i.test(lines[0] ?? '')) return 'it is no calendar: it does not begin with BEGIN:VCALENDAR';
  if (lines.length > MAX_LINES) return `it has ${lines.length} lines; at most ${MAX_LINES} are read`;
  if (lines.some(({ length }) => length > MAX_LINE_CHARACTERS))
    return `a line of it has more than ${MAX_LINE_CHARACTERS} characters`;
  if (events > MAX_EVENTS) return `it has ${events} events; at most ${MAX_EVENTS} are read`;
  if (components.length > MAX_COMPONENTS)
    return `it has ${components.length} parts; at most ${MAX_COMPONENTS} are read`;
  if (deepest(lines) > MAX_DEPTH) return `its parts are nested more than ${MAX_DEPTH} deep`;
  // The parser would read any text as the number 0.
  if (lines.some((line) => /^SEQUENCE[;:]/i.test(line) && !/:\s*\d{1,9}\s*$/.test(line)))
    return 'a SEQUENCE in it is not a whole number of at most nine digits';
  return undefined;
}

/** The content lines of a calendar, unfolded, or why they are not read. */
export function calendarLines(text: string): Result<readonly string[], string> {
  if (text.length > MAX_NOTICE_BYTES) return err(`it has more than ${MAX_NOTICE_BYTES} characters`);
  const lines = unfolded(text.replace(/^\uFEFF/, ''));
  const problem = complaint(lines);
  return problem === undefined ? ok(lines) : err(problem);
}
