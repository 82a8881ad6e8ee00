// What is said where no stack describes a backbone.

import { metadataPresent } from '../../../lib/verify/checks/metadata-present';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aHybrid, bgpLink, judgingTables, messages, PREMISES } from '../../support/judging';

const lone = aBackbone([aSite(0), PREMISES], [bgpLink('dx-0', 0)]);
const peered = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);

test.each([
  [
    'one of each',
    { ...lone, flows: lone.flows.slice(0, 1) },
    '1 transit gateway, 1 VPC, 1 site on premises, 1 link, and 1 flow',
  ],
  ['no premises', peered, '2 transit gateways, 2 VPCs, 1 link, and 2 flows'],
  [
    'several premises, and no links',
    aBackbone([aSite(0), PREMISES, { ...PREMISES, name: 'p8' }], []),
    '1 transit gateway, 1 VPC, 2 sites on premises, 0 links, and 4 flows',
  ],
])('what is inferred is counted: %s', (_what, backbone, counts) => {
  expect(messages(metadataPresent({ ...judgingTables(backbone), declared: false }))).toEqual([
    `no stack says which sites, links and flows there are, so they are inferred: ${counts}, each judged with nothing failed and without each link`,
  ]);
});

test('nothing is said where stacks describe it', () => {
  expect(metadataPresent(judgingTables(aHybrid()))).toEqual([]);
});
