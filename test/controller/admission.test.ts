import { decideAdmissions } from '../../lib/controller/admission';
import type { Publication, Snapshot } from '../../lib/controller/database';
import { linkStates, standingsOf } from '../../lib/controller/link-state/link-states';
import { publicationsOf } from '../../lib/controller/order';
import { viewId } from '../../lib/controller/view';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import {
  allGood,
  aNotice,
  anAdmission,
  anObservation,
  anOrder,
  aPublication,
  MINUTE_MS,
  NOTHING_KNOWN,
  NOW_MS,
  standing,
} from '../support/world';

const SITES = [aSite(0), aSite(1), aSite(2)];
const LINKS = [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)];

const ANOTHER_VIEW = viewId(aBackbone(SITES, LINKS), standing({ 's0-s1': 'down' }));
const ANOTHER_TOPOLOGY = viewId(aBackbone(SITES, [...LINKS.slice(1), aPeering(0, 1, 11)]), new Map());

interface Case extends Partial<Omit<Snapshot, 'publications'>> {
  readonly limit?: number;
  readonly previous?: Publication['links'];
  readonly said?: Readonly<Record<string, Partial<Publication> | null>>;
}

/** Every site has published the present view and wants nothing, unless it said something else. */
function decided({ limit = 1, said = {}, previous = {}, ...more }: Case) {
  const backbone = aBackbone(SITES, LINKS, { maxConcurrentDrains: limit });
  const known = { ...NOTHING_KNOWN, observations: allGood(backbone), ...more };
  const states = linkStates(backbone, known, previous, NOW_MS);
  const standings = standingsOf(states);
  const publications = SITES.flatMap(({ name }) => {
    const word = said[name];
    const view = viewId(backbone, standings);
    return word === null ? [] : [aPublication(backbone, networkOf(backbone), name, new Map(), { view, ...word })];
  });
  const snapshot = { ...known, publications };
  return decideAdmissions(backbone, snapshot, states, publicationsOf(snapshot), viewId(backbone, standings), NOW_MS);
}

const one = { notices: [aNotice('s0-s1')] };
const two = { notices: [aNotice('s0-s1'), aNotice('s1-s2')] };

test.each<[string, readonly string[], Case]>([
  ['nothing when nobody wants anything', [], {}],
  ['what somebody wants', ['s0-s1'], one],
  ['one at a time', ['s0-s1'], { ...two, limit: 2 }],
  ['the next when there is room for two', ['s1-s2'], { ...two, limit: 2, admissions: [anAdmission('s0-s1')] }],
  ['no more than the limit', [], { ...two, admissions: [anAdmission('s0-s1')] }],
  ['nothing that is admitted already', [], { ...one, limit: 2, admissions: [anAdmission('s0-s1')] }],
  [
    'the maintenance that begins first',
    ['s1-s2'],
    { notices: [aNotice('s0-s1'), aNotice('s1-s2', { startMs: NOW_MS - 31 * MINUTE_MS })] },
  ],
  [
    'of two that begin at once the one that ends first',
    ['s1-s2'],
    { notices: [aNotice('s0-s1'), aNotice('s1-s2', { endMs: NOW_MS + 29 * MINUTE_MS })] },
  ],
  [
    'what begins first, however long it lasts',
    ['s0-s1'],
    {
      notices: [
        aNotice('s0-s1', { startMs: NOW_MS - 31 * MINUTE_MS, endMs: NOW_MS + 300 * MINUTE_MS }),
        aNotice('s1-s2', { endMs: NOW_MS + MINUTE_MS }),
      ],
    },
  ],
  ['by name when two begin and end at once', ['s0-s1'], { notices: [...two.notices].reverse() }],
  ['orders before notices', ['s1-s2'], { ...one, orders: [anOrder('drain', 's1-s2')] }],
  ['nothing for a tentative notice', [], { notices: [aNotice('s0-s1', { status: 'tentative' })] }],
  ['nothing for a link that is forced up', [], { ...one, orders: [anOrder('force-up', 's0-s1')] }],
  ['nothing for a link that is frozen', [], { ...one, orders: [anOrder('freeze', 's0-s1')] }],
  ['nothing while a site has another view', [], { ...one, said: { s2: { view: ANOTHER_VIEW } } }],
  ['nothing while a site has another topology', [], { ...one, said: { s2: { view: ANOTHER_TOPOLOGY } } }],
  ['nothing while a site has a version that names no topology', [], { ...one, said: { s2: { view: 'all-up' } } }],
  ['nothing while a site wants to change something', [], { ...one, said: { s1: { intentMs: NOW_MS } } }],
  ['nothing while the admission site itself does', [], { ...one, said: { s0: { intentMs: NOW_MS } } }],
  ['nothing while a site has said nothing', [], { ...one, said: { s2: null } }],
  [
    'past a site that has been silent for long',
    ['s0-s1'],
    { ...one, said: { s2: null, s0: { silent: { s2: NOW_MS - 4 * MINUTE_MS } } } },
  ],
])('the admission site admits %s', (_, admit, each) => {
  expect(decided(each)).toMatchObject({ admit, dismiss: [] });
});

