import fc from 'fast-check';
import { CHECKS, judge } from '../../../lib/controller/link-state/checks';
import { explainLink } from '../../../lib/controller/link-state/explain-link';
import type { LinkFacts } from '../../../lib/controller/link-state/facts';
import { POLICY } from '../../support/backbones';
import { aNotice, anAdmission, anObservation, anOrder, aStatus, MINUTE_MS, NOW_MS } from '../../support/world';

const LINK = 's0-s1';

function facts(more: Partial<LinkFacts> = {}): LinkFacts {
  return {
    link: LINK,
    nowMs: NOW_MS,
    policy: POLICY,
    previous: 'up',
    notices: [],
    observations: [anObservation(LINK, 's0'), anObservation(LINK, 's1')],
    unread: [],
    statuses: [],
    orders: [],
    ...more,
  };
}

const bad = anObservation(LINK, 's1', { verdict: 'bad', wasBad: true, lossShare: 0.4, rttMs: 61.24 });
const flaps = { penalty: 4_000, atMs: NOW_MS - MINUTE_MS, suppressed: true };

const anyFacts: fc.Arbitrary<LinkFacts> = fc
  .record({
    previous: fc.constantFrom('up' as const, 'drained' as const, 'down' as const),
    notices: fc.subarray([aNotice(LINK), aNotice(LINK, { id: 'b', trusted: false })]),
    observations: fc.subarray([
      anObservation(LINK, 's0'),
      bad,
      anObservation(LINK, 's1', { wasBad: true, sinceMs: NOW_MS - 1, flaps }),
    ]),
    unread: fc.subarray(['s1']),
    statuses: fc.subarray([aStatus(LINK, 's0', ['up', 'down']), aStatus(LINK, 's1', [], { attachment: 'unusable' })]),
    orders: fc.subarray([
      anOrder('freeze', LINK),
      anOrder('force-up', LINK),
      anOrder('drain', LINK),
      anOrder('restore', LINK),
    ]),
    admitted: fc.boolean(),
  })
  .map(({ admitted, ...rest }) => facts({ ...rest, ...(admitted ? { admission: anAdmission(LINK) } : {}) }));

describe('the explanation of a link', () => {
  it('asks every check in order, and comes to what they decide', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const { checks, verdict } = explainLink(some);
        expect(checks.map(({ check }) => check)).toEqual(Object.keys(CHECKS));
        expect(verdict).toEqual(judge(some));
        const speaking = checks.filter((one) => one.verdict);
        expect(checks.filter(({ decides }) => decides)).toEqual(speaking.slice(0, 1));
        expect(speaking[0]?.verdict ?? verdict).toEqual(verdict);
        expect(checks.every((one) => one.facts.length > 0)).toBe(true);
      }),
    );
  });

  it('shows the facts that each check saw', () => {
    const statuses = [aStatus(LINK, 's0', ['up', 'down'])];
    const { checks } = explainLink(facts({ observations: [bad], unread: ['s0'], statuses, notices: [aNotice(LINK)] }));
    const said = (name: string) => checks.find(({ check }) => check === name)?.facts;
    expect(said('seen bad')).toEqual([
      's1: bad since 1970-01-01T00:00:00Z, round trip 61.2 ms, 40 % lost; measured 2026-01-05T12:00:00Z, counts until ever',
      's0: what it measures cannot be read',
    ]);
    expect(said('reported down')).toEqual([
      's0: attachment usable, 1 of 2 sessions up, so good; told 2026-01-05T12:00:00Z, counts until ever',
    ]);
    expect(said('drained')).toEqual([
      'no drain of it is admitted',
      'no order to drain or apply-tunnel-maintenance stands',
      'notice notice s0-s1 of a provider: drained from 2026-01-05T11:20:00Z, begins 2026-01-05T11:30:00Z, ends 2026-01-05T12:30:00Z (open), received 2026-01-05T11:00:00Z',
    ]);
    expect(said('frozen')).toEqual(['no order to freeze stands', 'it counted as up before']);
    expect(said('held down')).toEqual([
      's1: observation the same since 1970-01-01T00:00:00Z, and was bad before',
      'the hold-down is 5 min',
    ]);
  });

  it('says what would end it, and what the link would count as then', () => {
    const order = anOrder('drain', LINK);
    const recovered = anObservation(LINK, 's0', { wasBad: true, sinceMs: NOW_MS - MINUTE_MS });
    const { verdict, changedBy, otherwise } = explainLink(
      facts({ orders: [order], admission: anAdmission(LINK), observations: [recovered] }),
    );
    expect(verdict).toMatchObject({ standing: 'drained', code: 'link-drain-ordered' });
    expect(changedBy).toBe('the end of every order and window that wants it empty, or an order to restore it');
    expect(otherwise).toMatchObject({ standing: 'drained', code: 'link-hold-down' });
  });

  it('of a healthy link names no check that decides', () => {
    const { checks, verdict, otherwise } = explainLink(facts());
    expect(checks.some(({ decides }) => decides)).toBe(false);
    expect(verdict.code).toBe('link-healthy');
    expect(otherwise).toEqual(verdict);
  });
});

test('the hold-down does not call a link good again that is bad', () => {
  const heldDown = (observations: LinkFacts['observations']) => CHECKS['held down'](facts({ observations }))?.because;
  const sinceMs = NOW_MS - MINUTE_MS;
  const before = anObservation(LINK, 's1', { wasBad: true, sinceMs });
  expect(heldDown([before])).toMatch(/^good again since \d\d:\d\d UTC, trusted from /);
  expect(heldDown([{ ...before, verdict: 'bad' }])).toMatch(/^bad since \d\d:\d\d UTC, and trusted when /);
});
