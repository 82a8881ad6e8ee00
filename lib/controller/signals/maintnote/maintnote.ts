// Pure: a mail or a calendar of a provider as signals, one for each maintenance event in it.
//
//   STATUS                     held as        drains
//   CONFIRMED                  confirmed      from lead time before its start to its end
//   IN-PROCESS                 confirmed      at once: it has begun, whatever its start says
//   IN-PROCESS, long before    confirmed      as CONFIRMED: one of the two is a mistake, and a person is told
//   COMPLETED                  completed      no, and no longer
//   CANCELLED                  cancelled      no, and no longer
//   TENTATIVE, absent, other   tentative      no: a person is told
//
//   impact, see impacts.ts     held as
//   outage                     outage
//   none                       none: a person is told, nothing is drained
//   odd                        outage, and a confirmed event as tentative
//
// An event is named by provider and UID. SEQUENCE orders its messages, DTSTAMP those of the same SEQUENCE.

import { createHash } from 'node:crypto';
import { timeText } from '../../../net/document/time';
import { printable } from '../../../net/printable';
import type { Result } from '../../../net/result';
import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import type { LinkIdentity, Signal } from '../signal';
import { readCalendar } from './calendar';
import { MAX_NOTICE_BYTES } from './calendar-lines';
import { withoutContradictions } from './contradictions';
import { isOff, type MaintenanceEvent, type MaintenanceObject } from './event';
import { worstHit } from './impacts';
import { readMail } from './mail';
import { type Announcers, complaints, type Origin, providerOf } from './trust';
import { versionOf } from './version';

export interface Message {
  readonly bytes: Uint8Array;
  readonly format: 'mail' | 'calendar';
  readonly origin: Origin;
  /** Where it can be read: key of the object, name of the file. */
  readonly name: string;
  readonly receivedMs: number;
}

export interface Readers {
  /** The site whose function reads it. */
  readonly site: string;
  readonly identities: readonly LinkIdentity[];
  readonly announcers: Announcers;
}

const MAX_TEXT = 200;

/** What a sender wrote, so that it can stand in a sentence. */
function shown(text: string): string {
  const safe = printable(text);
  return safe.length <= MAX_TEXT ? safe : `${safe.slice(0, MAX_TEXT)}…`;
}

function statusOf({ status }: MaintenanceEvent, isOdd: boolean): Notice['status'] {
  switch (status) {
    case 'CANCELLED':
      return 'cancelled';
    case 'COMPLETED':
      return 'completed';
    case 'CONFIRMED':
    case 'IN-PROCESS':
      return isOdd ? 'tentative' : 'confirmed';
    default:
      return 'tentative';
  }
}

/** What says for longer before its start that it has begun is taken for a mistake: it would keep links empty for days. */
const EARLIEST_MS = 60 * 60 * 1000;

function isEarly({ status, startMs }: MaintenanceEvent, receivedMs: number): boolean {
  return status === 'IN-PROCESS' && receivedMs < startMs - EARLIEST_MS;
}

function startOf(event: MaintenanceEvent, receivedMs: number): number {
  const hasBegun = event.status === 'IN-PROCESS' && !isEarly(event, receivedMs);
  return hasBegun ? Math.min(event.startMs, receivedMs) : event.startMs;
}

/** The links that an object names. What nobody vouches for is shown with every link that it may mean. */
function linksNamed(provider: string | undefined, trusted: boolean, identities: readonly LinkIdentity[]) {
  const mayBeAbout = identities.filter(
    (identity) =>
      identity.provider === undefined || identity.provider === provider || (!trusted && provider === undefined),
  );
  return ({ id }: MaintenanceObject): readonly string[] =>
    mayBeAbout
      .filter(({ circuitIds }) => circuitIds.some((known) => known.trim().toLowerCase() === id.toLowerCase()))
      .map(({ link }) => link);
}

/** Source of what a provider says that the topology does not have: the name would be anybody's text. */
const UNKNOWN_SOURCE = 'maintnote';

interface Judged {
  readonly event: MaintenanceEvent;
  readonly notice: Notice;
  /** Links that it names as well, and that it hits less than those of the notice. */
  readonly others: readonly string[];
  readonly complaints: readonly string[];
}

