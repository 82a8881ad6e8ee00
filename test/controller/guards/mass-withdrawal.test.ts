import type { Guard } from '../../../lib/controller/guards/guard';
import { notRightAfterLoss, notWhileManyLookBad, togetherMs } from '../../../lib/controller/guards/mass-withdrawal';
import type { LinkState } from '../../../lib/controller/link-state/link-states';
import type { Change } from '../../../lib/controller/plan';
import type { Policy } from '../../../lib/routing/policy';
import { bgpWorld, hybrid } from '../../support/bgp-world';
import { anObservation, NOW_MS } from '../../support/world';

const LINKS = ['iad-cmh', 'iad-pdx', 'ord-iad-dx', 'ord-iad-vpn'] as const;
const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const { probe } = hybrid.policy;
/** What belongs together, with the default policy of probes: 3 + 1 probes of 1 s, and a timeout of 500 ms. */
const TOGETHER_MS = 4_500;
const SETTLED_MS = TOGETHER_MS + 3_000;

/** When each link went bad; `good`, or nothing known. */
type Looks = Readonly<Partial<Record<(typeof LINKS)[number], number | 'good'>>>;
const ALL_GOOD: Looks = { 'iad-cmh': 'good', 'iad-pdx': 'good', 'ord-iad-dx': 'good', 'ord-iad-vpn': 'good' };

const healthy = bgpWorld('iad', {});

const LONG_AGO = NOW_MS - 3_600_000;

/** iad, where the links look like this, and these have a drain order. */
function iad(looks: Looks, ordered: readonly string[] = [], massWithdrawal: Partial<Policy['massWithdrawal']> = {}) {
  const observations = Object.entries(looks).map(([link, since]) =>
    since === 'good' ? anObservation(link, 'iad') : anObservation(link, 'iad', { verdict: 'bad', sinceMs: since }),
  );
  const snapshot = { ...healthy.snapshot, observations };
  const said = { wanted: true, standing: 'down', code: 'link-probes-lost', because: 'a reason' } as const;
  const states = ordered.map((link): LinkState => ({ ...said, link, ordered: true }));
  const policy = { ...hybrid.policy, massWithdrawal: { ...hybrid.policy.massWithdrawal, ...massWithdrawal } };
  return { ...healthy, snapshot, states, backbone: { ...hybrid, policy } };
}

function withdraw(link: string, after: 'whole' | 'none' = 'whole'): Change {
  return { kind: 'withdrawal', link, premises: 'ord', before: after === 'whole' ? 'none' : 'whole', after };
}

function announce(link: string, before: boolean, after: boolean): Change {
  const announcement = { site: 'iad', link, remote: 'cmh' };
  return { kind: 'announcement', link, premises: 'ord', remote: 'cmh', before, after: after ? announcement : null };
}

function override(before: string | null, after: string | null): Change {
  const [from, to] = [{ kind: 'link', link: DX } as const, { kind: 'link', link: 'iad-pdx' } as const];
  return { kind: 'override', table: 'spokes', remote: 'ord', before, after, from, to };
}

const WITHDRAWS: readonly [string, Change][] = [
  ['a withdrawal', withdraw(DX)],
  ['taking an announcement back', announce(DX, true, false)],
];
const STEERS: readonly [string, Change][] = [
  ['an override that is created', override(null, 'iad-pdx')],
  ['an override that is moved', override('iad-cmh', 'iad-pdx')],
  ['an override that is removed', override('iad-pdx', null)],
  ['an announcement that is made', announce(DX, false, true)],
  ['an announcement that is moved', announce(DX, true, true)],
  ['the restore of a withdrawn link', withdraw(DX, 'none')],
];

const three: Looks = { ...ALL_GOOD, 'iad-cmh': LONG_AGO, [DX]: LONG_AGO + 700, [VPN]: LONG_AGO + TOGETHER_MS };

describe('when three of four links went bad together', () => {
  test.each(WITHDRAWS)('%s is held', (_, change) => {
    expect(notWhileManyLookBad(change, iad(three))).toEqual({
      code: 'held-mass-withdrawal',
      because:
        'iad-cmh, ord-iad-dx, ord-iad-vpn, 3 of 4 links of iad, went bad together, so iad itself may measure wrongly',
    });
  });

  test.each(STEERS)('%s passes', (_, change) => {
    expect(notWhileManyLookBad(change, iad(three))).toBeUndefined();
  });
});

test.each([...WITHDRAWS, ...STEERS])('%s passes while all links look good', (_, change) => {
  expect(notWhileManyLookBad(change, iad(ALL_GOOD))).toBeUndefined();
  expect(notRightAfterLoss(change, iad(ALL_GOOD))).toBeUndefined();
});

const holds = (world: ReturnType<typeof iad>, link = DX, guard: Guard = notWhileManyLookBad) =>
  guard(withdraw(link), world) !== undefined;

