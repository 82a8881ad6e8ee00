import type { Publication } from '../../lib/controller/database';
import { plannedOverrides } from '../../lib/controller/plan';
import {
  isNews,
  makePublication,
  type PublishedDecision,
  publishedHops,
  worthPublishing,
} from '../../lib/controller/publication';
import { shortestWays } from '../../lib/controller/ways';
import { prefix } from '../../lib/net/prefix';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { aPublication, NOTHING_KNOWN, NOW_MS, siteIn, standing, steeredNetwork } from '../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const baseline = steeredNetwork(backbone);
const drained = standing({ 's0-s1': 'drained' });
const decision: PublishedDecision = {
  states: [],
  standings: new Map(),
  ways: new Map(),
  held: {},
  emptied: [],
  silent: undefined,
  waiting: {},
  spoken: {},
  windows: {},
};

/** What s0 publishes at a moment, after what all have published before. */
function made(
  before: readonly Publication[],
  {
    nowMs = NOW_MS,
    network = baseline,
    ...more
  }: Partial<PublishedDecision> & { nowMs?: number; network?: typeof baseline } = {},
): Publication {
  const { routing, tables } = siteIn(network, 's0');
  const snapshot = { ...NOTHING_KNOWN, publications: before };
  return makePublication(
    backbone,
    routing,
    { tables, written: tables, ends: new Map(), changes: [], strays: {} },
    { ...decision, ways: shortestWays(backbone, 's0', more.standings ?? new Map()), ...more },
    snapshot,
    nowMs,
  );
}

test('a site publishes what both its tables do for every other site, and what it is about to change', () => {
  const { routing, tables } = siteIn(steeredNetwork(backbone, drained), 's0');
  const planned = plannedOverrides(routing, tables, backbone, new Map());
  expect(publishedHops(backbone, routing, tables, planned)).toEqual({
    s1: { transit: ['s0-s2'], spokes: ['s0-s2'], wanted: 's0-s1' },
    s2: { transit: ['s0-s2'], spokes: ['s0-s2'] },
  });
});

test('a site that knows of no working path announces nothing, so nobody waits for it', () => {
  const cutOff = standing({ 's0-s1': 'down', 's0-s2': 'down' });
  expect(made([], { standings: cutOff }).intentMs).toBeUndefined();
});

test('what a longer route of somebody else keeps from being moved is not announced for ever', () => {
  const leaked = {
    prefix: prefix('10.1.8.0/24'),
    origin: 'static' as const,
    target: { kind: 'attachment' as const, attachment: 's0-s1' },
    source: 'somebody else',
  };
  const steered = steeredNetwork(backbone, drained);
  const tables = steered.tables.map((t) => (t.id === 's0/spokes' ? { ...t, routes: [...t.routes, leaked] } : t));
  const said = made([], { standings: drained, network: { ...steered, tables } });
  expect(said.hops.s1).toEqual({ transit: ['s0-s2'], spokes: ['s0-s1', 's0-s2'] });
  expect(said.intentMs).toBeUndefined();
});

test('the time of a publication never goes back, even when the clock does', () => {
  const first = made([]);
  expect(made([first], { nowMs: NOW_MS - 60_000 }).atMs).toBe(NOW_MS + 1);
  expect(made([first], { nowMs: NOW_MS - 60_000, standings: drained }).intentMs).toBe(NOW_MS + 1);
});

describe('an intent', () => {
  const first = made([], { standings: drained });

  test('is dated when it is first published, and absent when the tables do all that is wanted', () => {
    expect(made([]).intentMs).toBeUndefined();
    expect(first.intentMs).toBe(NOW_MS);
    expect(made([], { standings: drained, network: steeredNetwork(backbone, drained) }).intentMs).toBeUndefined();
  });

  test('keeps its date while nothing new is wanted', () => {
    expect(made([first], { standings: drained, nowMs: NOW_MS + 5 }).intentMs).toBe(NOW_MS);
  });

  test('gets a new date when something else is wanted, and when it is wanted again after a while', () => {
    const other = standing({ 's0-s2': 'drained' });
    expect(made([first], { standings: other, nowMs: NOW_MS + 5 }).intentMs).toBe(NOW_MS + 5);
    const elsewhere = { ...first.hops, s1: { transit: ['s0-s1'], spokes: ['s0-s1'], wanted: 's0-s3' } };
    expect(made([{ ...first, hops: elsewhere }], { standings: drained, nowMs: NOW_MS + 5 }).intentMs).toBe(NOW_MS + 5);
    const calm = made([first], { nowMs: NOW_MS + 5 });
    expect(made([calm], { standings: drained, nowMs: NOW_MS + 6 }).intentMs).toBe(NOW_MS + 6);
  });
});

test('a site says what it has heard and acknowledges intents, and keeps an acknowledgement when the intent is gone', () => {
  const s1 = aPublication(backbone, baseline, 's1', new Map(), { atMs: 7, intentMs: 5 });
  const first = made([s1]);
  expect(first).toMatchObject({ heard: { s1: 7 }, acknowledged: { s1: 5 } });
  const { intentMs: _, ...done } = s1;
  expect(made([{ ...done, atMs: 8 }, first])).toMatchObject({ heard: { s1: 8 }, acknowledged: { s1: 5 } });
});

test('a site publishes only the links that are not simply healthy', () => {
  const state = { wanted: false, because: 'b' };
  const states = [
    { ...state, link: 's0-s1', standing: 'up', code: 'link-healthy' },
    { ...state, link: 's0-s2', standing: 'up', code: 'link-unobserved' },
    { ...state, link: 's1-s2', standing: 'down', code: 'link-probes-lost' },
  ] as const;
  expect(made([], { states }).links).toEqual({
    's0-s2': { standing: 'up', code: 'link-unobserved' },
    's1-s2': { standing: 'down', code: 'link-probes-lost' },
  });
});

test.each<[string, boolean, Partial<Publication>]>([
  ['only its time is another', false, { atMs: NOW_MS + 29_999 }],
  ['only what it has heard is another', false, { heard: { s1: 9 } }],
  ['it is due as a sign of life', true, { atMs: NOW_MS + 30_000 }],
  ['its view is another', true, { view: 's0-s1=down' }],
  ['it acknowledges something', true, { acknowledged: { s1: 9 } }],
  ['something is held', true, { held: { 'transit s1': 'held-order' } }],
  ['a link was found empty', true, { emptied: ['s0-s1'] }],
  ['a site was called silent', true, { silent: { s2: 1 } }],
  ['it wants something', true, { intentMs: NOW_MS }],
  ['its hops are others', true, { hops: {} }],
])('whether a publication is written when %s: %s', (_, worth, more) => {
  const before = made([]);
  expect(worthPublishing({ ...before, ...more }, before)).toBe(worth);
});

test('the first publication is written, and a sign of life is not news', () => {
  const before = made([]);
  expect(worthPublishing(before, undefined)).toBe(true);
  expect(isNews({ ...before, atMs: NOW_MS + 60_000 }, before)).toBe(false);
  expect(isNews({ ...before, view: 's0-s1=down' }, before)).toBe(true);
});
