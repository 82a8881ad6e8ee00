// Every combination of what may be known of a link, judged once by the checks and once by what a person would say who
// knows only what went into it.

import type { Admission, LinkStatus, Notice, Observation, Order } from '../../../lib/controller/database';
import { drainWish, judge } from '../../../lib/controller/link-state/checks';
import type { LinkFacts } from '../../../lib/controller/link-state/facts';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { POLICY } from '../../support/backbones';
import { aNotice, anAdmission, anObservation, anOrder, aStatus, MINUTE_MS, NOW_MS } from '../../support/world';

const LINK = 's0-s1';
const ago = (minutes: number) => NOW_MS - minutes * MINUTE_MS;
const order = (action: Order['action'], minutes: number) => anOrder(action, LINK, { atMs: ago(minutes) });

/** Given that long ago, the newest first. */
const HELD: Readonly<Record<string, readonly Order[]>> = {
  nothing: [],
  frozen: [order('freeze', 5)],
  'forced up': [order('force-up', 5)],
  'frozen and forced up': [order('freeze', 5), order('force-up', 5)],
};
const DRAINS: Readonly<Record<string, readonly Order[]>> = {
  nothing: [],
  'an older drain': [order('drain', 30)],
  'a newer drain': [order('drain', 1)],
  'newer tunnel maintenance': [order('apply-tunnel-maintenance', 1)],
};
const RESTORES: Readonly<Record<string, readonly Order[]>> = { nothing: [], 'a restore': [order('restore', 10)] };

const after = { id: 'after', receivedMs: ago(5) };
const NOTICES: Readonly<Record<string, readonly Notice[]>> = {
  nothing: [],
  before: [aNotice(LINK)],
  after: [aNotice(LINK, after)],
  'before and after': [aNotice(LINK), aNotice(LINK, { ...after, endMs: NOW_MS + 1 })],
  soon: [aNotice(LINK, { ...after, startMs: NOW_MS + 1 })],
  untrusted: [aNotice(LINK, { ...after, trusted: false })],
  'without impact': [aNotice(LINK, { ...after, impact: 'none' })],
  tentative: [aNotice(LINK, { ...after, status: 'tentative' })],
  over: [aNotice(LINK, { ...after, endMs: NOW_MS }), aNotice(LINK, { ...after, startMs: NOW_MS + 11 * MINUTE_MS })],
};
const good = anObservation(LINK, 's0');
const MEASURED: Readonly<Record<string, readonly Observation[]>> = {
  nothing: [],
  'good, and something unreadable': [good],
  good: [good],
  bad: [good, anObservation(LINK, 's1', { verdict: 'bad', wasBad: true })],
  recovered: [anObservation(LINK, 's0', { wasBad: true, sinceMs: ago(1) }), good],
  bouncing: [
    anObservation(LINK, 's0', {
      wasBad: true,
      sinceMs: ago(20),
      flaps: { penalty: 4_000, atMs: ago(20), suppressed: true },
    }),
  ],
};
const REPORTED: Readonly<Record<string, readonly LinkStatus[]>> = {
  nothing: [],
  fine: [aStatus(LINK, 's0'), aStatus(LINK, 's1', ['up'])],
  partly: [aStatus(LINK, 's0', ['up', 'down'])],
  gone: [aStatus(LINK, 's0'), aStatus(LINK, 's1', ['down'])],
  back: [aStatus(LINK, 's0', ['up'], { wasBad: true, sinceMs: ago(1) })],
};

interface Known {
  readonly held: string;
  readonly drain: string;
  readonly restore: string;
  readonly notice: string;
  readonly measured: string;
  readonly reported: string;
  readonly previous: Standing;
  readonly admission: Admission | undefined;
}

function* everything(): Generator<Known> {
  for (const held of Object.keys(HELD))
    for (const drain of Object.keys(DRAINS))
      for (const restore of Object.keys(RESTORES))
        for (const notice of Object.keys(NOTICES))
          for (const measured of Object.keys(MEASURED))
            for (const reported of Object.keys(REPORTED))
              for (const previous of ['up', 'drained', 'down'] as const)
                for (const admission of [undefined, anAdmission(LINK)])
                  yield { held, drain, restore, notice, measured, reported, previous, admission };
}

function factsOf({ held, drain, restore, notice, measured, reported, previous, admission }: Known): LinkFacts {
  const orders = [...(DRAINS[drain] ?? []), ...(HELD[held] ?? []), ...(RESTORES[restore] ?? [])];
  return {
    link: LINK,
    nowMs: NOW_MS,
    policy: POLICY,
    previous,
    notices: NOTICES[notice] ?? [],
    observations: MEASURED[measured] ?? [],
    unread: measured.endsWith('unreadable') ? ['s1'] : [],
    statuses: REPORTED[reported] ?? [],
    orders: orders.sort((a, b) => b.atMs - a.atMs),
    ...(admission ? { admission } : {}),
  };
}

/** A window that nobody took back is open, lead time apart. */
function hasBegun({ restore, notice }: Known): boolean {
  return ['after', 'before and after'].includes(notice) || (notice === 'before' && restore === 'nothing');
}

function isWanted(known: Known): boolean {
  const { drain, restore, notice } = known;
  const isRestored = restore === 'a restore';
  if (drain.startsWith('newer') || drain === 'a newer drain') return true;
  if (drain === 'an older drain' && !isRestored) return true;
  return notice === 'soon' || hasBegun(known);
}

function expected(known: Known): readonly [Standing, string] {
  const { held, drain, notice, measured, reported, previous, admission } = known;
  const isNewDrain = drain === 'a newer drain' || drain === 'newer tunnel maintenance';
  const wanted = isWanted(known);
  const isUnseen = measured === 'nothing' || measured.endsWith('unreadable');
  if (held.startsWith('frozen')) return [previous, 'link-frozen'];
  if (held === 'forced up' && !isNewDrain) return ['up', 'link-forced-up'];
  if (reported === 'gone') return ['down', 'link-reported-down'];
  if (measured === 'bad') return ['down', 'link-probes-lost'];
  if (isUnseen && previous === 'down') return ['down', 'link-unobserved'];
  if (wanted && admission) {
    const byNotice =
      !isNewDrain && !(drain === 'an older drain' && known.restore === 'nothing') && notice !== 'nothing';
    return ['drained', byNotice ? 'link-maintenance' : 'link-drain-ordered'];
  }
  if (isUnseen) return [previous, 'link-unobserved'];
  if (measured === 'bouncing') return ['drained', 'link-flapping'];
  if (measured === 'recovered' || reported === 'back') return ['drained', 'link-hold-down'];
  if (wanted) return ['up', hasBegun(known) ? 'link-drain-late' : 'link-drain-waits'];
  return ['up', reported === 'partly' ? 'link-degraded' : 'link-healthy'];
}

test('every combination of orders, notices, measurements, reports, past and leave comes to what a person would say', () => {
  let count = 0;
  const wrong: unknown[] = [];
  for (const known of everything()) {
    const facts = factsOf(known);
    const [standing, code] = expected(known);
    const verdict = judge(facts);
    const isWish = drainWish(facts) !== undefined;
    if (verdict.standing !== standing || verdict.code !== code || isWish !== isWanted(known))
      wrong.push({ known, expected: { standing, code, wanted: isWanted(known) }, verdict, isWish });
    count += 1;
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(count).toBe(4 * 4 * 2 * 9 * 6 * 5 * 3 * 2);
});
