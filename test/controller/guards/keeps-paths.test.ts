import type { PublishedHops } from '../../../lib/controller/database';
import type { Effective } from '../../../lib/controller/effective';
import { keepsEveryPath } from '../../../lib/controller/guards/keeps-paths';
import type { OverrideChange } from '../../../lib/controller/plan';
import type { SteeredTable } from '../../../lib/controller/site-routing';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpWorld, HEARD_MS } from '../../support/bgp-world';
import { networkOf } from '../../support/networks';
import { aPublication, aWorld, plannedFor, standing } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const base = plannedFor(aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'down' }) }), 'spokes', 's1');
const baseline = networkOf(backbone);
const using = (transit: string, spokes = transit): PublishedHops => ({ transit: [transit], spokes: [spokes] });

interface Case {
  /** How s2 forwards to s1. */
  readonly s2?: PublishedHops;
  /** How s0 forwards to s1. */
  readonly own?: PublishedHops;
  readonly table?: SteeredTable;
  readonly to?: Effective;
  readonly stand?: Readonly<Record<string, Standing>>;
}

/** s0 wants to send its traffic for s1 by way of s2. */
function heldFor({ s2, own, table = 'spokes', to = { kind: 'link', link: 's0-s2' }, stand = {} }: Case) {
  const published = s2 ? { s2: aPublication(backbone, baseline, 's2', new Map(), { hops: { s1: s2 } }) } : { s2: null };
  const world = aWorld(backbone, 's0', { standings: standing(stand), published });
  const seen = own ? { ...world, ownHops: { ...world.ownHops, s1: own } } : world;
  return keepsEveryPath({ ...base, table, to }, seen);
}

test.each<[string, Case]>([
  ['the next site delivers', { s2: using('s1-s2') }],
  ['the next site delivers over a drained link', { s2: using('s1-s2'), stand: { 's1-s2': 'drained' } }],
  ['the traffic is lost already', { s2: using('s1-s2'), stand: { 's0-s1': 'down', 's1-s2': 'down' } }],
  ['the traffic loops already', { s2: using('s0-s2'), own: using('s0-s2') }],
  ['it changes what others send and the next site delivers', { s2: using('s1-s2'), table: 'transit' }],
])('lets pass when %s', (_, each) => {
  expect(heldFor(each)).toBeUndefined();
});

test.each<[string, string, Case]>([
  ['the next site sends it back', 's0', { s2: using('s0-s2'), own: using('s0-s2', 's0-s1') }],
  ['the next site has published nothing', 's0', {}],
  ['the next site sends it over a link that is down', 's0', { s2: using('s1-s2'), stand: { 's1-s2': 'down' } }],
  ['the link to it is down', 's0', { s2: using('s1-s2'), stand: { 's0-s2': 'down' } }],
  ['the traffic would be split', 's0', { s2: using('s1-s2'), to: { kind: 'split', links: ['s0-s1', 's0-s2'] } }],
  ['nothing would be left', 's0', { s2: using('s1-s2'), to: { kind: 'none' } }],
  [
    'others send their traffic here and it would go back to them',
    's2',
    { s2: using('s1-s2', 's0-s2'), own: using('s0-s1'), table: 'transit', to: { kind: 'split', links: [] } },
  ],
])('holds when %s', (_, loses, each) => {
  expect(heldFor(each)).toEqual({ code: 'held-loses-path', because: `traffic to s1 would be lost from ${loses}` });
});

test('what comes back and then goes on by the other table is not lost, however odd its way', () => {
  const through = { s2: using('s0-s2'), own: using('s0-s1') };
  expect(heldFor({ ...through, table: 'transit' })?.because).toBe('traffic to s1 would be lost from s2');
  expect(heldFor({ ...through, table: 'spokes' })).toBeUndefined();
});

test('has nothing to say of a destination that nobody knows', () => {
  const world = aWorld(backbone, 's0');
  expect(keepsEveryPath({ ...base, remote: 's9' }, world)).toBeUndefined();
});

describe('what premises send', () => {
  /** pdx moves what arrives for iad to cmh, while ord enters at pdx and over its own link to iad may not. */
  const change: OverrideChange = {
    kind: 'override',
    table: 'transit',
    remote: 'iad',
    before: null,
    after: 'cmh-pdx',
    from: { kind: 'link', link: 'iad-pdx' },
    to: { kind: 'link', link: 'cmh-pdx' },
  };
  const said = { 'ord-pdx-dx': { announced: { iad: HEARD_MS } } };
  const cmhOver = (link: string) => ({ cmh: { hops: { iad: { transit: [link], spokes: [link] } } } });

  test('is lost with the path, too, by the link by which it enters', () => {
    const held = keepsEveryPath(change, bgpWorld('pdx', { said, words: cmhOver('cmh-pdx') }));
    expect(held).toMatchObject({ code: 'held-loses-path' });
    expect(held?.because).toContain('ord over ord-pdx-dx');
  });

  test('does not matter where it does not enter', () => {
    const elsewhere = bgpWorld('pdx', { words: cmhOver('cmh-pdx') });
    expect(keepsEveryPath(change, elsewhere)?.because ?? '').not.toContain('ord');
  });

  test('is not lost when the next site delivers', () => {
    expect(keepsEveryPath(change, bgpWorld('pdx', { said, words: cmhOver('iad-cmh') }))).toBeUndefined();
  });
});
