// Pure: an event of AWS Health as a signal.
//
// A message is stored even when it names no link of ours: it takes the place of what was said of the event before, and
// it may be one page of several. The exception is one that does not say what is affected and does not end the event
// either: then what was said before still stands.
//
// The id is made of what copies have in common and messages do not, so a backup copy from another region and a repeated
// delivery are the same item. A drill is never the same event as what it rehearses.

import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import type { LinkIdentity, Signal } from '../signal';
import { affectedLinks } from './affected';
import { meaningOf } from './meaning';
import { type HealthMessage, readHealthMessage } from './message';
import { receivedText, unmatchedText, unreadableText } from './told';

const SOURCE = 'aws-health';

interface HealthContext {
  /** The site that hears of it. */
  readonly site: string;
  readonly nowMs: number;
  readonly identities: readonly LinkIdentity[];
}

/** Short, whatever the sender's own ids are like: it is part of a key. */
function idOf(event: string, { communicationId, page }: HealthMessage): string {
  const said = `${event} ${communicationId} ${page?.number ?? 1}`;
  return `${SOURCE}-${createHash('sha256').update(said).digest('hex').slice(0, 32)}`;
}

function noticeOf(message: HealthMessage, links: readonly string[], receivedMs: number): Notice {
  const { drill, account, eventArn, page, updatedMs } = message;
  const event = `${drill ? 'drill ' : ''}${account} ${eventArn}`;
  return {
    kind: 'notice',
    id: idOf(event, message),
    event,
    version: updatedMs,
    ...(page ? { page } : {}),
    source: SOURCE,
    links,
    ...meaningOf(message),
    // AWS alone can put its events on a bus, and a drill takes the permission to.
    trusted: true,
    receivedMs,
    ...(drill ? { drill } : {}),
  };
}

/** False when nothing is known of what is affected, nor that it is over. */
function saysSomething({ namesEntities, page }: HealthMessage, { status }: Notice): boolean {
  return namesEntities || page !== undefined || status !== 'confirmed';
}

function entriesOf(
  message: HealthMessage,
  notice: Notice,
  unmatched: readonly string[],
  { site, nowMs: atMs }: HealthContext,
): readonly AuditEntry[] {
  const [link, ...others] = notice.links;
  const received: AuditEntry = {
    atMs,
    site,
    code: 'notice-received',
    because: receivedText(message, notice),
    ...(link === undefined || others.length > 0 ? {} : { link }),
  };
  const because = unmatchedText(message, notice, unmatched);
  const nobody: AuditEntry = { atMs, site, code: 'notice-unmatched', because };
  const isNobodys = unmatched.length > 0 || !message.namesEntities;
  return [...(link === undefined && isNobodys ? [] : [received]), ...(isNobodys ? [nobody] : [])];
}

/** Nothing that anybody sends is an error: what is not understood is told. */
export function healthSignal(event: unknown, context: HealthContext): Signal {
  const { site, nowMs, identities } = context;
  const read = readHealthMessage(event);
  if (!read.ok) {
    const because = unreadableText(event, read.error);
    return { items: [], entries: [{ atMs: nowMs, site, code: 'notice-unreadable', because }] };
  }
  const message = read.value;
  const { links, unmatched } = affectedLinks(message.entities, identities);
  const notice = noticeOf(message, links, nowMs);
  return {
    items: saysSomething(message, notice) ? [notice] : [],
    entries: entriesOf(message, notice, unmatched, context),
  };
}
