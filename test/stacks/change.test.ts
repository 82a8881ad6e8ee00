import { peeringEnds } from '../../lib/stacks/link-stack';
import { assemblyOf } from '../support/assembly';
import { changedResources } from '../support/template-diff';
import { peering, ring } from '../support/topologies';

const backbone = ring();
const assembly = assemblyOf(backbone);
const chord = peering('cmh', 'iad', 5);

test('a new link is its own stack, an end at each of its sites, and the routes that prefer it', () => {
  const after = assemblyOf(ring({ links: [...backbone.links, chord] }));
  expect(changedResources(assembly, after)).toEqual([
    '+ acme-cmh-routes AWS::EC2::TransitGatewayRouteTableAssociation Links/cmh-iad/Association',
    '+ acme-cmh-routes AWS::IAM::Policy Links/cmh-iad/PermissionToAccept',
    '+ acme-cmh-routes Custom::DetourPeering Links/cmh-iad/Peering',
    '+ acme-iad-routes AWS::EC2::TransitGatewayRouteTableAssociation Links/cmh-iad/Association',
    '+ acme-iad-routes Custom::DetourPeering Links/cmh-iad/Peering',
    '+ acme-link-cmh-iad AWS::EC2::TransitGatewayPeeringAttachment Peering/Attachment',
    '~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/iad',
    '~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/transit/iad',
    '~ acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/cmh',
    '~ acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/transit/cmh',
  ]);
});

test('a new link that no path prefers changes no route', () => {
  const after = assemblyOf(ring({ links: [...backbone.links, { ...chord, cost: 100 }] }));
  expect(changedResources(assembly, after).filter((line) => !line.includes('cmh-iad'))).toEqual([]);
});

test('another cost changes next hops in place', () => {
  const links = backbone.links.map((link) => (link.name === 'cmh-dub' ? { ...link, cost: 100 } : link));
  const changes = changedResources(assembly, assemblyOf(ring({ links })));
  expect(changes).toContain('~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/dub');
  for (const change of changes) expect(change).toMatch(/^~ acme-\w+-routes AWS::EC2::TransitGatewayRoute /);
});

test('the order in which a link names its sites changes nothing', () => {
  const links = backbone.links.map((link) => ({ ...link, between: [link.between[1], link.between[0]] as const }));
  expect(changedResources(assembly, assemblyOf(ring({ links })))).toEqual([]);
});

test('the smaller name accepts, whichever is written first', () => {
  const ends = { accepter: 'cmh', requester: 'iad' };
  expect(peeringEnds({ ...chord, between: ['cmh', 'iad'] })).toEqual(ends);
  expect(peeringEnds({ ...chord, between: ['iad', 'cmh'] })).toEqual(ends);
});