function judge(event: MaintenanceEvent, from: string | undefined, message: Message, readers: Readers): Judged {
  const { origin, receivedMs } = message;
  const claim = { origin, announced: event.provider, ...(from === undefined ? {} : { from }) };
  const why = complaints(claim, readers.announcers);
  const trusted = why.length === 0;
  const provider = providerOf(event.provider, readers.announcers)?.name;
  const { impact, links, others } = worstHit(event, linksNamed(provider, trusted, readers.identities));
  const speaker = provider ?? event.provider.toLowerCase();
  const name = JSON.stringify([trusted, speaker, event.uid]);
  const id = `maintnote-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  const notice: Notice = {
    kind: 'notice',
    id,
    event: id,
    version: versionOf(event),
    source: provider ?? UNKNOWN_SOURCE,
    links,
    startMs: startOf(event, receivedMs),
    endMs: event.endMs,
    status: statusOf(event, impact === 'odd'),
    impact: impact === 'none' ? 'none' : 'outage',
    trusted,
    receivedMs,
  };
  return { event, notice, others, complaints: why };
}

/** What it is about: links, else what the provider calls it. */
function subject({ event, notice, others }: Judged): string {
  if (notice.links.length === 0)
    return event.objects
      .slice(0, 5)
      .map(({ id }) => shown(id))
      .join(', ');
  const less = others.length === 0 ? '' : ` (and with less impact ${others.join(', ')})`;
  return `${notice.links.join(', ')}${less}`;
}

/** `maintenance CHG-1001 of ord-iad-dx from … to … (CONFIRMED, OUTAGE), announced by carrier-a: summary`. */
function sentence(judged: Judged): string {
  const { event, notice } = judged;
  const about = event.objects.length === 0 ? '' : ` of ${subject(judged)}`;
  const window = `from ${timeText(notice.startMs)} to ${timeText(notice.endMs)}`;
  const says = `${shown(event.status || 'no status')}, ${shown(event.impact)}`;
  const summary = event.summary === '' ? '' : `: ${shown(event.summary)}`;
  const speaker = notice.source === UNKNOWN_SOURCE ? shown(event.provider) : notice.source;
  return `maintenance ${shown(event.uid)}${about} ${window} (${says}), announced by ${speaker}${summary}`;
}

/** What a person is told of one event: the first of these that holds. */
function told(judged: Judged): Pick<AuditEntry, 'code' | 'because'> {
  const { event, notice, complaints: why } = judged;
  const said = sentence(judged);
  if (why.length > 0)
    return { code: 'notice-untrusted', because: `${said}; not trusted: ${why.map(shown).join('; ')}` };
  if (event.objects.length > 0 && notice.links.length === 0)
    return { code: 'notice-unmatched', because: `${said}; no link is known by these ids` };
  if (notice.status === 'tentative') {
    const isConfirmed = event.status === 'CONFIRMED' || event.status === 'IN-PROCESS';
    const odd = isConfirmed ? 'its impact is not known to Detour' : 'it is not confirmed';
    return { code: 'notice-tentative', because: `${said}; ${odd}, so nothing is drained for it` };
  }
  const hasNone = notice.impact === 'none' && !isOff(event.status);
  if (isEarly(event, notice.receivedMs) && !hasNone)
    return { code: 'notice-early', because: `${said}; its start is far off, and nothing is drained before its time` };
  return { code: 'notice-received', because: hasNone ? `${said}; nothing is drained for it` : said };
}

function signalOf(judged: Judged, site: string): Signal {
  const { notice } = judged;
  const [link, ...more] = notice.links;
  const about = link === undefined || more.length > 0 ? {} : { link };
  // A trusted message counts even when it names no link any more: it replaces an older one that did.
  const counts = notice.links.length > 0 || notice.trusted;
  return { items: counts ? [notice] : [], entries: [{ atMs: notice.receivedMs, site, ...told(judged), ...about }] };
}

/** What is told of what cannot be read. */
export function unreadable(
  why: string,
  { name, receivedMs }: Pick<Message, 'name' | 'receivedMs'>,
  site: string,
): Signal {
  const because = `${shown(name)} is no notice that can be acted on: ${shown(why)}`;
  return { items: [], entries: [{ atMs: receivedMs, site, code: 'notice-unreadable', because }] };
}

interface Opened {
  readonly from?: string;
  readonly calendars: readonly string[];
}

async function opened({ bytes, format }: Message): Promise<Result<Opened, string>> {
  if (format === 'mail') return readMail(bytes);
  if (bytes.length > MAX_NOTICE_BYTES)
    return { ok: false, error: `it has ${bytes.length} bytes; at most ${MAX_NOTICE_BYTES} are read` };
  try {
    return { ok: true, value: { calendars: [new TextDecoder('utf-8', { fatal: true }).decode(bytes)] } };
  } catch {
    return { ok: false, error: 'it is not text in UTF-8' };
  }
}

/** Events of one message that are looked at, over all its calendars. */
const MAX_EVENTS = 50;

/** What a message comes to. Never throws and never rejects, whatever the bytes are. */
export async function maintnoteSignals(message: Message, readers: Readers): Promise<readonly Signal[]> {
  const read = await opened(message);
  if (!read.ok) return [unreadable(read.error, message, readers.site)];
  const { from, calendars } = read.value;
  if (calendars.length === 0) return [unreadable('it holds no calendar', message, readers.site)];
  const found = calendars.flatMap((text) => {
    const events = readCalendar(text);
    return events.ok ? events.value : [events];
  });
  if (found.length > MAX_EVENTS) return [unreadable(`it has more than ${MAX_EVENTS} events`, message, readers.site)];
  return withoutContradictions(found).map((event) =>
    event.ok
      ? signalOf(judge(event.value, from, message, readers), readers.site)
      : unreadable(event.error, message, readers.site),
  );
}
