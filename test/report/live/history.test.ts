import { historyLines } from '../../../lib/report/live/history';
import type { Palette } from '../../../lib/report/palette';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { NOW_MS } from '../../support/world';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };
const bodyOf = (entries: Parameters<typeof historyLines>[0]) => historyLines(entries, PLAIN).slice(1);

test('says what was changed, and of what was not why', () => {
  const held = anAuditEntry({ code: 'held-order', because: 's1 has not read it yet' });
  expect(historyLines([anAuditEntry(), held, aWarning()], PLAIN)).toEqual([
    'when                  site  code              what',
    '2026-01-05T12:00:00Z  s0    override-moved    spokes: s1 over s0-s2 instead of s0-s1',
    '2026-01-05T12:00:00Z  s0    held-order        s1 stays on s0-s1 for now: s1 has not read it yet',
    '2026-01-05T12:00:00Z  s0    link-probes-lost  s0-s1 is down: probes from s0 get no answer',
  ]);
});

test('what many sites say of a link is one line, with who said it first', () => {
  const sites = ['s3', 's0', 's1', 's2', 's4'];
  const said = sites.map((site, i) => aWarning({ site, atMs: NOW_MS + i * 100 }));
  expect(bodyOf(said)).toEqual([
    '2026-01-05T12:00:00Z  s3, s0, s1 +2  link-probes-lost  s0-s1 is down: probes from s0 get no answer',
  ]);
});

test('the tables of one site that are changed for one reason are one line', () => {
  const change = anAuditEntry().change;
  if (change?.kind !== 'override') throw new Error('it is an override');
  const transit = anAuditEntry({ change: { ...change, table: 'transit' } });
  expect(bodyOf([transit, anAuditEntry()])).toEqual([
    '2026-01-05T12:00:00Z  s0    override-moved  spokes, transit: s1 over s0-s2 instead of s0-s1',
  ]);
});

test('another reason, another time, or the same site again is a line of its own', () => {
  const other = aWarning({ site: 's1', because: 's0-s1 is down: AWS reports it down' });
  const again = aWarning({ atMs: NOW_MS + 1_000 });
  const later = aWarning({ site: 's2', atMs: NOW_MS + 60_000 });
  expect(bodyOf([aWarning(), other, again, later])).toHaveLength(4);
});
