// Pure: which entries a person has to hear of, and the message that says one of them. Everything else is there for those
// who look: in the log, in the audit table and on the event bus.

import { CODES, type Code } from '../../net/codes';
import type { AuditEntry, AuditedChange } from '../audit';
import { boundedEntry } from './bounded-entry';
import { detailTypeOf } from './detail-types';

/** What SNS sends as a mail: a subject of ASCII, and a text. */
export interface Message {
  readonly subject: string;
  readonly text: string;
}

/** SNS takes fewer than 100. */
const LONGEST_SUBJECT = 99;

/** No warnings, and still what a person who is awake for a maintenance waits for. */
const AWAITED: readonly Code[] = [
  'link-healthy',
  'link-forced-up',
  'link-frozen',
  'link-drain-ordered',
  'link-maintenance',
  'drain-admitted',
  'drain-complete',
  'drain-ended',
  'maintenance-begun',
  'maintenance-cancelled',
  'maintenance-changed',
  'maintenance-upcoming',
];

function needsPerson({ code, quiet }: AuditEntry): boolean {
  if (quiet || detailTypeOf(code) === undefined) return false;
  return CODES[code].severity !== 'info' || AWAITED.includes(code);
}

/** `spokes to pdx`: what a change is about, in few words. */
function subjectOfChange(change: AuditedChange): string {
  switch (change.kind) {
    case 'override':
      return `${change.table} to ${change.remote}`;
    case 'announcement':
      return `${change.premises} to ${change.remote} over ${change.link}`;
    case 'withdrawal':
    case 'bgp-down':
      return change.link;
  }
}

function topicOf({ link, standing, change }: AuditEntry): string {
  if (link !== undefined) return standing === undefined ? link : `${link} is ${standing}`;
  return change ? subjectOfChange(change) : '';
}

function subjectOf(entry: AuditEntry): string {
  const topic = topicOf(entry);
  const subject = `[Detour ${entry.site}] ${topic === '' ? '' : `${topic}: `}${entry.code}`;
  return subject.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_SUBJECT);
}

/** True when the entry says that its change was made; else it still stands as it was before. */
function isDone({ code }: AuditEntry): boolean {
  return /^(override|announcement)-|^link-(withdrawn|restored)$|^bgp-(taken-down|let-up)$/.test(code);
}

function over(links: readonly string[]): string {
  return links.length === 0 ? 'over no link' : `over ${links.join(', ')}`;
}

function trafficOfChange(change: AuditedChange, done: boolean): string {
  switch (change.kind) {
    case 'override': {
      const { table, remote, from, to } = change;
      const goes = `traffic to ${remote} in ${table} goes ${over(done ? to : from)}`;
      return done ? goes : `${goes}; it would go ${over(to)}`;
    }
    case 'announcement': {
      const { link, premises, remote, before, after } = change;
      const drawn = done ? after : before;
      return `${premises} is ${drawn ? '' : 'not '}drawn to ${link} on the way to ${remote}`;
    }
    case 'withdrawal': {
      const { link, before, after } = change;
      return `the own routes and advertisements of ${link} are ${(done ? after : before) ? 'taken back' : 'in force'}`;
    }
    case 'bgp-down': {
      const { link, before, after } = change;
      return `AWS ${(done ? after : before) ? 'holds' : 'does not hold'} the BGP session of ${link} down`;
    }
  }
}

const TRAFFIC: Readonly<Record<NonNullable<AuditEntry['standing']>, string>> = {
  up: 'the link carries what the shortest paths send over it',
  drained: 'what can move to another link does, and what has no other way stays on it',
  down: 'everything that has another way is moved off it',
};

/** Undefined: the entry does not say. */
function trafficOf(entry: AuditEntry): string | undefined {
  if (entry.change) return trafficOfChange(entry.change, isDone(entry));
  return entry.standing && TRAFFIC[entry.standing];
}

function runbookOf(code: Code): string {
  const entry = CODES[code];
  return 'runbook' in entry ? entry.runbook : 'nothing: this is how it should go';
}

function textOf(entry: AuditEntry): string {
  const traffic = trafficOf(entry);
  const rows = [
    ['what', CODES[entry.code].meaning],
    ['why', entry.because],
    ['since', new Date(entry.atMs).toISOString()],
    ...(traffic === undefined ? [] : [['traffic now', traffic]]),
    ['what to do', runbookOf(entry.code)],
    ['told by', `the controller of ${entry.site}`],
    ['code', `${entry.code} (${CODES[entry.code].severity})`],
  ];
  return rows.map(([name, text]) => `${name}: ${text}\n`).join('');
}

/** Undefined: nobody has to hear of it. */
export function messageOf(entry: AuditEntry): Message | undefined {
  if (!needsPerson(entry)) return undefined;
  const bounded = boundedEntry(entry);
  return { subject: subjectOf(bounded), text: textOf(bounded) };
}
