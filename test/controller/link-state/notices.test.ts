import fc from 'fast-check';
import type { Notice } from '../../../lib/controller/database';
import { currentNotices } from '../../../lib/controller/link-state/notices';
import { aNotice, MINUTE_MS, NOW_MS } from '../../support/world';

let items = 0;
/** Each with an id of its own, as messages have. */
function said(more: Partial<Notice> = {}): Notice {
  items += 1;
  return aNotice('s0-s1', { id: `message ${items}`, event: 'an event', ...more });
}
const page = (number: number, of: number) => ({ page: { number, of } });

const first = said({ version: 1 });
const update = said({ version: 2, endMs: NOW_MS + 90 * MINUTE_MS });
const cancelled = said({ version: 2, status: 'cancelled' });
const firstOfTwo = said({ version: 2, endMs: NOW_MS + 90 * MINUTE_MS, ...page(1, 2) });
const secondOfTwo = said({ version: 2, links: ['s1-s2'], endMs: NOW_MS + 90 * MINUTE_MS, ...page(2, 2) });
const nextFirst = said({ version: 3, ...page(1, 2) });
const forged = said({ version: 9, status: 'cancelled', trusted: false });
const stranger = said({ version: 9, status: 'cancelled', source: 'somebody else' });

const others = { another: said({ event: 'another', version: 5 }), gap: said({ ...firstOfTwo, ...page(3, 2) }) };

test.each<[string, readonly Notice[], readonly Notice[]]>([
  ['one message', [first], [first]],
  ['an update', [first, update], [update]],
  ['an update that came before what it updates', [update, first], [update]],
  ['a cancellation', [first, cancelled], [cancelled]],
  ['the first page of an update', [first, firstOfTwo], [first, firstOfTwo]],
  ['the second page of an update', [secondOfTwo, first], [first, secondOfTwo]],
  ['both pages of an update', [secondOfTwo, first, firstOfTwo], [firstOfTwo, secondOfTwo]],
  ['a page of something newer', [first, firstOfTwo, secondOfTwo, nextFirst], [firstOfTwo, secondOfTwo, nextFirst]],
  ['the same page twice', [first, firstOfTwo, { ...firstOfTwo, id: 'zz' }], [first, firstOfTwo]],
  ['two pages of which neither is the second', [first, firstOfTwo, others.gap], [first, firstOfTwo, others.gap]],
  ['an untrusted cancellation', [first, forged], [first, forged]],
  ['a cancellation by somebody else', [first, stranger], [first, stranger]],
  ['another event', [first, others.another], [first, others.another]],
])('of %s, what counts is what no whole newer message replaces', (_, notices, kept) => {
  const byId = (all: readonly Notice[]) => [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(byId(currentNotices(notices))).toEqual(byId(kept));
});

test('a copy that comes later does not look newer than the first', () => {
  const copy = { ...first, id: 'a copy', receivedMs: first.receivedMs + 5 * MINUTE_MS };
  expect(currentNotices([copy, first])).toEqual([first]);
});

const anyNotice = fc
  .record({
    event: fc.constantFrom('a', 'b'),
    source: fc.constantFrom('x', 'y'),
    trusted: fc.boolean(),
    version: fc.integer({ min: 0, max: 3 }),
    number: fc.integer({ min: 1, max: 3 }),
    of: fc.integer({ min: 1, max: 3 }),
    status: fc.constantFrom<Notice['status'][]>('confirmed', 'tentative', 'cancelled', 'completed'),
    receivedMs: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ number, of, ...more }) => said({ ...more, ...(of === 1 ? {} : page(Math.min(number, of), of)) }));

/** Which versions of an event count, said without grouping: none below the newest that is whole. */
function counts(one: Notice, notices: readonly Notice[]): boolean {
  const same = notices.filter((n) => n.event === one.event && n.source === one.source && n.trusted === one.trusted);
  return !same.some((newer) => {
    const pages = same.filter((n) => n.version === newer.version);
    const of = Math.max(...pages.map((n) => n.page?.of ?? 1));
    const isWhole = Array.from({ length: of }, (_, i) => i + 1).every((number) =>
      pages.some((n) => (n.page?.number ?? 1) === number),
    );
    return newer.version > one.version && isWhole;
  });
}

test('neither order nor repetition of messages matters, and no message counts that a whole newer one replaces', () => {
  const shuffled = fc
    .array(anyNotice, { maxLength: 8 })
    .chain((notices) =>
      fc.tuple(
        fc.constant(notices),
        fc.shuffledSubarray([...notices, ...notices], { minLength: 2 * notices.length, maxLength: 2 * notices.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([notices, again]) => {
      const current = currentNotices(notices);
      expect(currentNotices(again)).toEqual(current);
      expect(currentNotices(current)).toEqual(current);
      const words = (all: readonly Notice[]) =>
        new Set(all.map(({ id: _, receivedMs: __, ...rest }) => JSON.stringify(Object.entries(rest).sort())));
      expect(words(current)).toEqual(words(notices.filter((one) => counts(one, notices))));
    }),
    { numRuns: 500 },
  );
});
