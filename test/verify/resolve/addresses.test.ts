import fc from 'fast-check';
import { stack } from '../../support/judged';
import { said } from './worlds';

const app = stack('app', {
  Parameters: { Block: { Type: 'String', Default: '10.1.0.0/16' }, Where: { Type: 'String' } },
  Mappings: { Net: { 'us-east-1': { Cidr: '10.9.0.0/16', Zones: ['a', 'b'] } } },
  Resources: { Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: { Ref: 'Block' } } } },
});
const inApp = (value: unknown) => said([app], 'app', value);

test.each<[string, unknown, readonly string[]]>([
  // The examples of the AWS CloudFormation Template Reference.
  [
    'six of /27 in a /24',
    ['192.168.0.0/24', '6', '5'],
    ['0', '32', '64', '96', '128', '160'].map((n) => `192.168.0.${n}/27`),
  ],
  ['a VPC by its attribute', [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 2, 8], ['10.1.0.0/24', '10.1.1.0/24']],
  ['IPv6', ['2001:db8:1234:1a00::/56', 2, 64], ['2001:db8:1234:1a00::/64', '2001:db8:1234:1a01::/64']],
  ['a block as a whole', ['10.0.0.0/24', 1, 8], ['10.0.0.0/24']],
  ['single addresses are too small to be cut', ['10.0.0.0/30', 4, 1], []],
])('blocks of %s', (_name, argument, expected) => {
  const got = inApp({ 'Fn::Cidr': argument });
  if (expected.length > 0) expect(got).toEqual(expected);
  else expect(got).toBe('unknown: 10.0.0.0/30 has no 4 blocks of /31');
});

const ipv4 = (bits: number) => [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.');

test('blocks are neighbours in order, inside the block, of the wanted size', () => {
  const cases = fc
    .record({ length: fc.integer({ min: 0, max: 31 }), seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }) })
    .chain(({ length, seed }) =>
      fc.integer({ min: 1, max: 32 - length }).chain((bits) =>
        fc.record({
          base: fc.constant(Math.floor(seed / 2 ** (32 - length)) * 2 ** (32 - length)),
          length: fc.constant(length),
          bits: fc.constant(bits),
          count: fc.integer({ min: 1, max: Math.min(256, 2 ** (32 - length - bits)) }),
        }),
      ),
    );
  fc.assert(
    fc.property(cases, ({ base, length, bits, count }) => {
      const expected = Array.from({ length: count }, (_, i) => `${ipv4(base + i * 2 ** bits)}/${32 - bits}`);
      expect(inApp({ 'Fn::Cidr': [`${ipv4(base)}/${length}`, count, String(bits)] })).toEqual(expected);
    }),
  );
});

test.each<[string, unknown, string]>([
  ['host bits', ['10.0.0.1/24', 1, 4], 'Fn::Cidr of "10.0.0.1/24": host bits are set; did you mean 10.0.0.0/24'],
  ['no size', ['10.0.0.0/24', 1], 'an argument of Fn::Cidr is not a text that is known'],
  ['blocks larger than the whole', ['10.0.0.0/24', 1, 9], 'Fn::Cidr cannot cut 10.0.0.0/24 into /23'],
  ['more than there are', ['10.0.0.0/24', 3, 7], '10.0.0.0/24 has no 3 blocks of /25'],
  ['more than AWS makes', ['10.0.0.0/8', 257, 4], 'Fn::Cidr makes from 1 to 256 blocks'],
  ['a size that is no number', ['10.0.0.0/8', 2, 'x'], 'Fn::Cidr cannot cut 10.0.0.0/8 into /NaN'],
])('fails to cut a block with %s and says why', (_name, argument, why) => {
  expect(inApp({ 'Fn::Cidr': argument })).toBe(`unknown: ${why}`);
});

test('a map is looked up by keys that are followed', () => {
  expect(inApp({ 'Fn::FindInMap': ['Net', { Ref: 'AWS::Region' }, 'Cidr'] })).toBe('10.9.0.0/16');
  expect(inApp({ 'Fn::Select': [1, { 'Fn::FindInMap': ['Net', 'us-east-1', 'Zones'] }] })).toBe('b');
});

test('a map that has no such key gives its default value, and without one is unknown', () => {
  expect(inApp({ 'Fn::FindInMap': ['Net', 'x', 'Cidr', { DefaultValue: { Ref: 'Block' } }] })).toBe('10.1.0.0/16');
  expect(inApp({ 'Fn::FindInMap': ['Net', 'x', 'Cidr'] })).toBe('unknown: stack app has no Cidr of x in map Net');
  expect(inApp({ 'Fn::FindInMap': ['Net', { Ref: 'Where' }, 'Cidr', { DefaultValue: 'x' }] })).toBe(
    'unknown: parameter Where of stack app has no value',
  );
});
