// Entries of lists that stand in a function: `Fn::If` around a tag or around an entry of a prefix list.

import { readFacts } from '../../../lib/verify/facts/read';

const NONE = { Ref: 'AWS::NoValue' };
const either = (condition: string, one: unknown, other: unknown = NONE) => ({ 'Fn::If': [condition, one, other] });

const template = (properties: object) => ({
  Parameters: { Free: { Type: 'String' }, Key: { Type: 'String', Default: 'Name' } },
  Conditions: {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    No: { 'Fn::Equals': ['a', 'b'] },
    Free: { 'Fn::Equals': [{ Ref: 'Free' }, 'x'] },
  },
  Resources: {
    List: { Type: 'AWS::EC2::PrefixList', Properties: { MaxEntries: 4, ...properties } },
    Gateway: { Type: 'AWS::EC2::TransitGateway', Properties: properties },
  },
});

function factsOf(properties: object) {
  return readFacts({ stacks: [{ id: 'app', name: 'app', region: 'us-east-1', template: template(properties) }] }, []);
}

const entry = (cidr: unknown) => ({ Cidr: cidr });

/** The entries of the list, or why they are not known. */
function entries(...written: readonly unknown[]): string {
  const [list] = factsOf({ Entries: written }).prefixLists;
  if (!list) throw new Error('there is no list');
  return list.entries.ok ? list.entries.value.map(({ text }) => text).join(' ') : `unknown: ${list.entries.error}`;
}

test('an entry of a prefix list is the one that its condition decides for', () => {
  const [one, other] = [entry('10.1.0.0/16'), entry('10.2.0.0/16')];
  expect(entries(either('Yes', one, other))).toBe('10.1.0.0/16');
  expect(entries(either('No', one, other))).toBe('10.2.0.0/16');
  expect(entries(either('No', one), other)).toBe('10.2.0.0/16');
  expect(entries(either('Yes', either('No', one, other)))).toBe('10.2.0.0/16');
});

test('a list of which an entry is not known is not known, and it is said why', () => {
  const why = /^unknown: whether condition Free holds is not known: /;
  expect(entries(either('Free', entry('10.1.0.0/16'), entry('10.2.0.0/16')))).toMatch(why);
  expect(entries(entry('10.2.0.0/16'), either('Free', entry('10.1.0.0/16')))).toMatch(why);
  expect(entries(either('Yes', { Ref: 'List' }))).toBe('unknown: Cidr is not given');
});

/** What the gateway is called. */
function called(...Tags: readonly unknown[]): string | undefined {
  return factsOf({ Tags }).gateways[0]?.site;
}

const named = (name: unknown, key: unknown = 'Name') => ({ Key: key, Value: name });

test('a tag is the one that its condition decides for', () => {
  expect(called(either('Yes', named('prod'), named('test')))).toBe('prod');
  expect(called(either('No', named('prod'), named('test')))).toBe('test');
  expect(called(either('No', named('prod', 'detour:site')), named('core'))).toBe('core');
  expect(called(named(either('Yes', 'prod', 'test'), { Ref: 'Key' }))).toBe('prod');
});

test('a tag that may be there or not gives no name, and hides none that is there', () => {
  expect(called(either('Free', named('prod')))).toBe('Gateway');
  expect(called(either('Free', named('a', 'detour:site')), named('core'))).toBe('core');
});
