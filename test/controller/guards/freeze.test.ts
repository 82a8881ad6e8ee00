import type { Order } from '../../../lib/controller/database';
import { notFrozen } from '../../../lib/controller/guards/freeze';
import type { Change } from '../../../lib/controller/plan';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpWorld } from '../../support/bgp-world';
import { anOrder, aWorld, NOW_MS, plannedFor, standing } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);

function codeWith(orders: readonly Order[]) {
  const world = aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'down' }), snapshot: { orders } });
  return notFrozen(plannedFor(world, 'spokes', 's1'), world)?.code;
}

test.each<[string, readonly Order[], string | undefined]>([
  ['lets pass without orders', [], undefined],
  ['holds while the whole backbone is frozen', [anOrder('freeze')], 'held-frozen'],
  ['holds until the freeze expires', [anOrder('freeze', undefined, { expiresMs: NOW_MS + 1 })], 'held-frozen'],
  ['lets pass once the freeze has expired', [anOrder('freeze', undefined, { expiresMs: NOW_MS })], undefined],
  ['lets pass while one link is frozen', [anOrder('freeze', 's0-s1')], undefined],
  ['lets pass with orders of another kind', [anOrder('drain', 's0-s1'), anOrder('force-up', 's0-s2')], undefined],
])('%s', (_, orders, code) => {
  expect(codeWith(orders)).toBe(code);
});

const link = 'ord-iad-dx';
const announcement = { kind: 'announcement', link, premises: 'ord', remote: 'cmh', before: true } as const;

test.each<[string, Change]>([
  ['an announcement that is made', { ...announcement, before: false, after: { site: 'iad', link, remote: 'cmh' } }],
  ['an announcement that is taken back', { ...announcement, after: null }],
  ['a withdrawal', { kind: 'withdrawal', link, premises: 'ord', before: 'none', after: 'whole' }],
  ['a restore', { kind: 'withdrawal', link, premises: 'ord', before: 'whole', after: 'none' }],
  [
    'a session that goes down',
    { kind: 'bgp-down', link, premises: 'ord', before: false, after: true, because: 'a reason' },
  ],
  [
    'a session that comes back',
    { kind: 'bgp-down', link, premises: 'ord', before: true, after: false, because: 'a reason' },
  ],
])('holds %s while all is frozen, and lets it pass otherwise', (_, change) => {
  const [frozen, free] = [[anOrder('freeze')], []].map((orders) => bgpWorld('iad', { snapshot: { orders } }));
  expect(frozen && notFrozen(change, frozen)).toEqual({
    code: 'held-frozen',
    because: 'ada froze all changes: a reason',
  });
  expect(free && notFrozen(change, free)).toBeUndefined();
});
