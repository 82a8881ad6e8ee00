// Pure: whether a terminal shows what a page shows of it. Sites work at the same time, so that what they say stands in
// another order each time, and how far they have come when somebody looks is another thing each time: neither counts.

import { linesOf } from '../runbooks/printed';

/** What is seen in passing, every two seconds, while controllers do what was ordered. */
const IN_PASSING = /^TIME \S+ is (?:up|drained)[;,]/;

function newsIn(text: string): ReadonlySet<string> {
  const lines = linesOf(text).filter((line) => !IN_PASSING.test(line));
  return new Set(
    lines.map((line) =>
      line
        .split(/[\s,]+/)
        .sort()
        .join(' '),
    ),
  );
}

/** The lines of one text that say what the other does not say, as they stand there. */
function only(text: string, other: string): readonly string[] {
  const known = newsIn(other);
  return text.split('\n').filter((line) => [...newsIn(line)].some((news) => !known.has(news)));
}

/** Of a capture: `- ` what only the page shows, `+ ` what only the terminal does. Empty: they show the same. */
export function changedLines(page: string, terminal: string): readonly string[] {
  return [...only(page, terminal).map((line) => `- ${line}`), ...only(terminal, page).map((line) => `+ ${line}`)];
}
