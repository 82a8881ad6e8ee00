import fc from 'fast-check';
import { resolve } from '../../../lib/verify/resolve';
import { stack } from '../../support/judged';
import { said } from './worlds';

/** An expression over parameters `P0` to `P3`, each of which is equal to `on` or not. */
type Expression =
  | { readonly is: number }
  | { readonly not: Expression }
  | { readonly and: readonly Expression[] }
  | { readonly or: readonly Expression[] };

const SIZE = 4;

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ is: fc.nat(SIZE - 1) }),
    fc.record({ not: tie('expression') }),
    fc.record({ and: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }) }),
  ),
}));

function asTemplate(e: Expression): unknown {
  if ('is' in e) return { 'Fn::Equals': [{ Ref: `P${e.is}` }, 'on'] };
  if ('not' in e) return { 'Fn::Not': [asTemplate(e.not)] };
  return 'and' in e ? { 'Fn::And': e.and.map(asTemplate) } : { 'Fn::Or': e.or.map(asTemplate) };
}

function holds(e: Expression, values: readonly boolean[]): boolean {
  if ('is' in e) return values[e.is] === true;
  if ('not' in e) return !holds(e.not, values);
  return 'and' in e ? e.and.every((one) => holds(one, values)) : e.or.some((one) => holds(one, values));
}

/** All that the values may be. */
function completions(values: readonly (boolean | undefined)[]): readonly (readonly boolean[])[] {
  return values.reduce<readonly (readonly boolean[])[]>(
    (all, value) => all.flatMap((one) => (value === undefined ? [false, true] : [value]).map((more) => [...one, more])),
    [[]],
  );
}

function stackWith(values: readonly (boolean | undefined)[], condition: unknown) {
  const Parameters = Object.fromEntries(
    values.map((value, i) => [
      `P${i}`,
      { Type: 'String', ...(value === undefined ? {} : { Default: value ? 'on' : 'off' }) },
    ]),
  );
  return stack('app', { Parameters, Conditions: { C: condition, Again: { Condition: 'C' } } });
}

const values = fc.array(fc.constantFrom(true, false, undefined), { minLength: SIZE, maxLength: SIZE });

test('a condition agrees with its truth table, and is unknown only where the table has both', () => {
  fc.assert(
    fc.property(expression, values, (e, given) => {
      const app = stackWith(given, asTemplate(e));
      const found = resolve({ assembly: { stacks: [app] }, stack: app }, { 'Fn::If': ['Again', 'yes', 'no'] });
      const table = new Set(completions(given).map((whole) => holds(e, whole)));
      if (found.kind === 'unknown') expect(given).toContain(undefined);
      else
        expect({ found, table: [...table] }).toEqual({
          found: { kind: 'literal', value: table.has(true) ? 'yes' : 'no' },
          table: [table.has(true)],
        });
    }),
  );
});

const app = stack('app', {
  Parameters: {
    Env: { Type: 'String', Default: 'prod' },
    Free: { Type: 'String' },
    Secret: { Type: 'String', NoEcho: true, Default: 'hush' },
    Zones: { Type: 'Number', Default: 2 },
  },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    IsTest: { 'Fn::Equals': [{ Ref: 'Env' }, 'test'] },
    IsFree: { 'Fn::Equals': [{ Ref: 'Free' }, 'yes'] },
    Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
    Words: 'not a condition',
  },
  Resources: {
    Kept: { Type: 'AWS::EC2::VPC', Condition: 'IsProd' },
    Gone: { Type: 'AWS::EC2::VPC', Condition: 'IsTest' },
    Perhaps: { Type: 'AWS::EC2::VPC', Condition: 'IsFree' },
  },
});

const inApp = (value: unknown) => said([app], 'app', value);
const chosen = (condition: unknown) => inApp({ 'Fn::If': [condition, 'yes', 'no'] });

test.each<[string, unknown, unknown]>([
  ['a condition that holds', 'IsProd', 'yes'],
  ['a condition that does not hold', 'IsTest', 'no'],
  ['numbers and texts that read the same', { 'Fn::Equals': [{ Ref: 'Zones' }, 2] }, 'yes'],
  ['truth values and texts that read the same', { 'Fn::Equals': [true, 'true'] }, 'yes'],
  [
    'lists of different values',
    {
      'Fn::Equals': [
        ['a', { Ref: 'Env' }],
        ['a', 'dev'],
      ],
    },
    'no',
  ],
  ['what is unknown, and itself', { 'Fn::Equals': [{ Ref: 'Free' }, { Ref: 'Free' }] }, 'yes'],
  ['a parameter that is not shown', { 'Fn::Equals': [{ Ref: 'Secret' }, 'hush'] }, 'yes'],
  ['one of which a part decides', { 'Fn::And': [{ Condition: 'IsFree' }, { Condition: 'IsTest' }] }, 'no'],
])('%s decides', (_name, condition, expected) => {
  expect(chosen(condition)).toBe(expected);
});

test.each<[string, unknown, string]>([
  [
    'a parameter without a value',
    'IsFree',
    'whether condition IsFree holds is not known: parameter Free of stack app has no value',
  ],
  [
    'itself',
    'Circle',
    'whether condition Circle holds is not known: whether condition Circle holds is not known: references lead in a circle',
  ],
  ['a text', 'Words', 'whether condition Words holds is not known: it is neither true nor false'],
  [
    'two resources that may be equal to anything',
    { 'Fn::Equals': [{ Ref: 'Kept' }, 'x'] },
    'values are compared that only a deployment knows',
  ],
  [
    'two unknown values',
    { 'Fn::Equals': [{ Ref: 'Free' }, { Ref: 'AWS::AccountId' }] },
    'parameter Free of stack app has no value',
  ],
])('fails to decide by %s and says why', (_name, condition, why) => {
  expect(chosen(condition)).toBe(`unknown: ${why}`);
});

test('what both branches say is known whatever holds, unless it may not be there', () => {
  expect(inApp({ 'Fn::If': ['IsFree', '10.0.0.0/8', '10.0.0.0/8'] })).toBe('10.0.0.0/8');
  expect(inApp({ 'Fn::If': ['IsFree', { Ref: 'Kept' }, { Ref: 'Kept' }] })).toBe('<app.Kept.Ref>');
  expect(inApp({ 'Fn::If': ['IsFree', { Ref: 'AWS::NoValue' }, 'x'] })).toMatch(/^unknown: /);
});

test('a resource whose condition is false does not exist, and is not known where nobody decides', () => {
  expect(inApp({ Ref: 'Kept' })).toBe('<app.Kept.Ref>');
  expect(inApp({ Ref: 'Gone' })).toBe('unknown: app.Gone does not exist, since condition IsTest is false');
  expect(inApp({ Ref: 'Perhaps' })).toBe('<app.Perhaps.Ref>');
});

test('items that are not there do not count, and those that may not be there make later ones unknown', () => {
  const none = { Ref: 'AWS::NoValue' };
  const maybe = { 'Fn::If': ['IsFree', 'a', none] };
  expect(inApp({ 'Fn::Select': [0, [{ 'Fn::If': ['IsTest', 'a', none] }, 'b']] })).toBe('b');
  expect(inApp({ 'Fn::Select': [0, ['b', maybe]] })).toBe('b');
  expect(inApp({ 'Fn::Select': [1, [maybe, 'b']] })).toMatch(/^unknown: /);
  expect(inApp({ 'Fn::Length': [none, 'b'] })).toBe(1);
  expect(inApp({ 'Fn::Length': [maybe, 'b'] })).toMatch(/^unknown: /);
});
