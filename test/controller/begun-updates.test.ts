import { begunUpdates } from '../../lib/controller/begun-updates';
import type { Publication } from '../../lib/controller/database';
import type { Change } from '../../lib/controller/plan';
import { hybridExample } from '../support/hybrid';
import { networkOf } from '../support/networks';
import { aPublication, NOW_MS, siteIn } from '../support/world';

const backbone = hybridExample();
const network = networkOf(backbone);
const { routing } = siteIn(network, 'iad');
const [DX, VPN] = ['ord-iad-dx', 'ord-iad-vpn'];
const EARLIER = NOW_MS - 90_000;
const announced: Change = { kind: 'announcement', link: DX, premises: 'ord', remote: 'cmh', before: true, after: null };
const withdrawn: Change = { kind: 'withdrawal', link: DX, premises: 'ord', before: 'none', after: 'whole' };
const previous: Publication = {
  ...aPublication(backbone, network, 'iad'),
  atMs: NOW_MS,
  told: { links: {}, held: {}, emptied: [], sinceMs: EARLIER },
  sessions: {
    [DX]: { announced: { cmh: EARLIER, pdx: EARLIER }, removed: {} },
    [VPN]: { announced: {}, removed: {}, onward: {} },
  },
};

test('an announcement that is about to change is relied on no more, and all else is said as before', () => {
  expect(begunUpdates(previous, [announced], routing, NOW_MS)).toEqual({
    ...previous,
    atMs: NOW_MS + 1,
    sessions: {
      ...previous.sessions,
      [DX]: { announced: { pdx: EARLIER }, removed: { cmh: NOW_MS + 1 }, changing: ['cmh'] },
    },
  });
});

test('a withdrawal that is about to begin is said to be done in part', () => {
  const { [DX]: session } = begunUpdates(previous, [withdrawn], routing, NOW_MS)?.sessions ?? {};
  expect(session).toEqual({ ...previous.sessions?.[DX], partly: true, changing: [] });
});

test.each<[string, Publication | undefined, readonly Change[]]>([
  ['is about to change', previous, []],
  ['of Direct Connect is about to change', previous, [{ ...announced, link: VPN }]],
  ['was published before', undefined, [announced]],
  ['was published of the link before', { ...previous, sessions: {} }, [announced]],
])('nothing is said where nothing %s', (_, before, changes) => {
  expect(begunUpdates(before, changes, routing, NOW_MS)).toBeUndefined();
});
