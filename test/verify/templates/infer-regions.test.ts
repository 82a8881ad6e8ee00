import type { StackTemplate } from '../../../lib/verify/assembly';
import { withImpliedRegions } from '../../../lib/verify/templates/infer-regions';

const gateway = { Type: 'AWS::EC2::TransitGateway' };

function stack(id: string, template: unknown, region?: string): StackTemplate {
  return { id, name: id, template, ...(region === undefined ? {} : { region }) };
}

const exports = (name: string) => ({
  Resources: { Gateway: gateway },
  Outputs: { Id: { Value: { Ref: 'Gateway' }, Export: { Name: name } } },
});
const imports = (name: string) => ({
  Resources: { R: { Type: 'T', Properties: { P: [{ 'Fn::ImportValue': name }] } } },
});

const regions = (...stacks: readonly StackTemplate[]) => withImpliedRegions(stacks).map(({ region = 'any' }) => region);

test('both ends of an import are in one region, along chains of them', () => {
  const middle = { ...exports('b'), ...imports('a') };
  expect(regions(stack('x', exports('a'), 'us-east-1'), stack('y', middle), stack('z', imports('b')))).toEqual([
    'us-east-1',
    'us-east-1',
    'us-east-1',
  ]);
  expect(regions(stack('x', exports('a')), stack('y', imports('a'), 'eu-west-1'))).toEqual(['eu-west-1', 'eu-west-1']);
});

test('a peering says where its far end is', () => {
  const near = {
    Parameters: { Peer: { Type: 'String' } },
    Resources: {
      Peering: {
        Type: 'AWS::EC2::TransitGatewayPeeringAttachment',
        Properties: { PeerTransitGatewayId: { Ref: 'Peer' }, PeerRegion: 'us-west-2' },
      },
    },
  };
  const told = { ...stack('near', near), parameters: { Peer: { value: { Ref: 'Gateway' }, stack: 'far' } } };
  expect(regions(told, stack('far', { Resources: { Gateway: gateway } }))).toEqual(['any', 'us-west-2']);
  expect(regions(stack('near', near), stack('far', { Resources: { Gateway: gateway } }))).toEqual(['any', 'any']);
});

test('what contradicts itself, or means nothing that is there, implies nothing', () => {
  const both = {
    Resources: { R: [{ 'Fn::ImportValue': 'a' }, { 'Fn::ImportValue': 'b' }, { 'Fn::ImportValue': 'no' }] },
  };
  expect(
    regions(stack('x', exports('a'), 'us-east-1'), stack('y', exports('b'), 'eu-west-1'), stack('z', both)),
  ).toEqual(['us-east-1', 'eu-west-1', 'any']);
});
