import { comingText, durationText, minuteText, secondText } from '../../../lib/controller/announce/time-text';
import { MINUTE_MS, NOW_MS } from '../../support/world';

test.each([
  [29_999, 'less than a minute'],
  [MINUTE_MS, '1 min'],
  [38.4 * MINUTE_MS, '38 min'],
  [59.7 * MINUTE_MS, '1 h'],
  [60 * MINUTE_MS, '1 h'],
  [98 * MINUTE_MS, '1 h 38 min'],
  [23.4 * 60 * MINUTE_MS, '23 h 24 min'],
  [23.99 * 60 * MINUTE_MS, '1 day'],
  [7 * 24 * 60 * MINUTE_MS - 1_000, '7 days'],
  [(6 * 24 + 23.4) * 60 * MINUTE_MS, '6 days 23 h'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('times are in UTC, and those to come say how far they are', () => {
  expect(secondText(NOW_MS + 4_118)).toBe('2026-01-05 12:00:04 UTC');
  expect(minuteText(NOW_MS)).toBe('2026-01-05 12:00 UTC');
  expect(comingText(NOW_MS + 5 * MINUTE_MS, NOW_MS)).toBe('2026-01-05 12:05 UTC (in 5 min)');
  expect(comingText(NOW_MS, NOW_MS)).toBe('2026-01-05 12:00 UTC');
});
