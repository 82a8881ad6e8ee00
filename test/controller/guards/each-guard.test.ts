// Each guard in the plan: a change that no other guard objects to, held by it, and the like that passes all of them. A guard
// that is not asked, or that always holds, fails here.

import { type BgpEnd, bgpEnds } from '../../../lib/controller/bgp-ends';
import type { Publication } from '../../../lib/controller/database';
import { guardPlan, type World } from '../../../lib/controller/guards';
import type { LinkState } from '../../../lib/controller/link-state/link-states';
import type { AnnouncementChange, Change, OverrideChange } from '../../../lib/controller/plan';
import { settle } from '../../../lib/routing/bgp';
import type { Standing } from '../../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpWorld, type Ends, HEARD_MS, hybrid, UNHEARD_MS } from '../../support/bgp-world';
import { networkOf } from '../../support/networks';
import {
  anAdmission,
  anObservation,
  anOrder,
  aPublication,
  aWorld,
  NOW_MS,
  siteIn,
  standing,
  steeredNetwork,
} from '../../support/world';

//   s0 --- s1      Traffic of s0 for s1 is to leave the link between them for the way over s2.
//   |    / |
//   s2 --- s3
const square = aBackbone(
  [aSite(0), aSite(1), aSite(2), aSite(3)],
  [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2), aPeering(1, 3), aPeering(2, 3)],
);
const over = (link: string) => ({ kind: 'link', link }) as const;
const detour: OverrideChange = {
  kind: 'override',
  table: 'spokes',
  remote: 's1',
  before: null,
  after: 's0-s2',
  from: over('s0-s1'),
  to: over('s0-s2'),
};

interface Square {
  readonly stand?: Readonly<Record<string, Standing>>;
  readonly snapshot?: Partial<World['snapshot']>;
  readonly acknowledged?: boolean;
  readonly s2?: Publication['hops'];
  readonly limit?: number;
}

/** s0, which has announced the detour; all others have read it, unless said otherwise. */
function inSquare({ stand = {}, snapshot = {}, acknowledged = true, s2 = {}, limit = 2 }: Square): World {
  const backbone = { ...square, policy: { ...square.policy, maxConcurrentDrains: limit } };
  const words = ['s0', 's1', 's2', 's3'].map((site) => {
    const { hops, ...word } = aPublication(backbone, networkOf(square), site);
    const wanted = { s1: { transit: ['s0-s1'], spokes: ['s0-s1'], wanted: 's0-s2' } };
    const more = { s0: { hops: { ...hops, ...wanted }, intentMs: NOW_MS }, s2: { hops: { ...hops, ...s2 } } }[site];
    const read = acknowledged ? { acknowledged: { s0: NOW_MS } } : {};
    return [site, { ...word, hops, ...read, ...more }];
  });
  return aWorld(backbone, 's0', { standings: standing(stand), snapshot, published: Object.fromEntries(words) });
}

const [DX, VPN, FAR] = ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'];
const down = standing({ [DX]: 'down' });
const withdraw: Change = { kind: 'withdrawal', link: DX, premises: 'ord', before: 'none', after: 'whole' };
const sessionDown: Change = {
  kind: 'bgp-down',
  link: DX,
  premises: 'ord',
  before: false,
  after: true,
  because: 'grey',
};

function announce(link: string, made: boolean, remote = 'iad'): AnnouncementChange {
  const after = made ? { site: 'pdx', link, remote } : null;
  return { kind: 'announcement', link, premises: 'ord', remote, before: !made, after };
}

/** iad, which has moved everything off the link that is down; what premises send has moved, too, since then. */
function moved(more: Partial<World['snapshot']> = {}, sinceMs = HEARD_MS): World {
  const { hops } = aPublication(hybrid, steeredNetwork(hybrid, down), 'iad');
  const said = { [FAR]: { announced: { iad: sinceMs, cmh: sinceMs } } };
  return { ...bgpWorld('iad', { standings: down, said, snapshot: more }), ownHops: hops };
}