test.each<[string, string, boolean, Case]>([
  [
    'which links are drained',
    's1-s2 waits: s0-s1 is drained, and 1 may be at once',
    true,
    { ...two, admissions: [anAdmission('s0-s1')] },
  ],
  [
    'who is not done',
    's0-s1 waits: s2 has still to finish with the present view',
    false,
    { ...one, said: { s2: { view: ANOTHER_VIEW } } },
  ],
  [
    'where another topology is deployed',
    's0-s1 waits: the topology at s2 is not the one here: let its deployment finish',
    true,
    { ...one, said: { s1: { view: ANOTHER_VIEW }, s2: { view: ANOTHER_TOPOLOGY } } },
  ],
])('a drain that may not begin yet says %s, and whether that goes by itself', (_, because, isLasting, each) => {
  expect(decided(each).waiting).toMatchObject({ because, isLasting });
});

test('an admission ends when an operator holds the link up, so that others need not wait for it', () => {
  const held = { ...two, admissions: [anAdmission('s0-s1')], orders: [anOrder('force-up', 's0-s1')] };
  expect(decided(held).dismiss).toEqual(['s0-s1']);
});

test('a link that is down needs no admission, and does not count when it has one', () => {
  const bad = anObservation('s0-s1', 's0', { verdict: 'bad' });
  const observations = [...allGood(aBackbone(SITES, LINKS)), bad];
  expect(decided({ ...one, observations }).admit).toEqual([]);
  expect(decided({ ...two, observations }).admit).toEqual(['s1-s2']);
  expect(decided({ ...two, observations, admissions: [anAdmission('s0-s1')] }).admit).toEqual(['s1-s2']);
});

test('a link that was down and that nobody measures any more needs no admission', () => {
  const previous = { 's0-s1': { standing: 'down', code: 'link-probes-lost' } } as const;
  expect(decided({ ...one, previous, observations: [] }).admit).toEqual([]);
});

test('a link in hold-down is admitted, so that it stays empty when the hold-down ends', () => {
  const observations = allGood(aBackbone(SITES, LINKS)).map((o) => ({ ...o, wasBad: true, sinceMs: NOW_MS }));
  expect(decided({ ...one, observations }).admit).toEqual(['s0-s1']);
});

test('a link that nobody measures is admitted: during its maintenance nobody would see that it is down', () => {
  expect(decided({ ...one, observations: [] }).admit).toEqual(['s0-s1']);
});

test('a drain that nobody wants any more is dismissed, and nothing is admitted in the same breath', () => {
  expect(decided({ admissions: [anAdmission('s0-s1')] })).toEqual({ admit: [], dismiss: ['s0-s1'] });
  const next = { notices: [aNotice('s1-s2')], admissions: [anAdmission('s0-s1')], limit: 2 };
  expect(decided(next)).toEqual({ admit: [], dismiss: ['s0-s1'] });
});

test('a drain is dismissed however unsettled the sites are, and also of a link that is not there any more', () => {
  const admissions = [anAdmission('s0-s1'), anAdmission('s8-s9')];
  expect(decided({ admissions, said: { s1: null } })).toEqual({ admit: [], dismiss: ['s0-s1', 's8-s9'] });
});

test('a drain that has begun does not give way to another, however short, and the other waits', () => {
  const long = aNotice('s0-s1', { endMs: NOW_MS + 300 * MINUTE_MS });
  const short = aNotice('s1-s2', { startMs: NOW_MS - 31 * MINUTE_MS, endMs: NOW_MS + MINUTE_MS });
  const { admit, dismiss, waiting } = decided({ notices: [long, short], admissions: [anAdmission('s0-s1')] });
  expect([admit, dismiss, waiting?.link]).toEqual([[], [], 's1-s2']);
});
