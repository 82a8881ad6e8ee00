import type { Decision } from '../../lib/controller/decide';
import { decisionNews, readBackNews } from '../../lib/controller/decision-audit';
import type { LinkState } from '../../lib/controller/link-state/link-states';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';
import { anAdmission, aPublication, aWorld, NOW_MS, plannedFor, standing } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const world = aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'drained' }) });
const change = plannedFor(world, 'spokes', 's1');
const healthy: LinkState = { link: 's0-s1', wanted: false, standing: 'up', code: 'link-healthy', because: 'a reason' };
const waits: LinkState = { ...healthy, wanted: true, code: 'link-drain-waits' };
const bad: LinkState = { ...healthy, standing: 'down', code: 'link-probes-lost' };
const before = aPublication(backbone, networkOf(backbone), 's0');
const known = (standing: LinkState['standing'], code: LinkState['code']) => ({
  ...before,
  links: { 's0-s1': { standing, code } },
});

const nothing: Decision = {
  world,
  states: [healthy],
  standings: new Map(),
  ways: new Map(),
  plan: { allowed: [], held: [] },
  admissions: { admit: [], dismiss: [] },
  strays: {},
  held: {},
  emptied: [],
  silent: undefined,
  waiting: {},
  spoken: {},
  windows: {},
  upcoming: [],
  previous: before,
};

function codes(more: Partial<Decision>): readonly string[] {
  return decisionNews({ ...nothing, ...more }, 's0', NOW_MS).map(({ code }) => code);
}

const held = { change, held: { code: 'held-order', because: 'a reason' } } as const;
const waitsFor = {
  admit: [],
  dismiss: [],
  waiting: { link: 's0-s1', because: 'a reason', isLasting: true },
} as const;
const refused = { queued: 's0-s1', refused: 's0-s1' };
const plan = { allowed: [], held: [held] };
const changed = { code: 'changed-by-others', because: 'a reason' } as const;

test.each<[string, readonly string[], Partial<Decision>]>([
  ['a healthy link', [], {}],
  ['a link that is bad now', ['link-probes-lost'], { states: [bad] }],
  ['a link that is as bad as before', [], { states: [bad], previous: known('down', 'link-probes-lost') }],
  ['a link that stands as before for another reason', ['link-drain-waits'], { states: [waits] }],
  [
    'a link whose reason is the same and standing another',
    ['link-unobserved'],
    {
      states: [{ ...healthy, standing: 'drained', code: 'link-unobserved' }],
      previous: known('up', 'link-unobserved'),
    },
  ],
  ['a link that is healthy again', ['link-healthy'], { previous: known('down', 'link-probes-lost') }],
  ['a change that is held', ['held-order'], { plan }],
  ['a change that is held as before', [], { plan, previous: { ...before, held: { 'spokes s1': 'held-order' } } }],
  [
    'a change that is held for another reason',
    ['held-order'],
    {
      plan,
      previous: { ...before, held: { 'spokes s1': 'held-unannounced' } },
    },
  ],
  [
    'an admission and a dismissal',
    ['drain-admitted', 'drain-ended'],
    {
      admissions: { admit: ['s0-s1'], dismiss: ['s1-s2'] },
    },
  ],
  ['a route that somebody changed', ['changed-by-others'], { strays: { 'baseline spokes s1': changed } }],
  [
    'a route that stays changed',
    [],
    {
      strays: { 'baseline spokes s1': changed },
      previous: { ...before, strays: { 'baseline spokes s1': 'changed-by-others' } },
    },
  ],
  ['a drain that waits', ['drain-queued'], { admissions: waitsFor, waiting: { queued: 's0-s1' } }],
  ['a drain that is refused', ['drain-queued', 'drain-refused'], { admissions: waitsFor, waiting: refused }],
  [
    'a drain that is refused now and waited before',
    ['drain-refused'],
    { admissions: waitsFor, waiting: refused, previous: { ...before, queued: 's0-s1' } },
  ],
  ['a drain that stays refused', [], { admissions: waitsFor, waiting: refused, previous: { ...before, ...refused } }],
  ['a drain that is complete', ['drain-complete'], { emptied: ['s0-s1'] }],
  ['a drain that is still complete', [], { emptied: ['s0-s1'], previous: { ...before, emptied: ['s0-s1'] } }],
])('news of %s: %j', (_, expected, more) => {
  expect(codes(more)).toEqual(expected);
});

