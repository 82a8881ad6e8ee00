// The drill that docs/aws-health.md tells people to put on the bus.

import { readFileSync } from 'node:fs';
import type { Notice } from '../../../../lib/controller/database';
import { currentNotices } from '../../../../lib/controller/link-state/notices';
import { healthSignal } from '../../../../lib/controller/signals/aws-health/health-signal';
import { IDENTITIES } from '../../../support/health-events';

const page = readFileSync('docs/aws-health.md', 'utf8');
const [entry] = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '[]');

/** As EventBridge makes it an event. */
function noticesOf(time: string, changes: object = {}): readonly Notice[] {
  const event = {
    source: entry.Source,
    'detail-type': entry.DetailType,
    account: '111122223333',
    time,
    detail: { ...JSON.parse(entry.Detail), ...changes },
  };
  const { items } = healthSignal(event, { site: 's0', nowMs: 0, identities: IDENTITIES });
  return items.flatMap((item) => (item.kind === 'notice' ? item : []));
}

test('the drill of the page announces maintenance, and ends as the page says', () => {
  const [drill, ...others] = noticesOf('2026-01-12T09:00:00Z');
  expect(others).toEqual([]);
  expect(drill).toMatchObject({ links: ['s0-s1'], status: 'confirmed', impact: 'outage', drill: true });
  const end = noticesOf('2026-01-12T10:20:00Z', { communicationId: '2', statusCode: 'closed' });
  expect(currentNotices([...(drill ? [drill] : []), ...end]).map(({ status }) => status)).toEqual(['completed']);
});
