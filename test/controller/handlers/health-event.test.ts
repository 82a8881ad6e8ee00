import type { Notice } from '../../../lib/controller/database';
import { handle } from '../../../lib/controller/handlers/health-event';
import type { Written } from '../../../lib/controller/signal-ports';
import { healthEvent, IDENTITIES } from '../../support/health-events';
import { entriesIn } from '../../support/log-lines';
import { NOTHING_KNOWN } from '../../support/world';

const NOW_MS = Date.parse('2025-09-17T09:20:00Z');

/** One function with one database; each delivery is a minute after the one before. */
class Received {
  readonly notices = new Map<string, Notice>();
  readonly lines: string[] = [];
  identities = IDENTITIES;
  answer: Written = 'written';
  private deliveries = 0;

  async deliver(...events: readonly unknown[]): Promise<void> {
    for (const event of events) {
      const nowMs = NOW_MS + 60_000 * this.deliveries++;
      await handle(event, {
        site: 's0',
        identities: async () => this.identities,
        database: { read: async () => ({ ...NOTHING_KNOWN, notices: [...this.notices.values()] }) },
        signals: {
          put: async (item) => {
            if (item.kind !== 'notice') throw new Error('not a notice');
            if (this.answer === 'written') this.notices.set(item.id, item);
            return this.answer;
          },
        },
        now: () => nowMs,
        write: (line) => this.lines.push(line),
      });
    }
  }

  get codes(): readonly string[] {
    return entriesIn(this.lines).map(({ code }) => code);
  }
}

test('a notice is stored and told', async () => {
  const received = new Received();
  await received.deliver(healthEvent('dx-maintenance-scheduled'));
  expect([...received.notices.values()]).toMatchObject([{ links: ['s0-s1'], receivedMs: NOW_MS }]);
  expect(received.codes).toEqual(['notice-received']);
});

test('copies and repeats are told once, and leave it received when it was', async () => {
  const received = new Received();
  const event = healthEvent('dx-maintenance-scheduled');
  await received.deliver(event, healthEvent('dx-maintenance-scheduled-backup-copy'), event);
  expect([...received.notices.values()].map(({ receivedMs }) => receivedMs)).toEqual([NOW_MS]);
  expect(received.codes).toEqual(['notice-received']);
});

test('each page and each update is told', async () => {
  const received = new Received();
  await received.deliver(
    healthEvent('dx-maintenance-page-2-of-2'),
    healthEvent('dx-maintenance-page-1-of-2'),
    healthEvent('dx-maintenance-extended'),
  );
  expect(received.codes).toEqual(['notice-received', 'notice-received', 'notice-unmatched', 'notice-received']);
});

test('a repeat of an older state of a message changes nothing', async () => {
  const received = new Received();
  const newer = healthEvent('dx-maintenance-scheduled', { lastUpdatedTime: 'Thu, 18 Sep 2025 09:12:44 GMT' });
  await received.deliver(newer, healthEvent('dx-maintenance-scheduled'));
  expect([...received.notices.values()]).toMatchObject([{ version: Date.parse('2025-09-18T09:12:44Z') }]);
  expect(received.codes).toHaveLength(1);
});

test('a link that became known meanwhile is named beside the others', async () => {
  const received = new Received();
  await received.deliver(healthEvent('dx-maintenance-scheduled'));
  received.identities = [{ link: 's9', entities: ['dxcon-ffabc123', 'dxvif-fg000001'], circuitIds: [] }];
  await received.deliver(healthEvent('dx-maintenance-scheduled'));
  expect([...received.notices.values()]).toMatchObject([{ links: ['s0-s1', 's9'], receivedMs: NOW_MS }]);
  expect(received.codes).toHaveLength(2);
});

test('nothing is told of what was written while something newer was', async () => {
  const received = new Received();
  received.answer = 'superseded';
  await received.deliver(healthEvent('dx-maintenance-scheduled'));
  expect(received.lines).toEqual([]);
});

test('what stores nothing is told', async () => {
  const received = new Received();
  await received.deliver(healthEvent('public-issue-without-entities'), { source: 'aws.health' });
  expect(received.codes).toEqual(['notice-unmatched', 'notice-unreadable']);
});

test('fails when the links cannot be read, so that the event is tried again', async () => {
  const deps = { site: 's0', now: () => NOW_MS, write: () => undefined };
  const never = async () => Promise.reject(new Error('no answer'));
  const ports = { identities: never, database: { read: never }, signals: { put: never } };
  await expect(handle(healthEvent('dx-maintenance-scheduled'), { ...deps, ...ports })).rejects.toThrow('no answer');
});
