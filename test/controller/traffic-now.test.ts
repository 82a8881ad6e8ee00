import { trafficNow } from '../../lib/controller/traffic-now';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { standing } from '../support/world';

const three = [aSite(0), aSite(1), aSite(2)];
const triangle = aBackbone(three, [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const line = aBackbone(three, [aPeering(0, 1), aPeering(1, 2)]);

test('it says over which links flows go that used the link, and what nothing could take over from', () => {
  expect(trafficNow('s0-s1', triangle, standing({ 's0-s1': 'drained' }))).toEqual(['s0 and s1 go over s0-s2, s1-s2']);
  expect(trafficNow('s0-s1', triangle, standing({ 's0-s1': 'down' }))).toEqual([
    's0 and s1 go over s0-s2, s1-s2; nothing is left to take over from s0-s2 or s1-s2',
  ]);
});

test('of a link that is back it says so, and that all is redundant by saying nothing of it', () => {
  expect(trafficNow('s0-s1', triangle, new Map())).toEqual(['s0 and s1 go over s0-s1']);
});

test('a drained link that flows have no way beside stays in use', () => {
  expect(trafficNow('s0-s1', line, standing({ 's0-s1': 'drained' }))).toEqual([
    's0 and s1 go over s0-s1, as they have no other way',
    's0 and s2 go over s0-s1, s1-s2, as they have no other way',
  ]);
});

test('a flow that every way is down of has none', () => {
  expect(trafficNow('s0-s1', line, standing({ 's0-s1': 'down' }))).toEqual([
    's0 and s1 have no working way',
    's0 and s2 have no working way',
  ]);
});

test('a link that no flow uses is told as that', () => {
  const dear = aBackbone(three, [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2, 50)]);
  expect(trafficNow('s0-s2', dear, new Map())).toEqual(['no flow uses the link as long as all links are up']);
});

test('of many flows the first are named, and the others counted', () => {
  const many = Array.from({ length: 10 }, (_, n) => aSite(n));
  const star = aBackbone(
    many,
    many.slice(1).map((_, n) => aPeering(0, n + 1)),
  );
  const said = trafficNow('s0-s1', star, standing({ 's0-s1': 'down' }));
  expect(said).toHaveLength(7);
  expect(said.at(-1)).toBe('and 3 more pairs of sites that use it when all links are up');
});
