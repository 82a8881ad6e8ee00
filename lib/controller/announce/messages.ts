// Pure: which entries a person has to hear of, and the messages that say them: one for what is said of the same thing at once.
// Everything else is there for those who look: in the log, in the audit table and on the event bus.

import { CODES, type Code } from '../../net/codes';
import type { AuditEntry } from '../audit';
import { boundedEntry } from './bounded-entry';
import { aboutText, trafficText } from './change-text';
import { detailTypeOf } from './detail-types';
import { AWAITED, HEADINGS } from './headings';
import { comingText, durationText, minuteText, secondText } from './time-text';

/** What SNS sends as a mail: a subject of ASCII, and a text. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  /** The part of the text that says what is so. */
  readonly facts: string;
  /** The part that says what to do: in words, then the command and the page that say more. */
  readonly steps: readonly string[];
  /** What it is about: messages of the same are one conversation. */
  readonly about: string;
  /** True when it is a warning. */
  readonly isLoud: boolean;
  readonly code: Code;
}

/** SNS takes fewer than 100. */
const LONGEST_SUBJECT = 99;
/** So many entries are said in one message, which then says how many there are. */
const MOST_ENTRIES = 10;

function isWarning(code: Code): boolean {
  return CODES[code].severity !== 'info';
}

function needsPerson({ code, quiet }: AuditEntry): boolean {
  if (quiet || detailTypeOf(code) === undefined) return false;
  return isWarning(code) || AWAITED.includes(code);
}

/** Nobody has to get up for what happens to a link that was emptied for it. */
function isLoud({ code, expected }: AuditEntry): boolean {
  return isWarning(code) && !expected;
}

/** When it begins, or until when it lasts, as far as a subject has to say so. */
function whenText({ code, standing, atMs, fromMs, untilMs, expected }: AuditEntry): string {
  if (expected) return ', as expected: it is empty';
  if (fromMs !== undefined) return ` in ${durationText(fromMs - atMs)}, ${minuteText(fromMs)}`;
  const lasts = untilMs !== undefined && (standing === 'drained' || code === 'maintenance-begun');
  return lasts ? `, until ${minuteText(untilMs)}` : '';
}

function subjectOf(entry: AuditEntry): string {
  const { code } = entry;
  const mark = isLoud(entry) ? '[Detour WARNING]' : '[Detour]';
  const subject = `${mark} ${aboutText(entry)}: ${HEADINGS[code]?.words ?? code}${whenText(entry)}`;
  return subject.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_SUBJECT);
}

/** What a person who has the command line types first. */
function commandOf({ link, change }: AuditEntry): string {
  if (link !== undefined) return `detour explain ${link}`;
  return change ? 'detour plan' : 'detour status';
}

function todoOf({ code, expected }: AuditEntry): string {
  if (expected) return 'nothing, as long as it is wanted empty: nothing is sent over it that has another way';
  const entry = CODES[code];
  return 'runbook' in entry ? entry.runbook : 'nothing: this is how it should go';
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function lines(texts: readonly string[]): string {
  return texts.length === 1 ? ` ${texts[0]}` : texts.map((text) => `\n- ${text}`).join('');
}

function timesOf({ atMs, fromMs, untilMs }: AuditEntry): readonly string[] {
  return [
    `since: ${secondText(atMs)}`,
    ...(fromMs === undefined ? [] : [`begins: ${comingText(fromMs, atMs)}`]),
    ...(untilMs === undefined ? [] : [`until: ${comingText(untilMs, atMs)}`]),
  ];
}

/** Blocks with an empty line between them, what happened first. */
function factsOf(first: AuditEntry, entries: readonly AuditEntry[]): string {
  const { code } = first;
  const told = entries.slice(0, MOST_ENTRIES);
  const more = entries.length - told.length;
  const whys = distinct(told.map(({ because }) => because));
  const traffic = distinct(told.flatMap(trafficText));
  return [
    `what:${lines(more === 0 ? whys : [...whys, `and ${more} more`])}\nmeaning: ${CODES[code].meaning}`,
    timesOf(first).join('\n'),
    ...(traffic.length === 0 ? [] : [`traffic now:${lines(traffic)}`]),
  ].join('\n\n');
}

function stepsOf(entry: AuditEntry): readonly string[] {
  const page = HEADINGS[entry.code]?.page;
  return [todoOf(entry), commandOf(entry), ...(page === undefined ? [] : [`docs/runbooks/${page}.md`])];
}

/** What happened comes first, and what is only looked up comes last. */
function textOf(facts: string, steps: readonly string[], { code, site }: AuditEntry): string {
  return `${facts}\n\nwhat to do: ${steps.join('\n- ')}\n\ntold by: the controller of ${site}, code ${code}\n`;
}

function messageOfAll(entries: readonly AuditEntry[], first: AuditEntry, subject: string): Message {
  const { code, link, links } = first;
  const about = link ?? links?.join(', ') ?? aboutText(first);
  const facts = factsOf(first, entries);
  const steps = stepsOf(first);
  return { subject, text: textOf(facts, steps, first), facts, steps, about, isLoud: isLoud(first), code };
}

/** In the order in which each is said first. */
export function messagesOf(entries: readonly AuditEntry[]): readonly Message[] {
  const bySubject = new Map<string, AuditEntry[]>();
  for (const entry of entries.filter(needsPerson).map(boundedEntry)) {
    const subject = subjectOf(entry);
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), entry]);
  }
  return [...bySubject].flatMap(([subject, same]) => {
    const [first] = same;
    return first ? [messageOfAll(same, first, subject)] : [];
  });
}
