import { attachmentKey, indexNetwork } from '../../lib/routing/network-index';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const network = networkOf(aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]));

test('a peering is found at each of its gateways, and a VPC where it is attached', () => {
  const { attachments, vpcAttachments } = indexNetwork(network);
  const ends = ['s0', 's1'].map((gateway) => attachments.get(attachmentKey(gateway, 's0-s1')));
  expect(ends.map((end) => end?.gateway)).toEqual(['s0', 's1']);
  expect([...vpcAttachments.keys()]).toEqual(['s0 s0/vpc-0', 's1 s1/vpc-0']);
});

test('a network is indexed once, and networks that differ in their tables share what they have in common', () => {
  const index = indexNetwork(network);
  expect(indexNetwork(network)).toBe(index);
  const { tables, ...common } = indexNetwork({ ...network, tables: [] });
  expect(tables.size).toBe(0);
  for (const [part, its] of Object.entries(common))
    expect([part, Object.values(index).includes(its)]).toEqual([part, true]);
});

test('a network without appliances has none', () => {
  expect(indexNetwork(network).appliances.size).toBe(0);
});
