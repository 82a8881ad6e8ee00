// Pure: a provider's mail about maintenance with a MAINTNOTE calendar in it, and the event by which SES calls a function
// with it.

import type { Announcers } from '../controller/signals/maintnote/trust';
import { circuitIdOf } from './identities';
import type { SaidMaintenance } from './notice-message';

/** Every provider of the twin writes from here. */
const SENDER = 'noc@provider.example';

/** Whom a topology would trust that names this provider. */
export function announcersOf(provider: string): Announcers {
  return { dropped: 'alert', providers: [{ name: provider, senders: [SENDER], announcesAs: [provider] }] };
}

export interface Mail {
  /** As SES calls the function, or EventBridge with what somebody has put there. */
  readonly event: unknown;
  /** The object in the bucket. */
  readonly bytes: Uint8Array;
}

const STATUS = {
  confirmed: 'CONFIRMED',
  tentative: 'TENTATIVE',
  cancelled: 'CANCELLED',
  completed: 'COMPLETED',
} as const;
const IMPACT = { none: 'NO-IMPACT', outage: 'OUTAGE' } as const;

/** `20251001T200000Z` */
function calendarTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&');
}

/** A provider whose maintenance is about nothing of ours names something of its own. */
function objectIds(links: readonly string[]): readonly string[] {
  return links.length === 0 ? ['CIRCUIT-of-somebody-else'] : links.map(circuitIdOf);
}

function calendarLines(said: SaidMaintenance, provider: string): readonly string[] {
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//provider//EN',
    'BEGIN:VEVENT',
    `SUMMARY:Maintenance ${escaped(said.event)}`,
    `DTSTART:${calendarTime(said.startMs)}`,
    `DTEND:${calendarTime(said.endMs)}`,
    `DTSTAMP:${calendarTime(said.saidMs)}`,
    `UID:${escaped(said.event)}`,
    `SEQUENCE:${said.version}`,
    `X-MAINTNOTE-PROVIDER:${escaped(provider)}`,
    ...objectIds(said.links).map((id) => `X-MAINTNOTE-OBJECT-ID:${id}`),
    `X-MAINTNOTE-IMPACT:${IMPACT[said.impact]}`,
    `X-MAINTNOTE-STATUS:${STATUS[said.status]}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
}

function mailText(said: SaidMaintenance, provider: string): string {
  const lines = [
    `From: NOC <${SENDER}>`,
    'To: maintenance@example.com',
    'Subject: Maintenance',
    'MIME-Version: 1.0',
    'Content-Type: text/calendar; charset=utf-8',
    '',
    ...calendarLines(said, provider),
    '',
  ];
  return lines.join('\r\n');
}

interface MailDetails {
  /** Tells mails apart. */
  readonly id: string;
  readonly from: readonly string[];
  /** SPF, DKIM and DMARC pass. */
  readonly authentic: boolean;
  readonly receivedMs: number;
}

/** As SES calls the function with a mail that it has put into the bucket. */
export function mailEvent({ id, from, authentic, receivedMs }: MailDetails): unknown {
  const verdict = { status: authentic ? 'PASS' : 'FAIL' };
  const mail = { messageId: id, timestamp: new Date(receivedMs).toISOString(), commonHeaders: { from } };
  const verdicts = { spfVerdict: verdict, dkimVerdict: verdict, dmarcVerdict: verdict };
  const receipt = { ...verdicts, virusVerdict: { status: 'PASS' } };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] };
}

/** `authentic`: SPF, DKIM and DMARC pass. `id` tells mails apart. */
export function providerMail(said: SaidMaintenance, provider: string, authentic: boolean, id: string): Mail {
  const from = [`NOC <${SENDER}>`];
  return {
    event: mailEvent({ id, from, authentic, receivedMs: said.saidMs }),
    bytes: new TextEncoder().encode(mailText(said, provider)),
  };
}
