import fc from 'fast-check';
import type { Notice } from '../../../lib/controller/database';
import { linkStates } from '../../../lib/controller/link-state/link-states';
import { outlookOf } from '../../../lib/controller/link-state/outlook';
import { maintnoteSignals } from '../../../lib/controller/signals/maintnote/maintnote';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aNotice, MINUTE_MS, NOTHING_KNOWN, NOW_MS } from '../../support/world';
import { fixture, READERS } from '../signals/maintnote/messages';

const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);
const { leadMs } = backbone.policy.maintenance;

/** Whether the checks themselves want the link empty at a time. */
function isWanted(notice: Notice, atMs: number): boolean {
  return linkStates(backbone, { ...NOTHING_KNOWN, notices: [notice] }, {}, atMs).some(({ wanted }) => wanted);
}

const someNotice = fc.record({
  status: fc.constantFrom<Notice['status']>('confirmed', 'tentative', 'cancelled', 'completed'),
  impact: fc.constantFrom<Notice['impact']>('none', 'outage'),
  trusted: fc.boolean(),
  links: fc.constantFrom<readonly string[]>([], ['s0-s1']),
  startMs: fc.integer({ min: -60, max: 60 }).map((minutes) => NOW_MS + minutes * MINUTE_MS),
});

test('says of a notice what the checks make of it, to the millisecond', () => {
  fc.assert(
    fc.property(someNotice, fc.integer({ min: 1, max: 90 }), (said, minutes) => {
      const notice = aNotice('s0-s1', { ...said, endMs: said.startMs + minutes * MINUTE_MS });
      const outlook = outlookOf(notice, leadMs, NOW_MS);
      const moments = [notice.startMs - leadMs - 1, notice.startMs - leadMs, NOW_MS, notice.endMs - 1, notice.endMs];
      for (const atMs of moments.filter((ms) => ms >= NOW_MS)) {
        const foreseen = outlook.kind === 'drain' && outlook.fromMs <= atMs && atMs < outlook.toMs;
        expect({ atMs, wanted: isWanted(notice, atMs) }).toEqual({ atMs, wanted: foreseen });
      }
    }),
  );
});

test('says the same moments whenever it is asked', () => {
  const [startMs, endMs] = [NOW_MS, NOW_MS + 60 * MINUTE_MS];
  const foreseen = (receivedMs: number) =>
    [-leadMs, 0, 30 * MINUTE_MS].map((ms) =>
      outlookOf(aNotice('s0-s1', { startMs, endMs, receivedMs }), leadMs, NOW_MS + ms),
    );
  const early = { kind: 'drain', fromMs: NOW_MS - leadMs, toMs: endMs };
  expect(foreseen(NOW_MS - 2 * leadMs)).toEqual([early, early, early]);
  const late = { ...early, fromMs: NOW_MS - 1 };
  expect(foreseen(NOW_MS - 1)).toEqual([late, late, late]);
});

test.each([
  ['quoted-printable.eml', true],
  ['cancelled.ics', false],
  ['no-status.ics', false],
])('%s as it is read wants its link empty within its window: %s', async (name, wanted) => {
  const identities = [{ link: 's0-s1', entities: [], circuitIds: ['DX/12345'], provider: 'carrier-a' }];
  const [signal] = await maintnoteSignals(fixture(name), { ...READERS, identities });
  const [notice] = signal?.items ?? [];
  if (notice?.kind !== 'notice') throw new Error('no notice');
  expect(isWanted(notice, notice.startMs)).toBe(wanted);
  expect(isWanted(notice, notice.endMs)).toBe(false);
});
