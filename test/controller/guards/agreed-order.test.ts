import type { Publication } from '../../../lib/controller/database';
import type { World } from '../../../lib/controller/guards';
import { inAgreedOrder } from '../../../lib/controller/guards/agreed-order';
import { deliversWithout } from '../../../lib/controller/order';
import { publishedNetwork } from '../../../lib/controller/published-network';
import { viewId } from '../../../lib/controller/view';
import { addressAt, prefix } from '../../../lib/net/prefix';
import type { Standings } from '../../../lib/routing/shortest-paths';
import { trace } from '../../../lib/routing/trace';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { networkOf } from '../../support/networks';
import { aPublication, aWorld, MINUTE_MS, NOW_MS, plannedFor, standing } from '../../support/world';

//   s0 --- s1      s0 reaches s3 by way of s2, s1 reaches it directly, and the link between them is dear.
//   |      |
//   s2 --- s3
const square = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1, 15), aPeering(0, 2), aPeering(1, 3), aPeering(2, 3)],
);
const baseline = networkOf(square);
const SITES = ['s0', 's1', 's2', 's3'];
const usable = () => true;

/** The words of all sites; those with an intent want what these standings ask of them. */
function words(intents: Readonly<Record<string, Standings>>, acknowledged = false): Record<string, Publication> {
  const read = Object.fromEntries(Object.keys(intents).map((site) => [site, NOW_MS]));
  return Object.fromEntries(
    SITES.map((site) => {
      const wants = intents[site];
      const more = { ...(wants ? { intentMs: NOW_MS } : {}), acknowledged: acknowledged ? read : {} };
      return [site, aPublication(square, baseline, site, wants, more)];
    }),
  );
}

function codeAt(site: string, standings: Standings, published: Readonly<Record<string, Publication | null>>) {
  const world = aWorld(square, site, { standings, published });
  return inAgreedOrder(plannedFor(world, 'transit', 's3'), world)?.code;
}

const without02 = standing({ 's0-s2': 'drained' });
const without13 = standing({ 's1-s3': 'drained' });

describe('two sites that each want to send the same traffic by way of the other', () => {
  const wanted = { s0: without02, s1: without13 };
  const [s3] = square.sites.filter(({ name }) => name === 's3');

  function traceFrom(site: string, hops: Readonly<Record<string, string>>) {
    if (!s3) throw new Error('s3 is not there');
    const each = Object.entries(hops).map(([name, link]) => [name, { transit: [link], spokes: [link] }] as const);
    const network = publishedNetwork(square, s3, { sites: new Map(each), edges: new Map() });
    const destination = addressAt(prefix(s3.specifics[0] ?? ''), 0n);
    return trace(network, new Map(), { at: 'gateway', gateway: site, arrivedBy: 'vpc' }, destination).outcome;
  }

  test('would make a loop by moving both, and none by moving either alone', () => {
    const [direct, crossing] = [{ s0: 's0-s2', s1: 's1-s3', s2: 's2-s3' }, 's0-s1'];
    for (const site of ['s0', 's1']) {
      expect(traceFrom(site, direct)).toBe('delivered');
      expect(traceFrom(site, { ...direct, s0: crossing })).toBe('delivered');
      expect(traceFrom(site, { ...direct, s1: crossing })).toBe('delivered');
      expect(traceFrom(site, { ...direct, s0: crossing, s1: crossing })).toBe('loop');
    }
  });

  test('would both be let pass by a trace of what the other published before', () => {
    const old = new Map(Object.entries(words({})));
    expect(deliversWithout(square, old, 's1', 's3', 's0', usable)).toBe(true);
    expect(deliversWithout(square, old, 's0', 's3', 's1', usable)).toBe(true);
  });

  test('cannot be told by their views: each alone sees one link drained', () => {
    expect(viewId(square, without02)).not.toBe(viewId(square, without13));
    for (const word of Object.values(words({}))) expect(word.view).toBe(viewId(square, new Map()));
  });

  test('are both held while neither has announced what it wants', () => {
    expect(codeAt('s0', without02, words({}))).toBe('held-unannounced');
    expect(codeAt('s1', without13, words({}))).toBe('held-unannounced');
  });

  test('are both held while each knows only its own intent, acknowledged or not', () => {
    expect(codeAt('s0', without02, words({ s0: without02 }))).toBe('held-unannounced');
    expect(codeAt('s1', without13, words({ s1: without13 }))).toBe('held-unannounced');
  });

  test('are both held once each has read the intent of the other, whoever has acknowledged', () => {
    for (const acknowledged of [false, true]) {
      expect(codeAt('s0', without02, words(wanted, acknowledged))).toBe('held-order');
      expect(codeAt('s1', without13, words(wanted, acknowledged))).toBe('held-order');
    }
  });

  test('are let pass one at a time, when only one wants it and all have acknowledged', () => {
    expect(codeAt('s0', without02, words({ s0: without02 }, true))).toBeUndefined();
    expect(codeAt('s1', without13, words({ s1: without13 }, true))).toBeUndefined();
  });
});

