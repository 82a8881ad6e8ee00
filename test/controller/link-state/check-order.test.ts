// Each check by itself, and every two of them that can hold at once: the one that comes first in the table decides.

import { judge } from '../../../lib/controller/link-state/checks';
import type { LinkFacts } from '../../../lib/controller/link-state/facts';
import type { Code } from '../../../lib/net/codes';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { POLICY } from '../../support/backbones';
import { aNotice, anAdmission, anObservation, anOrder, aStatus, MINUTE_MS, NOW_MS } from '../../support/world';

const LINK = 's0-s1';
const bad = anObservation(LINK, 's1', { verdict: 'bad', wasBad: true });
const good = anObservation(LINK, 's0');
const bounced = anObservation(LINK, 's0', {
  wasBad: true,
  flaps: { penalty: 4_000, atMs: NOW_MS - MINUTE_MS, suppressed: true },
});
const recovered = anObservation(LINK, 's0', { wasBad: true, sinceMs: NOW_MS - MINUTE_MS });
const admission = anAdmission(LINK);

/** What makes a check speak. Two that say different things under one of the last three keys cannot hold at once. */
interface Cause {
  readonly check: string;
  readonly standing: Standing;
  readonly code: Code;
  readonly facts: Partial<Pick<LinkFacts, 'orders' | 'statuses' | 'notices' | 'observations'>>;
  readonly measured?: boolean;
  readonly admitted?: boolean;
  readonly previous?: Standing;
}

const CAUSES: readonly Cause[] = [
  { check: 'frozen', standing: 'up', code: 'link-frozen', facts: { orders: [anOrder('freeze', LINK)] } },
  { check: 'forced up', standing: 'up', code: 'link-forced-up', facts: { orders: [anOrder('force-up', LINK)] } },
  {
    check: 'reported down',
    standing: 'down',
    code: 'link-reported-down',
    facts: { statuses: [aStatus(LINK, 's0', [], { attachment: 'unusable' })] },
  },
  { check: 'seen bad', standing: 'down', code: 'link-probes-lost', facts: { observations: [bad] }, measured: true },
  { check: 'unseen down', standing: 'down', code: 'link-unobserved', facts: {}, measured: false, previous: 'down' },
  {
    check: 'drained',
    standing: 'drained',
    code: 'link-maintenance',
    facts: { notices: [aNotice(LINK)] },
    admitted: true,
  },
  { check: 'unseen', standing: 'up', code: 'link-unobserved', facts: {}, measured: false, previous: 'up' },
  { check: 'flapping', standing: 'drained', code: 'link-flapping', facts: { observations: [bounced] }, measured: true },
  {
    check: 'held down',
    standing: 'drained',
    code: 'link-hold-down',
    facts: { observations: [recovered] },
    measured: true,
  },
  { check: 'late', standing: 'up', code: 'link-drain-late', facts: { notices: [aNotice(LINK)] }, admitted: false },
  {
    check: 'waiting',
    standing: 'up',
    code: 'link-drain-waits',
    facts: { orders: [anOrder('drain', LINK, { atMs: NOW_MS - MINUTE_MS })] },
    admitted: false,
  },
  {
    check: 'degraded',
    standing: 'up',
    code: 'link-degraded',
    facts: { statuses: [aStatus(LINK, 's1', ['up', 'down'])] },
  },
];

function contradict(a: Cause, b: Cause): boolean {
  const differ = <T>(x: T | undefined, y: T | undefined) => x !== undefined && y !== undefined && x !== y;
  return differ(a.measured, b.measured) || differ(a.admitted, b.admitted) || differ(a.previous, b.previous);
}

function factsOf(...causes: readonly Cause[]): LinkFacts {
  const given = <K extends keyof Cause>(key: K) => causes.find((cause) => cause[key] !== undefined)?.[key];
  const isMeasured = given('measured') ?? true;
  return {
    link: LINK,
    nowMs: NOW_MS,
    policy: POLICY,
    previous: given('previous') ?? 'up',
    notices: causes.flatMap(({ facts }) => facts.notices ?? []),
    orders: causes.flatMap(({ facts }) => facts.orders ?? []),
    statuses: causes.flatMap(({ facts }) => facts.statuses ?? []),
    observations: isMeasured ? [good, ...causes.flatMap(({ facts }) => facts.observations ?? [])] : [],
    unread: [],
    ...(given('admitted') ? { admission } : {}),
  };
}

test.each(CAUSES)('$check, with nothing else: $standing, $code', (cause) => {
  expect(judge(factsOf(cause))).toMatchObject({ standing: cause.standing, code: cause.code });
});

const PAIRS = CAUSES.flatMap((first, i) =>
  CAUSES.slice(i + 1).flatMap((then) => (contradict(first, then) ? [] : [{ first, then }])),
);

test.each(PAIRS)('$first.check comes before $then.check', ({ first, then }) => {
  // A frozen link and one that nobody measures stay as they were, which another cause may say was down.
  const previous = first.previous ?? then.previous ?? 'up';
  const standing = first.check === 'frozen' || first.check === 'unseen' ? previous : first.standing;
  expect(judge(factsOf(first, then))).toMatchObject({ standing, code: first.code });
});

test('most pairs can hold at once', () => {
  expect(PAIRS.length).toBeGreaterThan(40);
});