const LONG_AGO = NOW_MS - 3_600_000;
const bad = (links: readonly string[], sinceMs: number) =>
  hybrid.links
    .filter(({ between }) => between.includes('iad'))
    .map(({ name }) => anObservation(name, 'iad', links.includes(name) ? { verdict: 'bad', sinceMs } : {}));

/** pdx, which may announce; nothing is under way unless said otherwise. */
function atPdx(ends: Ends, more: Partial<BgpEnd> = {}): World {
  const world = bgpWorld('pdx', ends);
  return { ...world, ends: new Map([...world.ends].map(([link, end]) => [link, { ...end, settled: true, ...more }])) };
}

const ontoDx: OverrideChange = { ...detour, remote: 'ord', after: DX, from: over('iad-pdx'), to: over(DX) };

/** iad as BGP brings it, with its premises' traffic on the way to pdx, which is drained there. */
function ontoDirectConnect(conditions: ReadonlyMap<string, 'down'>, withdrawn: 'none' | 'whole' = 'none'): World {
  const words = { iad: { hops: { ord: { transit: ['iad-pdx'], spokes: ['iad-pdx'] } } } };
  const world = bgpWorld('iad', { standings: standing({ 'iad-pdx': 'drained' }), words });
  const network = settle(networkOf(hybrid), conditions);
  const { routing, reading } = siteIn(networkOf(hybrid), 'iad');
  const table = (name: 'spokes' | 'transit') => network.tables.find(({ id }) => id === routing.tables[name]);
  const [spokes, transit] = [table('spokes'), table('transit')];
  if (!spokes || !transit) throw new Error('iad has no tables');
  const ends = [...bgpEnds(routing, { spokes, transit }, reading, hybrid)];
  return {
    ...world,
    tables: { spokes, transit },
    ends: new Map(ends.map(([link, end]) => [link, link === DX ? { ...end, withdrawn } : end])),
  };
}

/** The same with a reference of somebody else to a prefix of the list of s1. */
function contended(world: World): World {
  const [prefix] = world.routing.listOf.get('s1')?.entries ?? [];
  if (!prefix) throw new Error('the list is empty');
  const target = { kind: 'attachment', attachment: 's0-s1' } as const;
  const { spokes } = world.tables;
  const route = { prefix, origin: 'prefix-list', target, source: 'pl-foreign' } as const;
  return { ...world, tables: { ...world.tables, spokes: { ...spokes, routes: [...spokes.routes, route] } } };
}

const twoDrained = {
  stand: { 's0-s1': 'drained', 's2-s3': 'drained' },
  snapshot: { admissions: [anAdmission('s2-s3', 1), anAdmission('s0-s1', 2)] },
} as const;
const split = { s1: { transit: ['s1-s2', 's2-s3'], spokes: ['s1-s2', 's2-s3'] } };
const crossed = {
  pdx: { hops: { iad: { transit: ['cmh-pdx'], spokes: ['cmh-pdx'] } } },
  cmh: { hops: { iad: { transit: ['cmh-pdx'], spokes: ['cmh-pdx'] } } },
};
const ordered: LinkState = {
  link: DX,
  wanted: true,
  standing: 'drained',
  code: 'link-drain-ordered',
  because: 'a reason',
};

type Judged = readonly [Change, World];

function verdict([change, world]: Judged): string {
  const { held } = guardPlan([change], world);
  return held[0]?.held.code ?? 'passes';
}

