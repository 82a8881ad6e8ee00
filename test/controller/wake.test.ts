import type { StoredValue } from '../../lib/controller/link-state-items/stored-value';
import { wakes } from '../../lib/controller/wake';
import {
  storedNotice,
  storedObservation,
  storedOrder,
  storedPublication,
  storedStatus,
} from '../support/contracts/stores';
import { anAdmission, MINUTE_MS, NOW_MS } from '../support/world';

const lease = { kind: 'lease', site: 's0', holder: 'a', token: 1, expiresMs: NOW_MS } as const;
const news = { hops: { s1: { transit: ['s0-s1'], spokes: ['s0-s1'] } } };

test.each<[string, StoredValue, StoredValue, boolean]>([
  ['an observation of the same verdict', storedObservation(), storedObservation({ atMs: NOW_MS + 1 }), false],
  ['an observation of another verdict', storedObservation(), storedObservation({ verdict: 'bad' }), true],
  ['a status of which AWS says the same', storedStatus(), storedStatus({ atMs: NOW_MS + 1 }), false],
  ['a status of another attachment', storedStatus(), storedStatus({ attachment: 'unusable' }), true],
  ['a status of another session', storedStatus(), storedStatus({ sessions: [] }), true],
  [
    'a publication that is a sign of life',
    storedPublication({ site: 's1' }),
    storedPublication({ site: 's1', atMs: NOW_MS + 1 }),
    false,
  ],
  ['a publication of other hops', storedPublication({ site: 's1' }), storedPublication({ site: 's1', ...news }), true],
  [
    'an acknowledgement',
    storedPublication({ site: 's1' }),
    storedPublication({ site: 's1', acknowledged: { s0: NOW_MS } }),
    true,
  ],
  ['the own publication, whatever it says', storedPublication(), storedPublication(news), false],
  ['a lease', lease, { ...lease, token: 2 }, false],
  ['a notice', storedNotice(), storedNotice({ version: 2 }), true],
  ['an order', storedOrder(), storedOrder({ expiresMs: NOW_MS + MINUTE_MS }), true],
  ['an admission', anAdmission('s0-s1'), anAdmission('s0-s1', NOW_MS + 1), true],
])('%s after another: %#', (_, before, after, woken) => {
  expect(wakes('s0', before, after)).toBe(woken);
});

test.each<[string, StoredValue, boolean]>([
  ['an observation', storedObservation(), true],
  ['a status', storedStatus(), true],
  ['a publication, the own one too', storedPublication(), true],
  ['a notice', storedNotice(), true],
  ['an order', storedOrder(), true],
  ['an admission', anAdmission('s0-s1'), true],
  ['a lease', lease, false],
])('%s that comes or goes wakes, but for a lease', (_, value, woken) => {
  expect(wakes('s0', undefined, value)).toBe(woken);
  expect(wakes('s0', value, undefined)).toBe(woken);
});

test('what cannot be read before or after wakes', () => {
  expect(wakes('s0', undefined, undefined)).toBe(true);
});
