import type { Order } from '../../lib/controller/database';
import { checkedOrder } from '../../lib/controller/orders';
import { anOrder, NOW_MS } from '../support/world';

const KNOWN = { links: ['s0-s1', 's1-s2'], sites: ['s0', 's1', 's2'] };
const DAY_MS = 24 * 60 * 60_000;

function problemsOf(order: Order): readonly string[] {
  const checked = checkedOrder(order, KNOWN, NOW_MS);
  return checked.ok ? [] : checked.error;
}

test.each([
  anOrder('drain', 's0-s1'),
  anOrder('restore', 's0-s1'),
  anOrder('force-up', 's0-s1'),
  anOrder('apply-tunnel-maintenance', 's0-s1'),
  anOrder('freeze', 's0-s1'),
  anOrder('freeze'),
  anOrder('evacuate', undefined, { site: 's0' }),
  anOrder('drain', 's0-s1', { expiresMs: NOW_MS + 1 }),
  anOrder('drain', 's0-s1', { expiresMs: NOW_MS + 30 * DAY_MS }),
  anOrder('drain', 's0-s1', { reason: 'x'.repeat(500), owner: 'x'.repeat(200) }),
])('$action of $link$site is an order', (order) => {
  expect(checkedOrder(order, KNOWN, NOW_MS)).toEqual({ ok: true, value: order });
});

test.each<[string, Order, string]>([
  ['a drain of nothing', anOrder('drain'), 'drain needs a link: use one of s0-s1, s1-s2'],
  ['a link that is not there', anOrder('drain', 's0-s9'), "there is no link 's0-s9': use one of s0-s1, s1-s2"],
  ['a link to evacuate', anOrder('evacuate', 's0-s1', { site: 's0' }), 'evacuate is about a site: leave out the link'],
  ['no site to evacuate', anOrder('evacuate'), 'evacuate needs a site: use one of s0, s1, s2'],
  [
    'a site not there',
    anOrder('evacuate', undefined, { site: '\n' }),
    "there is no site '\\u000a': use one of s0, s1, s2",
  ],
  ['a site to drain', anOrder('drain', 's0-s1', { site: 's0' }), 'drain is not about a site: leave out the site'],
  ['no reason', anOrder('drain', 's0-s1', { reason: ' ' }), 'the reason is empty: say it in 1 to 500 characters'],
  ['a story', anOrder('drain', 's0-s1', { reason: 'x'.repeat(501) }), 'the reason has 501 characters: use at most 500'],
  ['no owner', anOrder('drain', 's0-s1', { owner: '' }), 'the owner is empty: say it in 1 to 200 characters'],
  ['a long id', anOrder('drain', 's0-s1', { id: 'x'.repeat(301) }), 'the id has 301 characters: use at most 300'],
  [
    'an old order',
    anOrder('drain', 's0-s1', { atMs: NOW_MS - 60_001 }),
    'the order was not given now: use the present time',
  ],
  [
    'an expiry now',
    anOrder('drain', 's0-s1', { expiresMs: NOW_MS }),
    'the expiry is not in the future: use a later one',
  ],
  [
    'no expiry',
    anOrder('drain', 's0-s1', { expiresMs: Number.NaN }),
    'the expiry is not a time: use whole milliseconds',
  ],
  [
    'a drain for ever',
    anOrder('drain', 's0-s1', { expiresMs: NOW_MS + 30 * DAY_MS + 1 }),
    'the expiry is more than 30 days away: use an earlier one, and place the order again then',
  ],
])('fails with %s', (_, order, said) => {
  expect(problemsOf(order)).toEqual([said]);
});

test('fails with everything that is wrong at once', () => {
  expect(problemsOf(anOrder('drain', undefined, { reason: '', expiresMs: 0 }))).toHaveLength(3);
});

test('fails without repeating what an operator pasted', () => {
  expect(problemsOf(anOrder('drain', 'x'.repeat(10_000)))[0]?.length).toBeLessThan(200);
});
