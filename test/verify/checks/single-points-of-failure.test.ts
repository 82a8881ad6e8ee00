// Links without which sites have no way to each other.

import { singlePointsOfFailure } from '../../../lib/verify/checks/single-points-of-failure';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { bgpLink, judgingTables, PREMISES } from '../../support/judging';

/** Premises behind s0, and s1 behind s0: nothing has a second way. */
const chain = aBackbone([aSite(0), aSite(1), PREMISES], [aPeering(0, 1), bgpLink('dx-0', 0)]);

test('an only Direct Connect fails for BGP to see and an only peering unseen, with the flows that are lost', () => {
  const found = singlePointsOfFailure(judgingTables(chain));
  expect(found.map(({ flows, scenario }) => ({ flows, scenario }))).toEqual([
    {
      flows: [
        { from: 'p9', to: 's0' },
        { from: 'p9', to: 's1' },
        { from: 's0', to: 'p9' },
        { from: 's1', to: 'p9' },
      ],
      scenario: { links: [{ name: 'dx-0', form: 'down' }], risks: [] },
    },
    {
      flows: [
        { from: 'p9', to: 's1' },
        { from: 's0', to: 's1' },
        { from: 's1', to: 'p9' },
        { from: 's1', to: 's0' },
      ],
      scenario: { links: [{ name: 's0-s1', form: 'grey' }], risks: [] },
    },
  ]);
});
