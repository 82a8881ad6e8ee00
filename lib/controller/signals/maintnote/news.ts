// Pure: what a message about an event adds to what is stored of the event, and what a person is told of it.
//
//   stored                                           the message is           told
//   nothing, or an older message                     stored                   as what it is
//   the same message, naming all its links           left out                 nothing
//   the same but for links                           stored, with all links   as what it is
//   one of the same version that says something
//   else, which the mail server had earlier          stored                   as what it is
//   the same, had later                              left out                 nothing
//   a newer one, which the mail server had earlier
//   and which says something else of some link       kept, but never counts   notice-superseded
//   another newer one                                left out                 nothing
//
// Some providers send a mail for each circuit, under one UID and SEQUENCE. Each would take the links of the one before out of
// the event. What loses its drain so is told as notice-dropped-links, in whichever order the two arrive.

import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import { isBinding } from '../../link-state/wishes';
import { saidOf } from '../../link-state-items/item';
import { windowText } from '../../window-text';
import { copiesOf, newsOf } from '../repeats';
import type { Signal } from '../signal';
import { haveOneSequence } from './version';

interface News {
  readonly notice: Notice;
  readonly entries: readonly AuditEntry[];
}

function saysElse(notice: Notice, other: Notice): boolean {
  const said = ({ startMs, endMs, status, impact }: Notice) => JSON.stringify([startMs, endMs, status, impact]);
  return said(notice) !== said(other);
}

/** Some providers change an event and forget to raise its SEQUENCE: what says something else is no repeat. */
function isChange(notice: Notice, stored: Notice): boolean {
  return stored.version === notice.version && saysElse(notice, stored);
}

/** Of such messages the one counts that the mail server had last, though another comes again. */
function counting(notice: Notice, copies: readonly Notice[]): Notice | undefined {
  if (copies.some((copy) => isChange(notice, copy) && copy.receivedMs > notice.receivedMs)) return undefined;
  return newsOf(
    notice,
    copies.filter((copy) => !isChange(notice, copy)),
  );
}

function newestOf(notices: readonly Notice[]): Notice | undefined {
  return [...notices].sort((a, b) => b.version - a.version || b.receivedMs - a.receivedMs)[0];
}

/** Links that the older message wanted empty, and that the newer one of its SEQUENCE leaves out without a word. */
function droppedLinks(older: Notice, newer: Notice): readonly string[] {
  const isOver = newer.status === 'cancelled' || newer.status === 'completed' || older.endMs <= newer.receivedMs;
  if (!isBinding(older) || isOver || !haveOneSequence(older.version, newer.version)) return [];
  return older.links.filter((link) => !newer.links.includes(link));
}

/** The entry of a message, with more to it. */
function also(entry: AuditEntry, code: AuditEntry['code'], more: string, links: readonly string[]): AuditEntry {
  const { link: _, ...rest } = entry;
  const [link, ...others] = links;
  return {
    ...rest,
    code,
    because: `${entry.because}; ${more}`,
    ...(link === undefined || others.length > 0 ? {} : { link }),
  };
}

function entriesOfNews(notice: Notice, entries: readonly AuditEntry[], before: Notice | undefined): News['entries'] {
  const dropped = before ? droppedLinks(before, notice) : [];
  if (dropped.length === 0) return entries;
  const names = dropped.join(', ');
  const more = `the message before it, under the same SEQUENCE, was about ${names}, and this maintenance drains that no longer`;
  return [...entries, ...entries.map((entry) => also(entry, 'notice-dropped-links', more, dropped))];
}

/** What is told of a message that is not the newest. */
function entriesOfOlder(notice: Notice, entries: readonly AuditEntry[], newest: Notice): News['entries'] {
  const dropped = droppedLinks(notice, newest);
  if (dropped.length > 0) {
    const more = `a later message under the same SEQUENCE leaves out ${dropped.join(', ')}, and this maintenance does not drain that`;
    return entries.map((entry) => also(entry, 'notice-dropped-links', more, dropped));
  }
  const isElse = saysElse(notice, newest) || notice.links.some((link) => !newest.links.includes(link));
  if (notice.receivedMs <= newest.receivedMs || !isElse) return [];
  const window = `${windowText(newest.startMs, newest.endMs)}, ${newest.status}`;
  const more = `it does not count, because an earlier message has a larger SEQUENCE or DTSTAMP and says ${window}`;
  return entries.map((entry) => also(entry, 'notice-superseded', more, notice.links));
}

/** It is kept, so that it is told once, under a name of its own, so that it takes the place of nothing. */
function superseded(notice: Notice, entries: readonly AuditEntry[], newest: Notice, stored: readonly Notice[]) {
  const kept = { ...notice, id: `${notice.id}-${saidOf(notice).slice(0, 16)}` };
  const told = notice.trusted && copiesOf(kept, stored).length === 0 ? entriesOfOlder(notice, entries, newest) : [];
  return told.length === 0 ? undefined : { notice: kept, entries: told };
}

/** Undefined: nothing that is not known. `entries` are what is told of the message as such. */
export function messageNews(notice: Notice, entries: Signal['entries'], stored: readonly Notice[]): News | undefined {
  const copies = copiesOf(notice, stored);
  const newest = newestOf(copies);
  if (newest && newest.version > notice.version) return superseded(notice, entries, newest, stored);
  const news = counting(notice, copies);
  return news && { notice: news, entries: entriesOfNews(news, entries, newest) };
}