describe('working traffic that moves to a neighbour which delivers', () => {
  const agreed = words({ s1: without13 }, true);
  const s1 = (published: Readonly<Record<string, Publication | null>>) => codeAt('s1', without13, published);
  const said = (site: string, more: Partial<Publication>): Record<string, Publication> => ({
    ...agreed,
    [site]: { ...(agreed[site] ?? aPublication(square, baseline, site)), ...more },
  });

  test('is let pass when it was announced and every member has acknowledged', () => {
    expect(s1(agreed)).toBeUndefined();
  });

  test.each<[string, string, Readonly<Record<string, Publication | null>>]>([
    [
      'one member has acknowledged an older intent',
      'held-unannounced',
      said('s2', { acknowledged: { s1: NOW_MS - 1 } }),
    ],
    ['one member has acknowledged nothing', 'held-unannounced', said('s3', { acknowledged: {} })],
    ['one member has published nothing', 'held-unannounced', { ...agreed, s3: null }],
    ['the intent was for another link', 'held-unannounced', words({ s1: standing({ 's0-s1': 'drained' }) }, true)],
    ['the admission site calls it silent', 'held-isolated', said('s0', { silent: { s1: NOW_MS } })],
    [
      'the admission site was last heard too long ago',
      'held-isolated',
      said('s0', { atMs: NOW_MS - 3 * MINUTE_MS - 1 }),
    ],
    ['the neighbour has published nothing', 'held-order', { ...agreed, s0: null }],
  ])('is held when %s: %s', (_, code, published) => {
    expect(s1(published)).toBe(code);
  });

  test('is let pass at the age at which the admission site still counts as heard', () => {
    expect(s1(said('s0', { atMs: NOW_MS - 3 * MINUTE_MS }))).toBeUndefined();
  });
});

describe('traffic that is lost', () => {
  const down = standing({ 's1-s3': 'down' });

  test('is let pass at once, unannounced and cut off, to a neighbour that delivers', () => {
    expect(codeAt('s1', down, words({}))).toBeUndefined();
    const silent = { s0: aPublication(square, baseline, 's0', new Map(), { atMs: 0, silent: { s1: 0 } }) };
    expect(codeAt('s1', down, silent)).toBeUndefined();
  });

  test('is held while the neighbour sends it back, wants to send it back, or has said nothing', () => {
    expect(codeAt('s1', down, words({ s0: without02 }))).toBe('held-order');
    const back = { s3: { transit: ['s0-s1'], spokes: ['s0-s1'] } };
    expect(codeAt('s1', down, { s0: aPublication(square, baseline, 's0', new Map(), { hops: back }) })).toBe(
      'held-order',
    );
    expect(codeAt('s1', down, { s0: null })).toBe('held-order');
  });

  test('is held when further on it would take a link that is down', () => {
    const world = aWorld(square, 's1', { standings: down });
    const both = { ...world, standings: standing({ 's1-s3': 'down', 's0-s2': 'down' }) };
    expect(inAgreedOrder(plannedFor(world, 'transit', 's3'), both)?.code).toBe('held-order');
  });
});

test('lost traffic is held from a link that is down as well, whatever lies behind it', () => {
  const world = aWorld(square, 's1', { standings: standing({ 's1-s3': 'down' }) });
  const both = { ...world, standings: standing({ 's0-s1': 'down', 's1-s3': 'down' }) };
  expect(inAgreedOrder(plannedFor(world, 'transit', 's3'), both)?.code).toBe('held-order');
});

describe('a single change', () => {
  const drained = standing({ 's0-s1': 'drained', 's0-s2': 'drained', 's1-s3': 'drained' });
  const world: World = aWorld(square, 's1', { standings: without13, published: words({}) });
  const base = plannedFor(world, 'transit', 's3');

  test('to the destination itself is let pass, unannounced', () => {
    const moved = { ...base, from: base.to, to: base.from, before: 's0-s1', after: null };
    expect(inAgreedOrder(moved, { ...world, standings: drained })).toBeUndefined();
  });

  test('that leaves the traffic where it is is let pass', () => {
    expect(inAgreedOrder({ ...base, to: base.from }, world)).toBeUndefined();
  });

  test('that leaves nothing, or splits the traffic, is held', () => {
    expect(inAgreedOrder({ ...base, to: { kind: 'none' } }, world)?.code).toBe('held-order');
    expect(inAgreedOrder({ ...base, to: { kind: 'split', links: ['s0-s1', 's1-s3'] } }, world)?.code).toBe(
      'held-order',
    );
  });

  test('to a link that is not of this backbone is held as not owned', () => {
    expect(inAgreedOrder({ ...base, to: { kind: 'link', link: 's8-s9' } }, world)?.code).toBe('held-not-owned');
  });
});

describe('the word of a site that fell silent long ago', () => {
  const silent = { silent: { s1: NOW_MS - 10 * MINUTE_MS } };
  const said = words({ s0: without02 }, true);
  const published = { ...said, s0: { ...said.s0, ...silent, heard: { s1: NOW_MS } } as Publication };

  test('is not enough to move working traffic by way of it', () => {
    expect(codeAt('s0', without02, said)).toBeUndefined();
    expect(codeAt('s0', without02, published)).toBe('held-order');
  });

  test('is enough to move traffic that is lost', () => {
    expect(codeAt('s0', standing({ 's0-s2': 'down' }), published)).toBeUndefined();
  });
});
