import type { BgpEnd } from '../../lib/controller/bgp-ends';
import { bgpEnds } from '../../lib/controller/bgp-ends';
import type { PublishedSession } from '../../lib/controller/database';
import type { Change } from '../../lib/controller/plan';
import { publishedSessions } from '../../lib/controller/published-sessions';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { NOW_MS, siteIn } from '../support/world';

const backbone = hybridExample();
const { routing, tables, reading } = siteIn(networkOf(backbone), 'pdx');
const LINK = 'ord-pdx-dx';
const still = bgpEnds(routing, tables, reading, backbone).get(LINK) as BgpEnd;
const announcing: Partial<BgpEnd> = { announced: new Map([['iad', { routes: [] }]]) };
const announce: Change = {
  kind: 'announcement',
  link: LINK,
  premises: 'ord',
  remote: 'iad',
  before: false,
  after: null,
};
const withdraw: Change = { kind: 'withdrawal', link: LINK, premises: 'ord', before: 'none', after: 'whole' };
const NOTHING: PublishedSession = { announced: {}, removed: {} };
const EARLIER = NOW_MS - 10_000;
const LONG_AGO = NOW_MS - 60_000;

function said(end: Partial<BgpEnd>, before: Partial<PublishedSession> = {}, changes: readonly Change[] = []) {
  const ends = new Map([[LINK, { ...still, ...end }]]);
  return publishedSessions(ends, backbone, { [LINK]: { ...NOTHING, ...before } }, changes, NOW_MS)?.[LINK];
}

test.each<[string, Partial<BgpEnd>, Partial<PublishedSession>, readonly Change[], Partial<PublishedSession>]>([
  ['says nothing of what is as in the baseline', {}, {}, [], {}],
  ['counts an announcement from when it was first read', announcing, {}, [], { announced: { iad: NOW_MS } }],
  ['keeps counting', announcing, { announced: { iad: EARLIER } }, [], { announced: { iad: EARLIER } }],
  [
    'does not count one whose update is under way',
    { ...announcing, settled: false },
    {},
    [announce],
    { changing: ['iad'] },
  ],
  [
    'keeps counting while its own update of something else is under way',
    { ...announcing, settled: false },
    { announced: { iad: EARLIER } },
    [withdraw],
    { announced: { iad: EARLIER }, changing: [] },
  ],
  [
    'relies on nothing while an update is under way that nobody owns up to',
    { ...announcing, settled: false },
    { announced: { iad: EARLIER } },
    [],
    { removed: { iad: NOW_MS }, changing: ['cmh', 'iad', 'pdx'] },
  ],
  [
    'gives up an announcement as soon as its removal is under way, whatever list is read',
    { ...announcing, settled: false },
    { announced: { iad: EARLIER } },
    [announce],
    { removed: { iad: NOW_MS }, changing: ['iad'] },
  ],
  ['remembers a removal until it has been heard', {}, { removed: { iad: EARLIER } }, [], { removed: { iad: EARLIER } }],
  ['and then forgets it', {}, { removed: { iad: LONG_AGO } }, [], {}],
  [
    'counts a removal from when its update was settled',
    {},
    { removed: { iad: LONG_AGO }, changing: ['iad'] },
    [],
    { removed: { iad: NOW_MS } },
  ],
  ['counts a withdrawal', { withdrawn: 'whole' }, {}, [], { withdrawnMs: NOW_MS }],
  ['keeps counting a withdrawal', { withdrawn: 'whole' }, { withdrawnMs: EARLIER }, [], { withdrawnMs: EARLIER }],
  [
    'calls a withdrawal whose update is under way partly done',
    { withdrawn: 'whole', settled: false },
    {},
    [withdraw],
    { partly: true, changing: [] },
  ],
  ['calls half a withdrawal partly done', { withdrawn: 'part' }, { withdrawnMs: EARLIER }, [], { partly: true }],
  ['counts a restore', {}, { withdrawnMs: EARLIER }, [], { restoredMs: NOW_MS }],
  ['counts a restore after half of one', {}, { partly: true }, [], { restoredMs: NOW_MS }],
  ['forgets a restore that has been heard', {}, { restoredMs: LONG_AGO }, [], {}],
  ['says that it hears nothing', { unheard: true }, {}, [], { unheard: true }],
])('%s', (_, end, before, changes, now) => {
  expect(said(end, before, changes)).toEqual({ ...NOTHING, ...now });
});

const unread: Partial<BgpEnd> = { unread: 'not permitted' };

test.each<[string, Partial<BgpEnd>, Partial<PublishedSession>, readonly Change[], Partial<PublishedSession>]>([
  ['keeps what was announced', {}, { announced: { iad: EARLIER } }, [], { announced: { iad: EARLIER } }],
  ['keeps what was taken back', {}, { removed: { iad: LONG_AGO } }, [], { removed: { iad: LONG_AGO } }],
  ['keeps an update under way', {}, { changing: ['iad'] }, [], { changing: ['iad'] }],
  ['keeps a withdrawal', { withdrawn: 'whole' }, { withdrawnMs: EARLIER }, [], { withdrawnMs: EARLIER }],
  ['keeps a restore', {}, { restoredMs: EARLIER }, [], { restoredMs: EARLIER }],
  ['keeps half a withdrawal', { withdrawn: 'whole' }, { partly: true }, [], { partly: true }],
  [
    'relies on no withdrawal that EC2 does not show',
    { withdrawn: 'part' },
    { withdrawnMs: EARLIER },
    [],
    { partly: true },
  ],
  ['relies on no baseline that EC2 does not show', { withdrawn: 'part' }, {}, [], { partly: true }],
  ['says what EC2 shows of BGP', { unheard: true }, {}, [], { unheard: true }],
  ['forgets that BGP was down', {}, { unheard: true }, [], {}],
  [
    'relies on nothing that has just been changed',
    {},
    { announced: { iad: EARLIER, cmh: EARLIER } },
    [announce],
    { announced: { cmh: EARLIER }, removed: { iad: NOW_MS }, changing: ['iad'] },
  ],
  [
    'knows of nothing else while it withdraws',
    {},
    { restoredMs: LONG_AGO },
    [withdraw],
    { partly: true, changing: [] },
  ],
])('an end that cannot be read %s', (_, end, before, changes, now) => {
  expect(said({ ...unread, ...end }, before, changes)).toEqual({ ...NOTHING, ...now });
});

test('an end that cannot be read, and of which nothing was published, goes unmentioned', () => {
  const ends = new Map([[LINK, { ...still, ...unread }]]);
  expect(publishedSessions(ends, backbone, {}, [], NOW_MS)).toEqual({});
});

test('a site without BGP links says nothing', () => {
  expect(publishedSessions(new Map(), backbone, undefined, [], NOW_MS)).toBeUndefined();
});

test('a VPN end says where what arrives by it goes on', () => {
  const iad = siteIn(networkOf(backbone), 'iad');
  const ends = bgpEnds(iad.routing, iad.tables, iad.reading, backbone);
  const sessions = publishedSessions(ends, backbone, undefined, [], NOW_MS);
  expect(sessions?.['ord-iad-vpn']?.onward).toEqual({ cmh: ['iad-cmh'], pdx: ['iad-pdx'] });
  expect(sessions?.['ord-iad-dx']?.onward).toBeUndefined();
});
