import {
  fullSizePort,
  isFullSizeDue,
  nextProbe,
  runLength,
  sourcePort,
} from '../../../lib/controller/probing/schedule';

test('a run lasts longer than the time between two starts, and ends before Lambda ends it', () => {
  expect(runLength(600_000)).toBeGreaterThan(60_000 + 10_000);
  expect([runLength(50_000), runLength(20_000), runLength(1_000)]).toEqual([47_000, 17_000, 0]);
});

test.each([
  ['the next one at its time', 4, 5_000, 5],
  ['the next one, when a timer was a little early', 4, 4_999.4, 5],
  ['the one whose time it is, after a pause', 4, 64_300, 64],
])('%s', (_, last, elapsedMs, expected) => {
  expect(nextProbe(last, elapsedMs, 1_000)).toBe(expected);
});

test('source ports rotate: none is used twice within two hours, run after run', () => {
  const start = Date.UTC(2026, 0, 1);
  const ports = Array.from({ length: 120 }, (_, minute) => minute * 60_000).flatMap((ms) =>
    Array.from({ length: 60 }, (_, probe) => sourcePort(start + ms, probe, 1_000)),
  );
  expect(new Set(ports).size).toBe(7_200);
});

test('source ports are apart: those of probes, those of full-size segments, those that Linux gives away', () => {
  const all = (port: (n: number) => number) => Array.from({ length: 10_000 }, (_, n) => port(n));
  const probes = all((n) => sourcePort(0, n, 1_000));
  const sizes = all((n) => fullSizePort(60_000 * n, n % 4));
  expect(Math.max(...probes)).toBeLessThan(Math.min(...sizes));
  expect(Math.min(...probes)).toBeGreaterThan(1_023);
  expect(Math.max(...sizes)).toBeLessThan(32_768);
});

test.each([
  ['not at first', 9_999, [], false],
  ['after ten seconds', 10_000, [], true],
  ['once when it passes', 60_000, ['passes'], false],
  ['once when it cannot be known', 60_000, ['unknown'], false],
  ['not at once again when it is lost', 19_999, ['lost'], false],
  ['once more when it is lost', 20_000, ['lost'], true],
  ['no third time', 60_000, ['lost', 'lost'], false],
] as const)('a full-size segment is tried %s', (_, elapsedMs, tries, expected) => {
  expect(isFullSizeDue(elapsedMs, tries)).toBe(expected);
});
