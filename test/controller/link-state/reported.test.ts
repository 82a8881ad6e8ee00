import type { LinkStatus } from '../../../lib/controller/database';
import { complaintOf, reportedVerdict } from '../../../lib/controller/link-state/reported';
import { aStatus } from '../../support/world';

type Sessions = readonly LinkStatus['sessions'][number]['state'][];
const status = (attachment: LinkStatus['attachment'], sessions: Sessions) =>
  aStatus('dx', 'iad', sessions, { attachment });

const GONE = 'its attachment at iad is not available';
const downAt = (n: number, of: number) => `${n} of ${of} sessions at iad are down`;

test.each<[LinkStatus['attachment'], Sessions, 'good' | 'bad' | undefined, string | undefined]>([
  ['unusable', [], 'bad', GONE],
  ['unusable', ['up', 'up'], 'bad', GONE],
  ['unusable', ['down'], 'bad', GONE],
  ['usable', ['down', 'down'], 'bad', downAt(2, 2)],
  ['unknown', ['down'], 'bad', downAt(1, 1)],
  ['usable', ['up', 'down'], 'good', downAt(1, 2)],
  ['usable', ['up', 'unknown'], 'good', undefined],
  ['unknown', ['up'], 'good', undefined],
  ['usable', [], 'good', undefined],
  ['unknown', [], undefined, undefined],
  ['usable', ['unknown'], undefined, undefined],
  ['usable', ['unknown', 'down'], undefined, downAt(1, 2)],
])('an attachment that is %s with sessions %j is %s: %s', (attachment, sessions, verdict, complaint) => {
  expect(reportedVerdict(status(attachment, sessions))).toBe(verdict);
  expect(complaintOf(status(attachment, sessions))).toBe(complaint);
});

test('an end is bad exactly when nothing of it can carry, over every combination of three sessions', () => {
  const states = ['up', 'down', 'unknown'] as const;
  for (const attachment of ['usable', 'unusable', 'unknown'] as const)
    for (const a of states)
      for (const b of states)
        for (const c of states) {
          const verdict = reportedVerdict(status(attachment, [a, b, c]));
          const isGone = attachment === 'unusable' || [a, b, c].every((state) => state === 'down');
          expect(verdict === 'bad').toBe(isGone);
          expect(verdict === 'good').toBe(!isGone && [a, b, c].includes('up'));
        }
});
