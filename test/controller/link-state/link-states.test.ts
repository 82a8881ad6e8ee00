import type { Publication, Snapshot } from '../../../lib/controller/database';
import { linkStates, standingsOf } from '../../../lib/controller/link-state/link-states';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { allGood, aNotice, anAdmission, anObservation, anOrder, NOTHING_KNOWN, NOW_MS } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);

function statesOf(snapshot: Partial<Snapshot>, previous: Publication['links'] = {}) {
  const known = { ...NOTHING_KNOWN, observations: allGood(backbone), ...snapshot };
  return linkStates(backbone, known, previous, NOW_MS);
}
const codes = (snapshot: Partial<Snapshot>, previous: Publication['links'] = {}) =>
  statesOf(snapshot, previous).map(({ code }) => code);

test('each link is judged by what is known of it alone', () => {
  expect(codes({ orders: [anOrder('drain', 's1-s2')] })).toEqual(['link-healthy', 'link-drain-waits']);
  expect(codes({ notices: [aNotice('s0-s1')], admissions: [anAdmission('s0-s1')] })).toEqual([
    'link-maintenance',
    'link-healthy',
  ]);
  expect(codes({ observations: [anObservation('s0-s1', 's0')] })).toEqual(['link-healthy', 'link-unobserved']);
});

test('a freeze of the whole backbone is not a freeze of a link', () => {
  expect(codes({ orders: [anOrder('freeze')] })).toEqual(['link-healthy', 'link-healthy']);
});

test.each([
  ['is in force a millisecond before it expires', NOW_MS + 1, 'link-drain-waits'],
  ['says nothing from its expiry on', NOW_MS, 'link-healthy'],
])('an order %s', (_, expiresMs, code) => {
  expect(codes({ orders: [anOrder('drain', 's0-s1', { expiresMs })] })[0]).toBe(code);
});

test.each([
  ['counts a millisecond before it expires', NOW_MS + 1, 'link-probes-lost'],
  ['says nothing from its expiry on', NOW_MS, 'link-unobserved'],
])('an observation %s', (_, expiresMs, code) => {
  const observations = [anObservation('s0-s1', 's0', { verdict: 'bad', expiresMs })];
  expect(codes({ observations })[0]).toBe(code);
});

test('a link that nobody measures is held at what this site last published, and at up when it published nothing', () => {
  const held = statesOf({ observations: [] }, { 's1-s2': { standing: 'drained', code: 'link-maintenance' } });
  expect(held.map(({ standing }) => standing)).toEqual(['up', 'drained']);
});

test('a link is wanted empty whether or not that decides its state', () => {
  const bad = anObservation('s0-s1', 's0', { verdict: 'bad' });
  const [state] = statesOf({ notices: [aNotice('s0-s1')], observations: [bad] });
  expect(state).toMatchObject({ wanted: true, standing: 'down', code: 'link-probes-lost' });
  expect(statesOf({})[0]).toMatchObject({ wanted: false, standing: 'up' });
});

test('the standings name only the links that are not up', () => {
  expect([...standingsOf(statesOf({ notices: [aNotice('s0-s1')], admissions: [anAdmission('s0-s1')] }))]).toEqual([
    ['s0-s1', 'drained'],
  ]);
});
