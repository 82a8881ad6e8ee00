import { ownedOnly } from '../../../lib/controller/guards/owned-only';
import type { OverrideChange } from '../../../lib/controller/plan';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aWorld, plannedFor, standing } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const world = aWorld(backbone, 's0', { standings: standing({ 's0-s1': 'drained' }) });
const own = plannedFor(world, 'spokes', 's1');

test.each<[string, Partial<OverrideChange>, string | undefined]>([
  ['lets pass a change of its own list to its own link', {}, undefined],
  ['lets pass a removal', { before: 's0-s2', after: null }, undefined],
  ['holds a change for a site it has no list of', { remote: 's9' }, 'held-not-owned'],
  ['holds a change for the site itself', { remote: 's0' }, 'held-not-owned'],
  ['holds a change to a link between other sites', { after: 's1-s2' }, 'held-not-owned'],
  ['holds a removal for a site it has no list of', { remote: 's9', after: null }, 'held-not-owned'],
])('%s', (_, more, code) => {
  expect(ownedOnly({ ...own, ...more }, world)?.code).toBe(code);
});
