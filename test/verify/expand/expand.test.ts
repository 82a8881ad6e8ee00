import type { Assembly } from '../../../lib/verify/assembly';
import { expanded } from '../../../lib/verify/expand/expand';
import { existence, property, resourcesOf } from '../../../lib/verify/facts/resource';
import { stack } from '../../support/judged';

/** A place that a loop fills. */
const hole = (name: string, sign = '$') => `${sign}{${name}}`;

function read(template: unknown, changes: object = {}): Assembly {
  return expanded({ stacks: [stack('app', template, changes)] });
}

function resources(template: unknown, changes: object = {}): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    resourcesOf(read(template, changes), new Set()).map((one) => {
      const cidr = property(one, 'CidrBlock');
      return [one.logicalId, existence(one).ok ? (cidr.kind === 'literal' ? cidr.value : cidr.kind) : 'perhaps'];
    }),
  );
}

test('a loop makes a resource of each item, wherever its identifier stands', () => {
  const loop = [
    'Zone',
    ['a', 'b'],
    {
      [`Vpc${hole('Zone')}`]: {
        Type: 'AWS::EC2::VPC',
        Properties: { CidrBlock: { 'Fn::FindInMap': ['Net', { Ref: 'Zone' }, 'Cidr'] }, Name: `of ${hole('Zone')}` },
      },
    },
  ];
  const Mappings = { Net: { a: { Cidr: '10.1.0.0/16' }, b: { Cidr: '10.2.0.0/16' } } };
  expect(resources({ Mappings, Resources: { 'Fn::ForEach::Vpcs': loop } })).toEqual({
    Vpca: '10.1.0.0/16',
    Vpcb: '10.2.0.0/16',
  });
});

test('loops stand in loops, in properties and over parameters, and names lose what no name has', () => {
  const Parameters = { Blocks: { Type: 'CommaDelimitedList' } };
  const inner = ['Key', ['CidrBlock'], { [hole('Key')]: { Ref: 'Block' } }];
  const loop = [
    'Block',
    { Ref: 'Blocks' },
    { [`V${hole('Block', '&')}`]: { Type: 'AWS::EC2::VPC', Properties: { 'Fn::ForEach::P': inner } } },
  ];
  const template = { Parameters, Resources: { 'Fn::ForEach::V': loop } };
  expect(resources(template, { parameters: { Blocks: { value: '10.1.0.0/16,10.2.0.0/16' } } })).toEqual({
    V1010016: '10.1.0.0/16',
    V1020016: '10.2.0.0/16',
  });
});

test('a loop over what nobody knows leaves one resource that may be there, of which nothing is known', () => {
  const Parameters = { Blocks: { Type: 'CommaDelimitedList' } };
  const body = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: hole('Block') } };
  const template = {
    Parameters,
    Resources: { 'Fn::ForEach::V': ['Block', { Ref: 'Blocks' }, { [`V${hole('Block', '&')}`]: body }] },
  };
  const [only, ...more] = resourcesOf(read(template), new Set());
  if (!only) throw new Error('there is no resource');
  expect(more).toEqual([]);
  const why = 'parameter Blocks of stack app has no value';
  expect([existence(only), property(only, 'CidrBlock')]).toEqual([
    { ok: false, error: why },
    { kind: 'unknown', why, symbol: 'parameter Blocks of app' },
  ]);
});

test('fails to unroll loops in loops without end', () => {
  const items = Array.from({ length: 200 }, (_, i) => `i${i}`);
  const inner = ['B', items, { [`V${hole('A')}${hole('B')}`]: { Type: 'AWS::EC2::VPC' } }];
  const found = resources({ Resources: { 'Fn::ForEach::A': ['A', items, { 'Fn::ForEach::B': inner }] } });
  expect(Object.keys(found).length).toBeLessThan(25_000);
  expect(Object.values(found)).toContain('perhaps');
});

const ROUTES = ['AWS::EC2::TransitGatewayRoute', 'AWS::EC2::Route'];

test.each<[string, unknown]>([
  ['a macro over the template', { Transform: ['AWS::LanguageExtensions', 'Mine'], Resources: {} }],
  ['an include among the resources', { Resources: { 'Fn::Transform': { Name: 'AWS::Include' } } }],
  ['an include in a resource', { Resources: { X: { 'Fn::Transform': { Name: 'AWS::Include' } } } }],
  ['a module', { Resources: { X: { Type: 'Acme::Net::Hub::MODULE' } } }],
  ['a nested stack that is not read', { Resources: { X: { Type: 'AWS::CloudFormation::Stack' } } }],
])('%s may hold routes to anywhere', (_name, template) => {
  const found = resourcesOf(read(template), new Set()).filter(({ type }) => ROUTES.includes(type));
  expect(found.map(({ type }) => type).sort()).toEqual([...ROUTES].sort());
  for (const one of found)
    expect([existence(one).ok, property(one, 'DestinationCidrBlock').kind]).toEqual([false, 'unknown']);
});

test('what hides nothing is left as it is', () => {
  const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
  const Gone = { Type: 'AWS::CloudFormation::Stack', Condition: 'Never' };
  const assembly: Assembly = {
    stacks: [stack('app', { Transform: 'AWS::Serverless-2016-10-31', Conditions, Resources: { Gone } })],
  };
  expect(expanded(assembly)).toBe(assembly);
});

test('resources of a nested stack are there when the stack is', () => {
  const nest = (Condition: string): Assembly => ({
    stacks: [
      stack('top', {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] }, Maybe: { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, '1'] } },
        Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Condition } },
      }),
      stack(
        'top.Child',
        { Resources: { Vpc: { Type: 'AWS::EC2::VPC' } } },
        { parent: { stack: 'top', logicalId: 'Child' } },
      ),
    ],
  });
  const inner = (assembly: Assembly) => resourcesOf(assembly, new Set()).filter(({ logicalId }) => logicalId === 'Vpc');
  expect(inner(nest('Never'))).toEqual([]);
  expect(inner(nest('Maybe')).map((one) => existence(one).ok)).toEqual([false]);
});