test.each<[string, string, Judged, Judged]>([
  ['owned resources only', 'held-not-owned', [{ ...detour, after: 's1-s2' }, inSquare({})], [detour, inSquare({})]],
  [
    "an operator's freeze",
    'held-frozen',
    [detour, inSquare({ snapshot: { orders: [anOrder('freeze')] } })],
    [detour, inSquare({ snapshot: { orders: [anOrder('freeze', 's0-s1')] } })],
  ],
  ['references of others', 'held-contended', [detour, contended(inSquare({}))], [detour, inSquare({})]],
  [
    'many links that look bad',
    'held-mass-withdrawal',
    [withdraw, moved({ observations: bad(['iad-cmh', DX, VPN], LONG_AGO) })],
    [withdraw, moved({ observations: bad([DX, VPN], LONG_AGO) })],
  ],
  [
    'a link that went bad just now',
    'held-just-lost',
    [withdraw, moved({ observations: bad([DX], NOW_MS) })],
    [withdraw, moved({ observations: bad([DX], LONG_AGO) })],
  ],
  [
    'ends that cannot be read',
    'held-unread',
    [announce(FAR, true), atPdx({}, { unread: 'not permitted' })],
    [announce(FAR, true), atPdx({})],
  ],
  [
    'one update at a time',
    'held-updating',
    [announce(FAR, true), atPdx({}, { settled: false })],
    [announce(FAR, true), atPdx({})],
  ],
  [
    'links that are still withdrawn',
    'held-withdrawn',
    [ontoDx, ontoDirectConnect(new Map(), 'whole')],
    [ontoDx, ontoDirectConnect(new Map())],
  ],
  [
    'links that bring nothing',
    'held-silent-link',
    [ontoDx, ontoDirectConnect(new Map([[DX, 'down']]))],
    [ontoDx, ontoDirectConnect(new Map())],
  ],
  [
    'at most so many drains',
    'held-too-many-drains',
    [detour, inSquare({ ...twoDrained, limit: 1 })],
    [detour, inSquare({ ...twoDrained, limit: 2 })],
  ],
  [
    'no link in a worse state',
    'held-worse-link',
    [detour, inSquare({ stand: { 's1-s2': 'drained' } })],
    [detour, inSquare({ stand: { 's1-s2': 'drained', 's0-s1': 'drained' } })],
  ],
  ['the agreed order', 'held-unannounced', [detour, inSquare({ acknowledged: false })], [detour, inSquare({})]],
  [
    'no working path lost',
    'held-loses-path',
    [detour, inSquare({ s2: split })],
    [detour, inSquare({ s2: { s1: { transit: ['s2-s3'], spokes: ['s2-s3'] } } })],
  ],
  [
    'announcements that deliver',
    'held-undelivered',
    [announce(FAR, true), atPdx({ standings: down, words: crossed })],
    [announce(FAR, true), atPdx({ standings: down })],
  ],
  ['links that are still entered', 'held-still-entered', [withdraw, moved({}, UNHEARD_MS)], [withdraw, moved()]],
  [
    'sessions that alone announce',
    'held-last-announcer',
    [sessionDown, bgpWorld('iad', { standings: standing({ [DX]: 'down', [VPN]: 'down', [FAR]: 'drained' }) })],
    [sessionDown, bgpWorld('iad', { standings: standing({ [DX]: 'down', [VPN]: 'down' }) })],
  ],
])('%s: %s, and otherwise it passes all guards', (_, code, held, passes) => {
  expect(verdict(held)).toBe(code);
  expect(verdict(passes)).toBe('passes');
});

test('changes of every other kind pass all guards, too, when nothing is amiss', () => {
  const withdrawn = { [DX]: { withdrawnMs: HEARD_MS } };
  const drained = standing({ [DX]: 'drained' });
  const { hops } = aPublication(hybrid, steeredNetwork(hybrid, drained), 'iad');
  const empty = { ...bgpWorld('iad', { standings: drained, words: { cmh: { emptied: [DX] } } }), ownHops: hops };
  const judged: readonly Judged[] = [
    [{ ...withdraw, before: 'whole', after: 'none' }, bgpWorld('iad', { said: withdrawn })],
    [withdraw, { ...empty, states: [ordered] }],
    [announce(FAR, false), atPdx({ said: { [FAR]: { announced: { iad: HEARD_MS } } } })],
    [{ ...sessionDown, before: true, after: false }, bgpWorld('iad', { standings: down })],
    [{ ...detour, before: 's0-s2', after: null, from: over('s0-s2'), to: over('s0-s1') }, inSquare({})],
  ];
  expect(judged.map(verdict)).toEqual(judged.map(() => 'passes'));
});
