// Writers and readers of the database have clocks of their own. Those of AWS and of a well-kept laptop agree within a
// minute; and who does not write any more falls silent.

import fc from 'fast-check';
import type { Observation, Publication, Snapshot } from '../../../lib/controller/database';
import { linkStates } from '../../../lib/controller/link-state/link-states';
import { dueObservation, newProber } from '../../../lib/controller/prober';
import { aBackbone, aPeering, aSite, POLICY } from '../../support/backbones';
import {
  aNotice,
  anAdmission,
  anObservation,
  anOrder,
  aStatus,
  MINUTE_MS,
  NOTHING_KNOWN,
  NOW_MS,
} from '../../support/world';

const LINK = 's0-s1';
const backbone = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);

function verdictAt(snapshot: Partial<Snapshot>, nowMs: number, previous: Publication['links'] = {}) {
  const [state] = linkStates(backbone, { ...NOTHING_KNOWN, ...snapshot }, previous, nowMs);
  return state && { standing: state.standing, code: state.code, wanted: state.wanted };
}

/** A difference between two clocks. */
const skew = fc.integer({ min: -MINUTE_MS, max: MINUTE_MS });
/** Two starts of a prober missed, each a minute apart, and the heartbeat before. */
const silence = fc.integer({ min: 0, max: 2 * MINUTE_MS + 10_000 });
/** How long ago something happened, more than a minute from where the hold-down ends. */
const past = fc.oneof(
  fc.integer({ min: 2 * MINUTE_MS, max: POLICY.holdDownMs - 2 * MINUTE_MS }),
  fc.integer({ min: POLICY.holdDownMs + 2 * MINUTE_MS, max: 1_000 * MINUTE_MS }),
);
const standing = fc.constantFrom('up', 'drained', 'down');

/** What a prober has written last, as it writes it. */
function observation(site: string): fc.Arbitrary<Observation> {
  return fc
    .record({ verdict: fc.constantFrom('good', 'bad'), wasBad: fc.boolean(), ago: past, silence })
    .map(({ verdict, wasBad, ago, silence: silentMs }) => {
      const atMs = NOW_MS - silentMs;
      const before = anObservation(LINK, site, { verdict, wasBad: wasBad || verdict === 'bad', sinceMs: NOW_MS - ago });
      const prober = newProber(atMs, before);
      const due = dueObservation(prober, undefined, LINK, site, atMs);
      if (!due) throw new Error('a prober that has never written has something to write');
      return due;
    });
}

/** A window that begins or ends more than a minute from now, its lead time included. */
const notice = fc.constantFrom(-60, -3, 3, 60).map((minutes) => {
  const startMs = NOW_MS + POLICY.maintenance.leadMs + minutes * MINUTE_MS;
  return aNotice(LINK, { startMs, endMs: startMs + 100 * MINUTE_MS });
});

const known = fc.record({
  observations: fc.tuple(observation('s0'), observation('s1')),
  notices: fc.array(notice, { maxLength: 1 }),
  admissions: fc.constantFrom([], [anAdmission(LINK)]),
});

test('clock skew up to a minute changes no verdict, while probers run or have missed two starts', () => {
  fc.assert(
    fc.property(known, skew, standing, (snapshot, ms, held) => {
      const previous = { [LINK]: { standing: held, code: 'link-healthy' } } as const;
      expect(verdictAt(snapshot, NOW_MS + ms, previous)).toEqual(verdictAt(snapshot, NOW_MS, previous));
    }),
  );
});

test('so does skew between the two writers', () => {
  fc.assert(
    fc.property(known, skew, skew, ({ observations, ...rest }, first, second) => {
      const skewed = observations.map((one, i) => {
        const ms = i === 0 ? first : second;
        return { ...one, sinceMs: one.sinceMs + ms, atMs: one.atMs + ms, expiresMs: one.expiresMs + ms };
      });
      expect(verdictAt({ ...rest, observations: skewed }, NOW_MS)).toEqual(
        verdictAt({ ...rest, observations }, NOW_MS),
      );
    }),
  );
});

test('five minutes after the last word, a slow clock too knows that nobody measures the link', () => {
  const prober = newProber(0, anObservation(LINK, 's0'));
  const last = dueObservation(prober, undefined, LINK, 's0', NOW_MS);
  const observations = last ? [last] : [];
  expect(observations).toHaveLength(1);
  expect(verdictAt({ observations }, NOW_MS + 5 * MINUTE_MS - MINUTE_MS)?.code).toBe('link-unobserved');
});

test('stale means unknown: what has expired is as if nobody had said it', () => {
  const stale = { expiresMs: NOW_MS };
  const bounced = { wasBad: true, sinceMs: NOW_MS - 1, flaps: { penalty: 4_000, atMs: NOW_MS - 1, suppressed: true } };
  const expired: Partial<Snapshot> = {
    observations: [anObservation(LINK, 's0', { ...stale, ...bounced, fullSize: 'lost' })],
    statuses: [aStatus(LINK, 's0', ['up', 'down'], { ...stale, wasBad: true, sinceMs: NOW_MS - 1 })],
    orders: [anOrder('freeze', LINK, stale), anOrder('drain', LINK, stale), anOrder('force-up', LINK, stale)],
  };
  fc.assert(
    fc.property(
      known,
      standing,
      fc.subarray(['observations', 'statuses', 'orders'] as const),
      (snapshot, held, kinds) => {
        const previous = { [LINK]: { standing: held, code: 'link-healthy' } } as const;
        const said: Snapshot = { ...NOTHING_KNOWN, ...snapshot };
        const more = Object.fromEntries(kinds.map((kind) => [kind, [...said[kind], ...(expired[kind] ?? [])]]));
        expect(verdictAt({ ...said, ...more }, NOW_MS, previous)).toEqual(verdictAt(said, NOW_MS, previous));
      },
    ),
  );
});

test('unknown means held: a link of which everything has expired stays what it was, and that is told', () => {
  const observations = [anObservation(LINK, 's0', { verdict: 'bad', expiresMs: NOW_MS })];
  for (const held of ['up', 'drained', 'down'] as const)
    expect(verdictAt({ observations }, NOW_MS, { [LINK]: { standing: held, code: 'link-healthy' } })).toMatchObject({
      standing: held,
      code: 'link-unobserved',
    });
});
