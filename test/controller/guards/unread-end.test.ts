import type { World } from '../../../lib/controller/guards';
import { notOfUnreadEnd } from '../../../lib/controller/guards/unread-end';
import type { Change } from '../../../lib/controller/plan';
import { hybrid } from '../../support/bgp-world';
import { announce, DX, off, onto, restore, silence, withdraw } from '../../support/link-changes';
import { networkOf } from '../../support/networks';
import { aPublication, aWorld, standing } from '../../support/world';

const down: Change = { kind: 'bgp-down', link: DX, premises: 'ord', before: false, after: true, because: 'it is grey' };
const up: Change = { ...down, before: true, after: false };

/** iad, which has said nothing of the links in `unsaid`, and cannot read the ends of those in `unread`. */
function worldWith(unread: readonly string[], unsaid: readonly string[] = [], more: Partial<World> = {}): World {
  const { sessions = {}, ...word } = aPublication(hybrid, networkOf(hybrid), 'iad');
  const said = Object.fromEntries(Object.entries(sessions).filter(([link]) => !unsaid.includes(link)));
  const world = aWorld(hybrid, 'iad', { published: { iad: { ...word, sessions: said } } });
  const ends = [...world.ends].map(
    ([link, end]) => [link, { ...end, ...(unread.includes(link) ? { unread: 'not permitted' } : {}) }] as const,
  );
  return { ...world, ends: new Map(ends), ...more };
}

test.each<[string, Change, string | undefined]>([
  ['an announcement over it waits', announce, 'held-unread'],
  ['the end of an announcement over it waits', silence, 'held-unread'],
  ['its withdrawal waits', withdraw, 'held-unread'],
  ['its restore waits', restore, 'held-unread'],
  ['its session does not go down', down, 'held-unread'],
  ['its session is not let up', up, 'held-unread'],
  ['traffic of the site moves off it', off, undefined],
  ['traffic of the site moves onto it, as it has been published', onto, undefined],
])('while the end of a link cannot be read, %s', (_, change, code) => {
  expect(notOfUnreadEnd(change, worldWith([DX]))?.code).toBe(code);
  expect(notOfUnreadEnd(change, worldWith([]))).toBeUndefined();
  expect(notOfUnreadEnd(change, worldWith(['ord-iad-vpn']))).toBeUndefined();
});

test('working traffic does not move onto an end of which nothing has ever been said, and lost traffic does', () => {
  expect(notOfUnreadEnd(onto, worldWith([DX], [DX]))?.code).toBe('held-unread');
  expect(notOfUnreadEnd(onto, worldWith([], [DX]))).toBeUndefined();
  const hops = { transit: ['iad-pdx'], spokes: ['iad-pdx'] };
  const lost = { ownHops: { ord: hops }, standings: standing({ 'iad-pdx': 'down' }) };
  expect(notOfUnreadEnd(onto, worldWith([DX], [DX], lost))).toBeUndefined();
});
