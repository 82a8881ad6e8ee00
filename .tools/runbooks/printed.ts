// Pure: whether commands print what a page says. What is another one each time is not compared: times, ages, figures that
// are measured, ids. Nor are spaces, which columns have as many of as the longest cell wants.

/** In the order in which they are masked. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)/g, 'TIME'],
  [/\b\d\d:\d\d:\d\d(\.\d+)?Z?/g, 'TIME'],
  [/\b\d\d:\d\d UTC\b/g, 'TIME'],
  [/\b\d{13}\b/g, 'TIME'],
  // Of an order: when it was given, and a hash.
  [/-\d{8}T\d{6}Z-[0-9a-f]{8}\b/g, '-ID'],
  [/\b\d+ % lost\b/g, 'LOSS'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'ID'],
  [/\b(?:tgw-rtb|tgw-attach|tgw|vpn|pl|dxvif|vpc)-[0-9a-f]{8,17}\b/g, 'ID'],
  // Ids of the twin: a stack and a logical id.
  [/\b[a-z][a-z0-9-]*\.[A-Z][A-Za-z0-9]*[0-9A-F]{8}(?:\.\w+)?\b/g, 'ID'],
  [/\b\d+ (?:ms|s|min|h|d|days?)\b(?: ago)?|\bnow\b(?=\s|$)/g, 'AGE'],
  [/\b\d+\.\d+ (?:ms|s)\b/g, 'AGE'],
];

function masked(line: string): string {
  return MASKS.reduce((text, [pattern, word]) => text.replace(pattern, word), line)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without what is another one each time. */
export function linesOf(text: string): readonly string[] {
  return text.replace(/\s+$/, '').split('\n').map(masked);
}

/** A line of the page that is `…` alone stands for any number of lines. */
const ANY = '…';

function fits(said: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = said;
  if (first === undefined) return printed.length === 0;
  if (first !== ANY) return first === printed[0] && fits(rest, printed.slice(1));
  return Array.from({ length: printed.length + 1 }, (_, skipped) => skipped).some((skipped) =>
    fits(rest, printed.slice(skipped)),
  );
}

/** Undefined: it does. Otherwise what was printed, as it was compared. */
export function otherwise(said: string, printed: string): string | undefined {
  const [wanted, got] = [linesOf(said), linesOf(printed)];
  return fits(wanted, got) ? undefined : `the page says\n${indented(wanted)}\nprinted was\n${indented(got)}`;
}

export function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}
