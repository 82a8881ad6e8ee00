import { resolve } from '../../../lib/verify/resolve';
import { stack } from '../../support/judged';
import { hole, said } from './worlds';

const app = stack('app', {
  Parameters: { Ids: { Type: 'List<AWS::EC2::Subnet::Id>' }, Names: { Type: 'CommaDelimitedList', Default: 'a, b,c' } },
  Resources: {
    A: { Type: 'AWS::EC2::Subnet' },
    B: { Type: 'AWS::EC2::Subnet' },
    Custom: { Type: 'Custom::Any' },
  },
});
const inApp = (value: unknown) => said([app], 'app', value);
const [a, b] = [{ Ref: 'A' }, { Ref: 'B' }];

test('what is joined from ids and split again is the ids', () => {
  const joined = { 'Fn::Join': ['||', [a, b, 'subnet-0']] };
  const at = (index: number, delimiter = '||') =>
    inApp({ 'Fn::Select': [index, { 'Fn::Split': [delimiter, joined] }] });
  expect([at(0), at(1), at(2)]).toEqual(['<app.A.Ref>', '<app.B.Ref>', 'subnet-0']);
  expect(at(0, '-')).toBe('unknown: text is joined from values that are known only at deployment');
});

test('an attribute that may hold the delimiter itself makes every item unknown', () => {
  const joined = { 'Fn::Join': [',', [{ 'Fn::GetAtt': ['Custom', 'List'] }, b]] };
  expect(inApp({ 'Fn::Select': [1, { 'Fn::Split': [',', joined] }] })).toMatch(/^unknown: /);
});

test('text around an id is split off', () => {
  const text = { 'Fn::Sub': `x,pre-${hole('A')},${hole('B')}` };
  const list = { 'Fn::Split': [',', text] };
  expect(inApp({ 'Fn::Select': [0, list] })).toBe('x');
  expect(inApp({ 'Fn::Select': [1, list] })).toMatch(/^unknown: /);
  expect(inApp({ 'Fn::Select': [2, list] })).toBe('<app.B.Ref>');
});

test('a parameter of a list type is a list', () => {
  expect(inApp({ 'Fn::Select': [1, { Ref: 'Names' }] })).toBe('b');
  expect(inApp({ 'Fn::Length': { Ref: 'Names' } })).toBe(3);
  expect(inApp({ 'Fn::Select': [0, { Ref: 'Ids' }] })).toBe('unknown: parameter Ids of stack app has no value');
});

test('texts of JSON have what is followed in them', () => {
  expect(inApp({ 'Fn::ToJsonString': { b: { 'Fn::Length': ['x'] }, a: { Ref: 'Names' } } })).toBe(
    '{"a":["a","b","c"],"b":1}',
  );
  expect(inApp({ 'Fn::ToJsonString': { a } })).toMatch(/^unknown: /);
});

test('a zone of a region is the same wherever it is named, and nobody knows which it is', () => {
  const zone = (index: number, region: unknown) =>
    resolve({ assembly: { stacks: [app] }, stack: app }, { 'Fn::Select': [index, { 'Fn::GetAZs': region }] });
  expect(zone(0, '')).toMatchObject({ kind: 'unknown', symbol: 'zones of us-east-1[0]' });
  expect(zone(0, '')).toEqual(zone(0, { Ref: 'AWS::Region' }));
  expect(zone(0, '')).not.toEqual(zone(1, ''));
  expect(zone(0, 'eu-west-1')).not.toEqual(zone(0, ''));
});

test('fails to split what joins itself without end, in no time', () => {
  const Outputs = Object.fromEntries(
    Array.from({ length: 25 }, (_, i) => {
      const before = { 'Fn::GetStackOutput': { StackName: 'tower', OutputName: `O${i - 1}` } };
      return [`O${i}`, { Value: i === 0 ? a : { 'Fn::Join': [',', [before, before]] } }];
    }),
  );
  const tower = stack('tower', { Resources: { A: { Type: 'AWS::EC2::Subnet' } }, Outputs });
  const top = { 'Fn::GetStackOutput': { StackName: 'tower', OutputName: 'O24' } };
  expect(said([tower], 'tower', top)).toBe('unknown: a text is joined from more than 10000 values');
});
