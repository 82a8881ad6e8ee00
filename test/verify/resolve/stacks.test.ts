import type { StackTemplate } from '../../../lib/verify/assembly';
import { stack } from '../../support/judged';
import { hole, said } from './worlds';

const gateway = { Type: 'AWS::EC2::TransitGateway' };
const exported = (id: string, name: string, changes: Partial<StackTemplate> = {}) =>
  stack(
    id,
    { Resources: { Gateway: gateway }, Outputs: { Id: { Value: { Ref: 'Gateway' }, Export: { Name: name } } } },
    changes,
  );
const importing = (changes: Partial<StackTemplate> = {}) => stack('here', {}, changes);
const UNBOUND = { region: undefined } as unknown as Partial<StackTemplate>;

function imported(here: Partial<StackTemplate>, ...stacks: readonly StackTemplate[]): unknown {
  return said([importing(here), ...stacks], 'here', { 'Fn::ImportValue': 'gw' });
}

test('an import is that of its own region and account, where others export the same name', () => {
  const there = exported('far', 'gw', { region: 'eu-west-1' });
  expect(imported({}, exported('near', 'gw'), there)).toBe('<near.Gateway.Ref>');
  expect(imported({}, there)).toBe('unknown: export gw is not in this assembly');
  expect(imported({ account: '111111111111' }, exported('near', 'gw', { account: '222222222222' }))).toBe(
    'unknown: export gw is not in this assembly',
  );
});

test('where no region is known, one export of the name is the one that is meant, and two are none', () => {
  expect(imported(UNBOUND, exported('near', 'gw'))).toBe('<near.Gateway.Ref>');
  expect(imported({}, exported('near', 'gw', UNBOUND))).toBe('<near.Gateway.Ref>');
  expect(imported({}, exported('near', 'gw'), exported('any', 'gw', UNBOUND))).toBe('<near.Gateway.Ref>');
  const far = exported('far', 'gw', { region: 'eu-west-1' });
  expect(imported(UNBOUND, exported('near', 'gw'), far)).toBe('unknown: export gw is not in this assembly');
});

test('what a nested stack gives and takes is followed both ways', () => {
  const parent = stack('net', {
    Resources: {
      A: { Type: 'AWS::EC2::Subnet' },
      B: { Type: 'AWS::EC2::Subnet' },
      Child: { Type: 'AWS::CloudFormation::Stack' },
      Unread: { Type: 'AWS::CloudFormation::Stack' },
    },
  });
  const child = stack(
    'net.Child',
    {
      Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }, Own: { Type: 'String', Default: 'own' } },
      Resources: { Gateway: gateway },
      Outputs: {
        Gateway: { Value: { Ref: 'Gateway' } },
        Second: { Value: { 'Fn::Select': [1, { Ref: 'Subnets' }] } },
        Name: { Value: { 'Fn::Sub': `${hole('AWS::StackName')}-x` } },
      },
    },
    {
      parent: { stack: 'net', logicalId: 'Child' },
      parameters: { Subnets: { stack: 'net', value: { 'Fn::Join': [',', [{ Ref: 'A' }, { Ref: 'B' }]] } } },
    },
  );
  const inNet = (output: string) => said([parent, child], 'net', { 'Fn::GetAtt': ['Child', `Outputs.${output}`] });
  expect(inNet('Gateway')).toBe('<net.Child.Gateway.Ref>');
  expect(inNet('Second')).toBe('<net.B.Ref>');
  expect(inNet('Name')).toBe('unknown: the name of a nested stack is known only at deployment');
  expect(inNet('No')).toBe('unknown: nested stack net.Child has no output No');
  expect(said([parent, child], 'net.Child', { Ref: 'Own' })).toBe('own');
  expect(said([parent, child], 'net', { 'Fn::GetAtt': 'Unread.Outputs.Gateway' })).toBe(
    'unknown: the template of nested stack net.Unread is not read',
  );
});

test('what the CDK replicates to another region is read there', () => {
  const name = '/cdk/exports/east/westGatewayRef';
  const west = stack(
    'west',
    {
      Resources: {
        Gateway: gateway,
        Writer: {
          Type: 'Custom::CrossRegionExportWriter',
          Properties: { WriterProps: { region: 'us-east-1', exports: { [name]: { Ref: 'Gateway' } } } },
        },
      },
    },
    { region: 'us-west-2' },
  );
  const reader = { Type: 'Custom::CrossRegionExportReader', Properties: { ReaderProps: { imports: {} } } };
  const east = stack('east', { Resources: { Reader: reader } });
  const read = (region: string, asked: string) =>
    said([{ ...east, region }, west], 'east', { 'Fn::GetAtt': ['Reader', asked] });
  expect(read('us-east-1', name)).toBe('<west.Gateway.Ref>');
  expect(read('us-east-1', `${name}2`)).toBe(`unknown: no stack of this assembly writes ${name}2 to us-east-1`);
  expect(read('eu-west-1', name)).toBe(`unknown: no stack of this assembly writes ${name} to eu-west-1`);
});

test('a parameter may be given what another stack has, and a secret is not shown', () => {
  const east = stack('east', { Resources: { Gateway: gateway } });
  const west = stack(
    'west',
    {
      Parameters: {
        Peer: { Type: 'String' },
        Key: { Type: 'String', NoEcho: 'true' },
        Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
      },
    },
    { parameters: { Peer: { stack: 'east', value: { Ref: 'Gateway' } }, Key: { value: 'hush' } } },
  );
  const inWest = (name: string) => said([east, west], 'west', { Ref: name });
  expect(inWest('Peer')).toBe('<east.Gateway.Ref>');
  expect(inWest('Key')).toBe(
    'unknown: parameter Key is not to be shown (NoEcho), so that nothing but conditions goes by its value',
  );
  expect(inWest('Stored')).toBe('unknown: parameter Stored is looked up in the parameter store');
});
