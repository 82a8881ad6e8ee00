// Pure: an event of AWS Health as a signal.
//
// A message is stored even when it names no link of ours: it takes the place of what was said of the event before, and
// it may be one page of several. The exception is one that does not say what is affected and does not end the event
// either: then what was said before still stands.
//
//   it names                          held for             drains
//   ids of links                      these links          as it says: meaning.ts
//   gateways, and no id of a link     what ends there      nothing: it has no impact
//   neither                           no link              nothing
//
// The id is made of what copies have in common and messages do not, so a backup copy from another region and a repeated
// delivery are the same item. A drill is never the same event as what it rehearses.

import { createHash } from 'node:crypto';
import type { AuditEntry } from '../../audit';
import type { Notice } from '../../database';
import { isBinding } from '../../link-state/wishes';
import type { LinkIdentity, Signal } from '../signal';
import { type Affected, affectedLinks } from './affected';
import { meaningOf } from './meaning';
import { type HealthMessage, readHealthMessage } from './message';
import { gatewayText, receivedText, unmatchedText, unreadableText } from './told';

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

/**
 * What is held for links of a gateway has an id of its own: a site that knows one of them by another id drains that one,
 * and notices of one id are taken together.
 */
function heldNotice(message: HealthMessage, { links, ofGateways }: Affected, receivedMs: number): Notice {
  const notice = noticeOf(message, links, receivedMs);
  if (links.length > 0 || ofGateways.length === 0) return notice;
  return { ...notice, id: idOf(`gateway ${notice.event}`, message), links: ofGateways, impact: 'none' };
}

/** False when nothing is known of what is affected, nor that it is over. */
function saysSomething({ namesEntities, page }: HealthMessage, { status }: Notice): boolean {
  return namesEntities || page !== undefined || status !== 'confirmed';
}

/** What is told of a message: of links, of gateways, and of what nobody knows. */
function entriesOf(
  message: HealthMessage,
  { links, ofGateways, unmatched }: Affected,
  { site, nowMs: atMs }: HealthContext,
): readonly AuditEntry[] {
  const notice = noticeOf(message, links, atMs);
  const isNobodys = unmatched.length > 0 || !message.namesEntities;
  const isTold = links.length > 0 || (ofGateways.length === 0 && !isNobodys);
  const entry = (code: AuditEntry['code'], because: string, [link, ...others]: readonly string[]): AuditEntry => ({
    atMs,
    site,
    code,
    because,
    ...(link === undefined || others.length > 0 ? {} : { link }),
  });
  const ofGateway = isBinding(notice) ? 'notice-gateway' : 'notice-received';
  return [
    ...(isTold ? [entry('notice-received', receivedText(message, notice), links)] : []),
    ...(ofGateways.length > 0 ? [entry(ofGateway, gatewayText(message, notice, ofGateways), ofGateways)] : []),
    ...(isNobodys ? [entry('notice-unmatched', unmatchedText(message, notice, unmatched), [])] : []),
  ];
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
  const affected = affectedLinks(message.entities, identities);
  const notice = heldNotice(message, affected, nowMs);
  return {
    items: saysSomething(message, notice) ? [notice] : [],
    entries: entriesOf(message, affected, context),
  };
}