describe('how many are many', () => {
  const two: Looks = { ...ALL_GOOD, [DX]: LONG_AGO, [VPN]: LONG_AGO };

  test.each<[string, Looks, Partial<Policy['massWithdrawal']>, boolean]>([
    ['two of four are half, and not more', two, {}, false],
    ['two of four are more than 49 %', two, { share: 0.49 }, true],
    ['one of four is never many', { ...ALL_GOOD, [DX]: LONG_AGO }, { share: 0 }, false],
    ['two of the three that had been good are', { ...two, 'iad-cmh': LONG_AGO - 60_000 }, {}, true],
    ['two of three that are measured at all are', { 'iad-cmh': 'good', [DX]: LONG_AGO, [VPN]: LONG_AGO }, {}, true],
    ['one that is the last good one is not', { 'iad-cmh': LONG_AGO, [DX]: LONG_AGO - 60_000 }, {}, false],
    ['three of four are not where four are asked for', three, { links: 4 }, false],
    [
      'three, the last of them a moment too late',
      { ...three, [DX]: LONG_AGO, [VPN]: LONG_AGO + TOGETHER_MS + 1 },
      {},
      false,
    ],
    ['all four, each long after the other', { 'iad-cmh': 0, 'iad-pdx': 1e6, [DX]: 2e6, [VPN]: 3e6 }, {}, false],
  ])('%s', (_, looks, massWithdrawal, held) => {
    expect(holds(iad(looks, [], massWithdrawal))).toBe(held);
  });

  test('what belongs together follows from the policy of probes', () => {
    expect(togetherMs(probe)).toBe(TOGETHER_MS);
    expect(togetherMs({ ...probe, fall: 5, intervalMs: 2_000, timeoutMs: 100 })).toBe(12_100);
  });
});

describe('an operator who orders drains', () => {
  test('lets the links pass that have one, while the others are still many', () => {
    const world = iad(three, [DX]);
    expect(holds(world, DX)).toBe(false);
    expect(holds(world, VPN)).toBe(true);
  });

  test('lets all pass once the others are not many any more', () => {
    expect(holds(iad(three, [DX, 'iad-cmh']), VPN)).toBe(false);
  });

  test('does so for nothing but drains: a notice or another order leaves the link counted', () => {
    const { states, ...world } = iad(three, [DX, 'iad-cmh']);
    const noticed = states.map(({ ordered: _, ...state }) => state);
    expect(holds({ ...world, states: noticed }, VPN)).toBe(true);
    expect(holds({ ...world, states: noticed }, DX)).toBe(true);
  });
});

describe('right after a link went bad', () => {
  const lost = (agoMs: number): Looks => ({ ...ALL_GOOD, 'iad-cmh': NOW_MS - agoMs });

  test.each([...WITHDRAWS])('%s is held, because others may follow', (_, change) => {
    expect(notRightAfterLoss(change, iad(lost(0)))).toEqual({
      code: 'held-just-lost',
      because: 'iad-cmh went bad a moment ago, and others may follow',
    });
  });

  test.each(STEERS)('%s passes', (_, change) => {
    expect(notRightAfterLoss(change, iad(lost(0)))).toBeUndefined();
  });

  test.each<[string, Looks, readonly string[], Partial<Policy['massWithdrawal']>, boolean]>([
    ['a millisecond before all have had time to say so', lost(SETTLED_MS - 1), [], {}, true],
    ['when they have', lost(SETTLED_MS), [], {}, false],
    ['by a clock that is ahead', lost(-1_000), [], {}, true],
    ['when it is the latest of several', { ...lost(SETTLED_MS), [VPN]: NOW_MS - 1 }, [], {}, true],
    ['where there are too few links for a mass', { [DX]: NOW_MS }, [], {}, false],
    ['where so many cannot follow', { ...ALL_GOOD, [VPN]: NOW_MS }, [], { links: 5 }, false],
    ['when an operator answers for the lost link', lost(0), ['iad-cmh'], {}, false],
    ['when an operator answers for the withdrawn link', lost(0), [DX], {}, false],
  ])('a withdrawal is judged %s', (_, looks, ordered, massWithdrawal, held) => {
    expect(holds(iad(looks, ordered, massWithdrawal), DX, notRightAfterLoss)).toBe(held);
  });
});

describe('over all that four links can look like', () => {
  const TIMES = ['good', 'nothing', 0, TOGETHER_MS, TOGETHER_MS + 1] as const;
  const all = LINKS.reduce<readonly Looks[]>(
    (worlds, link) => worlds.flatMap((w) => TIMES.map((t) => (t === 'nothing' ? w : { ...w, [link]: t }))),
    [{}],
  );

  /** Some set of links is a mass: said of sets, where the guard goes by times. */
  function isMass(looks: Looks, { share, links }: Policy['massWithdrawal']): boolean {
    const times = Object.values(looks);
    return Array.from({ length: 2 ** times.length }, (_, set) =>
      times.filter((time, i): time is number => time !== 'good' && ((set >> i) & 1) === 1),
    ).some((lost) => {
      const first = Math.min(...lost);
      const wereGood = times.filter((time) => time === 'good' || time >= first);
      return lost.length >= links && Math.max(...lost) - first <= TOGETHER_MS && lost.length > share * wereGood.length;
    });
  }

  test.each([
    { share: 0.5, links: 2 },
    { share: 0, links: 2 },
    { share: 0.9, links: 2 },
    { share: 0.5, links: 3 },
    { share: 0.7, links: 4 },
  ])('a withdrawal is held exactly when some links are more than $share of them and at least $links', (policy) => {
    const [held, passed] = [true, false].map((is) => all.filter((looks) => isMass(looks, policy) === is));
    expect(all).toHaveLength(625);
    expect(held?.length).toBeGreaterThan(0);
    for (const looks of held ?? []) expect([looks, holds(iad(looks, [], policy))]).toEqual([looks, true]);
    for (const looks of passed ?? []) expect([looks, holds(iad(looks, [], policy))]).toEqual([looks, false]);
  });
});
