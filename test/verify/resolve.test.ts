import { resolve } from '../../lib/verify/resolve';
import { stack } from '../support/judged';
import { hole, said } from './resolve/worlds';

const TEMPLATES = [
  stack('app', {
    Resources: { Gateway: { Type: 'AWS::EC2::TransitGateway' } },
    Parameters: { Chosen: { Type: 'String' }, Usual: { Type: 'String', Default: '10.0.0.0/8' } },
    Outputs: {
      Id: { Value: { Ref: 'Gateway' }, Export: { Name: 'the-gateway' } },
      Named: { Value: 'x', Export: { Name: { 'Fn::Sub': `${hole('AWS::StackName')}-named` } } },
      Circle: { Value: { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'Circle' } } },
      Twin: { Value: 'a', Export: { Name: 'twin' } },
      OtherTwin: { Value: 'b', Export: { Name: 'twin' } },
    },
  }),
  stack(
    'far-artifact',
    { Resources: {}, Outputs: { Cidr: { Value: '10.2.0.0/16' } } },
    { name: 'far', region: 'eu-west-1' },
  ),
];

const inApp = (value: unknown) => said(TEMPLATES, 'app', value);

test.each<[string, unknown, unknown]>([
  ['text is itself', '10.0.0.0/8', '10.0.0.0/8'],
  ['a list is itself', ['a'], ['a']],
  ['an object that is no intrinsic is itself', { Cidr: 'x' }, { Cidr: 'x' }],
  ['nothing is absent', undefined, 'absent'],
  ['AWS::NoValue is absent', { Ref: 'AWS::NoValue' }, 'absent'],
  ['a parameter is its default', { Ref: 'Usual' }, '10.0.0.0/8'],
  ['a reference is a resource', { Ref: 'Gateway' }, '<app.Gateway.Ref>'],
  ['an attribute is of a resource', { 'Fn::GetAtt': ['Gateway', 'Id'] }, '<app.Gateway.Id>'],
  ['an attribute may be written with a dot', { 'Fn::GetAtt': 'Gateway.Nested.Id' }, '<app.Gateway.Nested.Id>'],
  ['the region is the stack’s', { Ref: 'AWS::Region' }, 'us-east-1'],
  [
    'an output is followed in its own region',
    { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'Id' } },
    '<app.Gateway.Ref>',
  ],
  [
    'an output is followed to another region, by the name of the stack on AWS',
    { 'Fn::GetStackOutput': { StackName: 'far', OutputName: 'Cidr', Region: 'eu-west-1' } },
    '10.2.0.0/16',
  ],
  ['an import is followed', { 'Fn::ImportValue': 'the-gateway' }, '<app.Gateway.Ref>'],
  [
    'an import is followed by a name that is put together',
    { 'Fn::ImportValue': { 'Fn::Join': ['-', ['app', 'named']] } },
    'x',
  ],
  ['a join of literals is a literal', { 'Fn::Join': ['', ['10.', { Ref: 'AWS::Region' }, 7]] }, '10.us-east-17'],
  ['a join of one reference is the reference', { 'Fn::Join': ['', [{ Ref: 'Gateway' }]] }, '<app.Gateway.Ref>'],
  ['a substitution of one reference is the reference', { 'Fn::Sub': hole('Gateway') }, '<app.Gateway.Ref>'],
  ['a substitution of an attribute is the attribute', { 'Fn::Sub': hole('Gateway.Id') }, '<app.Gateway.Id>'],
  [
    'a substitution uses its own variables first',
    { 'Fn::Sub': [`${hole('Gateway')}-${hole('!Raw')}`, { Gateway: 'mine' }] },
    `mine-${hole('Raw')}`,
  ],
  ['a choice from a list is followed', { 'Fn::Select': [1, ['a', { Ref: 'Gateway' }]] }, '<app.Gateway.Ref>'],
  ['a choice from a split text is followed', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
])('%s', (_name, value, expected) => {
  expect(inApp(value)).toEqual(expected);
});

test.each<[string, unknown, string]>([
  ['a parameter without a value', { Ref: 'Chosen' }, 'parameter Chosen of stack app has no value'],
  ['a resource that is not there', { Ref: 'Nowhere' }, 'stack app has no resource Nowhere'],
  ['a property of every object', { Ref: 'constructor' }, 'stack app has no resource constructor'],
  ['an account nobody fixed', { Ref: 'AWS::AccountId' }, 'the stack is not bound to an account'],
  ['a condition that is not there', { 'Fn::If': ['C', 'a', 'b'] }, 'stack app has no condition C'],
  ['a function that nothing is known of', { 'Fn::Base64': 'a' }, 'Fn::Base64 is known only at deployment'],
  ['a macro', { 'Fn::Transform': { Name: 'M' }, Cidr: 'x' }, 'Fn::Transform puts something here only at deployment'],
  ['a dynamic reference', '{{resolve:ssm:/net/cidr}}', 'a text is looked up only at deployment'],
  [
    'an output of another region',
    { 'Fn::GetStackOutput': { StackName: 'far', OutputName: 'Cidr' } },
    'stack far in us-east-1 is not in this assembly',
  ],
  [
    'an output that is not there',
    { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'No' } },
    'stack app has no output No',
  ],
  [
    'an output of itself',
    { 'Fn::GetStackOutput': { StackName: 'app', OutputName: 'Circle' } },
    'references lead in a circle',
  ],
  ['an export that is not there', { 'Fn::ImportValue': 'no' }, 'export no is not in this assembly'],
  ['an export that two stacks claim', { 'Fn::ImportValue': 'twin' }, 'export twin is not in this assembly'],
  [
    'text around a reference',
    { 'Fn::Sub': `id-${hole('Gateway')}` },
    'text is joined from values that are known only at deployment',
  ],
  ['a choice past the end', { 'Fn::Select': [2, ['a', 'b']] }, 'Fn::Select from a list that is not known'],
  ['an attribute without a name', { 'Fn::GetAtt': ['Gateway'] }, 'an attribute is not named'],
])('fails to know %s and says why', (_name, value, why) => {
  expect(inApp(value)).toBe(`unknown: ${why}`);
});

test('fails to follow outputs that double each other, in no time', () => {
  const read = (OutputName: string) => ({ 'Fn::GetStackOutput': { StackName: 'tower', OutputName } });
  const Outputs = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => [
      `O${i}`,
      { Value: i === 0 ? 'x' : { 'Fn::Join': ['', [read(`O${i - 1}`), read(`O${i - 1}`)]] } },
    ]),
  );
  const tower = stack('tower', { Outputs });
  expect(resolve({ assembly: { stacks: [tower] }, stack: tower }, read('O24'))).toEqual({
    kind: 'unknown',
    why: 'text is longer than 10000 characters',
  });
});

test('fails to follow a value that is nested without end', () => {
  let value: unknown = 'x';
  for (let i = 0; i < 1000; i++) value = { 'Fn::Join': ['', [value]] };
  expect(inApp(value)).toBe('unknown: references are nested too deeply');
});
