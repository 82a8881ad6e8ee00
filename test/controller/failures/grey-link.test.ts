import { failsEverywhere } from '../../support/failures/fails-everywhere';
import { FailureStory } from '../../support/failures/failure-story';
import { PLOTS } from '../../support/failures/plots';

const NAME = 'the greyness of a Direct Connect link';

describe.each([NAME] as const)('%s, in which any one call of any port', failsEverywhere);

test('that nobody answers which tests go on keeps no lost traffic waiting, and is told', async () => {
  const sites = (await FailureStory.of(PLOTS[NAME])).at(0);
  const began = sites.world.nowMs;
  sites.world.faultOf = ({ name }) => (name === 'readTests' ? { kind: 'silent', hasEffect: false } : undefined);
  await sites.reconcile('s0');
  expect(sites.outcomes).toEqual([expect.objectContaining({ kind: 'done', changed: 2, failed: 0 })]);
  expect(sites.told()).toEqual(expect.arrayContaining(['bgp-tests-unread', 'override-created']));
  expect(sites.world.nowMs - began).toBeLessThan(10_000);
});