const ASTRAY = 'baseline spokes s1';

test.each<[string, readonly string[], Partial<Decision>]>([
  ['what nobody knew of', ['changed-by-others'], {}],
  ['what was known when it was decided', [], { strays: { [ASTRAY]: changed } }],
  ['what was told before', [], { previous: { ...before, strays: { [ASTRAY]: 'changed-by-others' } } }],
  [
    'what was told before as something else',
    ['changed-by-others'],
    { previous: { ...before, strays: { [ASTRAY]: 'residual-route' } } },
  ],
  [
    'what was seen before, and could not be told',
    ['changed-by-others'],
    {
      previous: {
        ...before,
        strays: { [ASTRAY]: 'changed-by-others' },
        told: { links: {}, held: {}, emptied: [], sinceMs: NOW_MS },
      },
    },
  ],
])('of what is found astray when it is read back, news is %s: %j', (_, expected, more) => {
  const found = readBackNews({ [ASTRAY]: changed }, { ...nothing, ...more }, 's0', NOW_MS);
  expect(found.map(({ code }) => code)).toEqual(expected);
});

test('what this site tells people of a link has what traffic does and until when, and what others tell is quiet', () => {
  const spoken = { 's0-s1': { standing: 'down', code: 'link-probes-lost', atMs: NOW_MS } } as const;
  const [told] = decisionNews({ ...nothing, states: [bad], spoken }, 's0', NOW_MS);
  expect(told).toEqual(expect.objectContaining({ code: 'link-probes-lost', traffic: expect.any(Array) }));
  expect(told).not.toHaveProperty('quiet');
  const [heard] = decisionNews({ ...nothing, states: [bad] }, 's0', NOW_MS);
  expect(heard).toEqual(expect.objectContaining({ code: 'link-probes-lost', quiet: true }));
});

test('that a link is down is expected once its drain was admitted, and for as long as somebody wants it empty', () => {
  const spoken = { 's0-s1': { standing: 'down', code: 'link-probes-lost', atMs: NOW_MS } } as const;
  const admitted = { ...world, snapshot: { ...world.snapshot, admissions: [anAdmission('s0-s1')] } };
  const told = (more: Partial<Decision>) => decisionNews({ ...nothing, spoken, ...more }, 's0', NOW_MS)[0]?.expected;
  const wanted = { ...bad, wanted: true };
  expect(told({ states: [wanted], world: admitted })).toBe(true);
  expect(told({ states: [wanted] })).toBeUndefined();
  expect(told({ states: [bad], world: admitted })).toBeUndefined();
});

test('what people may not have heard yet is told by the site that follows, news or not', () => {
  const previous = { ...known('down', 'link-probes-lost'), spoken: {} };
  const spoken = { 's0-s1': { standing: 'down', code: 'link-probes-lost', atMs: NOW_MS } } as const;
  expect(codes({ states: [bad], previous })).toEqual([]);
  expect(codes({ states: [bad], previous, spoken })).toEqual(['link-probes-lost']);
});

test('at the first reconcile everything that is not simply healthy is news', () => {
  const { previous: _, ...first } = nothing;
  const decision: Decision = { ...first, states: [bad, { ...healthy, link: 's0-s2' }], plan };
  expect(decisionNews(decision, 's0', 5)).toEqual([
    {
      atMs: 5,
      site: 's0',
      code: 'link-probes-lost',
      link: 's0-s1',
      standing: 'down',
      because: 's0-s1 is down: a reason',
      quiet: true,
    },
    expect.objectContaining({ atMs: 5, site: 's0', code: 'held-order', because: 'a reason' }),
  ]);
});
