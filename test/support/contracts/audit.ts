// What every audit does: what a controller writes into it is what a reader finds.

import type { Sink } from '../../../lib/controller/announce/announcer';
import type { AuditEntry } from '../../../lib/controller/audit';
import { anAuditEntry, aWarning } from '../audit-entries';
import { NOW_MS } from '../world';

interface Audit {
  readonly sink: Sink;
  since(site: string, sinceMs: number): AsyncIterable<{ readonly entries: readonly AuditEntry[] }>;
}

const { signal } = new AbortController();

export async function allOf<T>(pages: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** `fresh` makes one that holds nothing. */
export function auditContract(fresh: () => Promise<Audit>): void {
  async function read(audit: Audit, site = 's0', sinceMs = 0): Promise<readonly AuditEntry[]> {
    return (await allOf(audit.since(site, sinceMs))).flatMap(({ entries }) => entries);
  }

  test('an empty audit holds nothing', async () => {
    expect(await read(await fresh())).toEqual([]);
  });

  test('what was said is read in the order in which it was said, batch after batch', async () => {
    const audit = await fresh();
    const batches = [
      [aWarning(), anAuditEntry(), aWarning({ because: 'a', link: 's0-s2' })],
      [anAuditEntry({ atMs: NOW_MS + 1 }), aWarning({ atMs: NOW_MS + 1 })],
    ];
    for (const batch of [...batches].reverse()) await audit.sink.tell(batch, signal);
    expect(await read(audit)).toEqual(batches.flat());
  });

  test('a batch that is said again is there once', async () => {
    const audit = await fresh();
    for (const _ of [1, 2]) await audit.sink.tell([aWarning(), anAuditEntry()], signal);
    expect(await read(audit)).toEqual([aWarning(), anAuditEntry()]);
  });

  test('the same that is said twice in a batch is there twice', async () => {
    const audit = await fresh();
    await audit.sink.tell([aWarning(), aWarning()], signal);
    expect(await read(audit)).toEqual([aWarning(), aWarning()]);
  });

  test('each site is read for itself', async () => {
    const audit = await fresh();
    await audit.sink.tell([aWarning({ site: 's0' }), aWarning({ site: 's1' })], signal);
    expect(await read(audit, 's1')).toEqual([aWarning({ site: 's1' })]);
  });

  test('what was said before the asked time is left out, and what was said then is not', async () => {
    const audit = await fresh();
    const times = [NOW_MS - 1, NOW_MS, NOW_MS + 1];
    await audit.sink.tell(
      times.map((atMs) => aWarning({ atMs })),
      signal,
    );
    expect((await read(audit, 's0', NOW_MS)).map(({ atMs }) => atMs)).toEqual([NOW_MS, NOW_MS + 1]);
  });

  test('more than a call of any service takes is written and read whole', async () => {
    const audit = await fresh();
    const entries = Array.from({ length: 700 }, (_, index) => aWarning({ because: `${index} ${'x'.repeat(2_000)}` }));
    await audit.sink.tell(entries, signal);
    expect(await read(audit)).toEqual(entries);
  });

  test('nothing said is nothing written', async () => {
    const audit = await fresh();
    await audit.sink.tell([], signal);
    expect(await read(audit)).toEqual([]);
  });
}
