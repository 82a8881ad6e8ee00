import { guardPlan } from '../../../lib/controller/guards';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { anOrder, aWorld, plannedIn, standing } from '../../support/world';

const backbone = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const down = standing({ 's0-s1': 'down' });

test('a plan that no guard objects to is allowed as it is', () => {
  const world = aWorld(backbone, 's0', { standings: down });
  const changes = plannedIn(world);
  expect(changes).toHaveLength(2);
  expect(guardPlan(changes, world)).toEqual({ allowed: changes, held: [] });
});

test('what is held is kept with its reason, and the rest is allowed in the same order', () => {
  const world = aWorld(backbone, 's0', { standings: down });
  const [first, second] = plannedIn(world);
  if (!first || !second) throw new Error('two changes are planned');
  const foreign = { ...second, remote: 's9' };
  const { allowed, held } = guardPlan([foreign, first, second], world);
  expect(allowed).toEqual([first, second]);
  expect(held.map(({ change, held: { code } }) => [change, code])).toEqual([[foreign, 'held-not-owned']]);
});

test('the first guard that objects names the reason', () => {
  const world = aWorld(backbone, 's0', { standings: down, snapshot: { orders: [anOrder('freeze')] } });
  const codes = guardPlan(
    plannedIn(world).map((change, i) => (i === 0 ? change : { ...change, remote: 's9' })),
    world,
  ).held.map(({ held }) => held.code);
  expect(codes).toEqual(['held-frozen', 'held-not-owned']);
});
