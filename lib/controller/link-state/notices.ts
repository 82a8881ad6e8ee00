// Pure: which of the notices count. Messages about one event arrive more than once, out of order, and in pages.
//
//   of one event                              counts
//   the newest message with all its pages     yes
//   pages of newer messages                   yes: what they say is known, what their missing pages say is not
//   older messages                            no
//   another copy of the same                  no
//
// An untrusted message never replaces a trusted one: its event is another one, because it may be anybody's.

import type { Notice } from '../database';

function eventOf({ source, event, trusted }: Notice): string {
  return JSON.stringify([trusted, source, event]);
}

function grouped<K>(notices: readonly Notice[], key: (notice: Notice) => K): readonly (readonly Notice[])[] {
  const groups = new Map<K, Notice[]>();
  for (const notice of notices) {
    const group = groups.get(key(notice));
    if (group) group.push(notice);
    else groups.set(key(notice), [notice]);
  }
  return [...groups.values()];
}

/** True when these pages of one message are all there are. */
function isWhole(pages: readonly Notice[]): boolean {
  const of = Math.max(...pages.map(({ page }) => page?.of ?? 1));
  const numbers = pages.map(({ page }) => page?.number ?? 1).filter((number) => number >= 1 && number <= of);
  return new Set(numbers).size === of;
}

function newestOf(event: readonly Notice[]): readonly Notice[] {
  const messages = grouped(event, ({ version }) => version);
  const whole = messages.filter(isWhole).flatMap((pages) => pages.map(({ version }) => version));
  const from = whole.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...whole);
  return event.filter(({ version }) => version >= from);
}

/** What a notice says, whoever brought it and when. */
export function contentOf({ id: _, receivedMs: __, ...said }: Notice): string {
  return JSON.stringify(Object.entries(said).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The copy that came first: an operator who has overruled what it says need not do so again for each other copy. */
function firstCopy(copies: readonly Notice[]): readonly Notice[] {
  return [...copies].sort((a, b) => a.receivedMs - b.receivedMs || (a.id < b.id ? -1 : 1)).slice(0, 1);
}

/** What is being said now. Sorted by what does not depend on the order of arrival. */
export function currentNotices(notices: readonly Notice[]): readonly Notice[] {
  return grouped(grouped(notices, contentOf).flatMap(firstCopy), eventOf)
    .flatMap(newestOf)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs || (a.id < b.id ? -1 : 1));
}
