// Messages of a provider, and those who read them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Message, Readers } from '../../../../lib/controller/signals/maintnote/maintnote';
import type { Origin } from '../../../../lib/controller/signals/maintnote/trust';

const FIXTURES = join(__dirname, '../../../fixtures/maintnote');

export const RECEIVED_MS = Date.parse('2026-12-01T21:00:00Z');

const NOC = 'noc@carrier-a.example';

/** As SES says it of a mail that nothing is wrong with. */
export function authentic(changes: Partial<Extract<Origin, { kind: 'mail' }>> = {}): Origin {
  const verdicts = { spf: 'PASS', dkim: 'PASS', dmarc: 'PASS', virus: 'PASS' };
  return { kind: 'mail', verdicts, commonFrom: [`Carrier A NOC <${NOC}>`], ...changes };
}

export function fixture(name: string, changes: Partial<Message> = {}): Message {
  return {
    bytes: readFileSync(join(FIXTURES, name)),
    format: name.endsWith('.eml') ? 'mail' : 'calendar',
    origin: name.endsWith('.eml') ? authentic() : { kind: 'dropped' },
    name,
    receivedMs: RECEIVED_MS,
    ...changes,
  };
}

export function message(text: string, changes: Partial<Message> = {}): Message {
  const origin: Origin = { kind: 'dropped' };
  return { bytes: Buffer.from(text), format: 'calendar', origin, name: 'text', receivedMs: RECEIVED_MS, ...changes };
}

/** What is put into the bucket is trusted, so that a test of what a calendar says need not be a mail. */
export const READERS: Readers = {
  site: 'iad',
  identities: [
    { link: 'ord-iad-dx', entities: [], circuitIds: ['DX/12345'], provider: 'carrier-a' },
    { link: 'ord-pdx-dx', entities: [], circuitIds: ['DX/67890'], provider: 'carrier-a' },
    { link: 'ord-iad-vpn', entities: [], circuitIds: ['DX/12345'], provider: 'isp-b' },
  ],
  announcers: {
    dropped: 'trusted',
    providers: [
      { name: 'carrier-a', senders: [NOC], announcesAs: ['carrier-a'] },
      { name: 'isp-b', senders: ['@isp-b.example'], announcesAs: ['isp-b'] },
    ],
  },
};

export function event(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const properties: Readonly<Record<string, string | undefined>> = {
    DTSTART: '20261201T220000Z',
    DTEND: '20261202T020000Z',
    DTSTAMP: '20261120T090000Z',
    UID: 'CHG-1001',
    SEQUENCE: '0',
    'X-MAINTNOTE-PROVIDER': 'carrier-a',
    'X-MAINTNOTE-OBJECT-ID': 'DX/12345',
    'X-MAINTNOTE-IMPACT': 'OUTAGE',
    'X-MAINTNOTE-STATUS': 'CONFIRMED',
    ...changes,
  };
  const lines = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}:${value}`],
  );
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
}

export function calendar(...parts: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR', ''].join('\r\n');
}
