import { Reminders } from '../../../lib/controller/announce/reminders';
import type { AuditEntry } from '../../../lib/controller/audit';
import { anAuditEntry, aWarning } from '../../support/audit-entries';
import { MINUTE_MS, NOW_MS } from '../../support/world';

const FAILED = anAuditEntry({ code: 'write-failed', because: 'RequestLimitExceeded' });

/** What is sent at these minutes, when all that is due is sent. */
function sentAt(minutes: readonly number[], entryAt: (minute: number) => AuditEntry): readonly number[] {
  const reminders = new Reminders();
  return minutes.filter((minute) => {
    const nowMs = NOW_MS + minute * MINUTE_MS;
    const due = reminders.due([entryAt(minute)], nowMs);
    for (const message of due) reminders.sent(message, nowMs);
    return due.length > 0;
  });
}

test('what each run says again is sent once, and once more after an hour', () => {
  expect(sentAt([0, 1, 2, 59, 60, 61, 119, 120], () => FAILED)).toEqual([0, 60, 120]);
});

test('the same failure with another error text is the same', () => {
  expect(sentAt([0, 1], (minute) => ({ ...FAILED, because: `request ${minute}` }))).toEqual([0]);
});

test('a failure of another change is another', () => {
  const { change } = FAILED;
  const toward = (remote: string) =>
    change?.kind === 'override' ? { ...FAILED, change: { ...change, remote } } : FAILED;
  expect(sentAt([0, 1, 2], (minute) => toward(minute === 1 ? 's2' : 's1'))).toEqual([0, 1]);
});

test('what is only said when it is new is sent whenever it is said', () => {
  expect(sentAt([0, 1, 2], () => aWarning())).toEqual([0, 1, 2]);
});

test('what could not be sent stays due', () => {
  const reminders = new Reminders();
  expect(reminders.due([FAILED], NOW_MS)).toHaveLength(1);
  expect(reminders.due([FAILED], NOW_MS)).toHaveLength(1);
});

test('what nobody has to hear of is not due', () => {
  expect(new Reminders().due([anAuditEntry()], NOW_MS)).toEqual([]);
});
