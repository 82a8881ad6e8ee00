import { announcer, type Sink } from '../../../lib/controller/announce/announcer';
import type { AuditEntry } from '../../../lib/controller/audit';
import { anAuditEntry, aWarning } from '../../support/audit-entries';

type InTime = Parameters<typeof announcer>[1];

const { signal } = new AbortController();
const patiently: InTime = (work) => work(signal);

class RecordingSink implements Sink {
  readonly batches: (readonly AuditEntry[])[] = [];

  constructor(readonly name: string) {}

  async tell(entries: readonly AuditEntry[]): Promise<void> {
    this.batches.push(entries);
  }
}

function refusing(name: string, why: unknown): Sink {
  return { name, tell: () => Promise.reject(why) };
}

test('every sink is told every entry, in order', async () => {
  const sinks = [new RecordingSink('log'), new RecordingSink('table')];
  await announcer(sinks, patiently).record([aWarning(), anAuditEntry()]);
  for (const { batches } of sinks) expect(batches).toEqual([[aWarning(), anAuditEntry()]]);
});

test('nothing to say is said to nobody', async () => {
  const sink = new RecordingSink('log');
  await announcer([sink], patiently).record([]);
  expect(sink.batches).toEqual([]);
});

/** Every text in it, wherever it stands. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

test('what a sender wrote reaches no sink unbounded or unprintable', async () => {
  const sink = new RecordingSink('log');
  const wild = `\u001b[2J\n${'x'.repeat(100_000)}`;
  const from = Array.from({ length: 1_000 }, () => wild);
  const change = { kind: 'override', table: 'spokes', remote: wild, before: wild, after: null, from, to: [] } as const;
  await announcer([sink], patiently).record([anAuditEntry({ because: wild, link: wild, change })]);
  const texts = textsIn(sink.batches);
  expect(texts.filter((text) => text.length > 2_001 || /\p{Cc}/u.test(text))).toEqual([]);
  const escaped = texts.filter((text) => text.startsWith('\\u001b[2J\\u000axxx') && text.endsWith('x…'));
  expect(escaped).toHaveLength(4 + 50);
});

test('the numbers, links and flags of an entry are left as they are', async () => {
  const sink = new RecordingSink('log');
  const change = { kind: 'withdrawal', link: 'vpn', premises: 'p9', before: false, after: true } as const;
  const entries = [anAuditEntry({ change }), anAuditEntry(), aWarning()];
  await announcer([sink], patiently).record(entries);
  expect(sink.batches).toEqual([entries]);
});

test('fails with every reason when sinks fail, each by its name, and the others are told', async () => {
  const sink = new RecordingSink('log');
  const sinks = [refusing('the bus', new Error('throttled')), sink, refusing('the topic', 'denied')];
  await expect(announcer(sinks, patiently).record([aWarning()])).rejects.toThrow(
    'the bus did not take what was to be said: throttled; the topic did not take what was to be said: denied',
  );
  expect(sink.batches).toEqual([[aWarning()]]);
});

test('a sink that throws instead of rejecting is one that fails', async () => {
  const sink = new RecordingSink('log');
  const thrower: Sink = {
    name: 'the bus',
    tell: () => {
      throw new Error('broken');
    },
  };
  await expect(announcer([thrower, sink], patiently).record([aWarning()])).rejects.toThrow('the bus did not take');
  expect(sink.batches).toHaveLength(1);
});

test('each sink has its own time, and one that takes too long is not waited for', async () => {
  const sink = new RecordingSink('log');
  const silent: Sink = { name: 'the bus', tell: () => new Promise(() => {}) };
  const hasty: InTime = (work) =>
    Promise.race([work(signal), new Promise<never>((_, reject) => setImmediate(() => reject(new Error('too late'))))]);
  await expect(announcer([silent, sink], hasty).record([aWarning()])).rejects.toThrow(
    /^the bus did not take what was to be said: too late$/,
  );
  expect(sink.batches).toHaveLength(1);
});
