import type { AuditEntry } from '../../lib/controller/audit';
import { recordEntries } from '../../lib/controller/record-entries';

const ENTRY: AuditEntry = { atMs: 1_000, site: 'iad', code: 'notice-received', because: 'maintenance', link: 'a-b' };

function recorded(...entries: readonly AuditEntry[]): string {
  const lines: string[] = [];
  recordEntries(entries, (text) => lines.push(text), 5_000);
  return lines.join('');
}

test('an entry is one line that CloudWatch counts by code and site, at the time of writing', () => {
  expect(JSON.parse(recorded(ENTRY))).toEqual({
    _aws: {
      Timestamp: 5_000,
      CloudWatchMetrics: [
        { Namespace: 'Detour', Dimensions: [['Site']], Metrics: [{ Name: 'notice-received', Unit: 'Count' }] },
      ],
    },
    Site: 'iad',
    'notice-received': 1,
    ...ENTRY,
  });
});

test('several entries are several lines', () => {
  expect(recorded(ENTRY, ENTRY).match(/\n/g)).toHaveLength(2);
});

test('what a sender wrote cannot forge a line, repaint a terminal or fill the log', () => {
  const line = recorded({ ...ENTRY, because: `a\nb\u001b[2J\u202e${'x'.repeat(100_000)}` });
  expect(line.match(/\n/g)).toHaveLength(1);
  expect(line.length).toBeLessThan(3_000);
  const { because } = JSON.parse(line);
  expect(because.slice(0, 24)).toBe('a\\u000ab\\u001b[2J\\u202exx'.slice(0, 24));
});
