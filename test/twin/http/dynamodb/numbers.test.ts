import fc from 'fast-check';
import { canonicalNumber, compareNumbers, isNumber } from '../../../../lib/twin/http/dynamodb/numbers';

test.each(['0', '-0', '1', '-1.50', '.5', '5.', '+3', '1e125', '9.9E+125', '1E-130', '9'.repeat(38), '0.1e-129'])(
  '%s is a number',
  (text) => expect(isNumber(text)).toBe(true),
);

test.each(['', ' ', 'x', '1x', '0x10', '1e126', '1e-131', '9'.repeat(39), '1,5', 'NaN', 'Infinity', '--1', '.', '1e'])(
  'fails to take "%s" for a number',
  (text) => expect(isNumber(text)).toBe(false),
);

test.each([
  ['1', '1.0'],
  ['100', '1e2'],
  ['-0', '0'],
  ['0.001', '1E-3'],
  ['007', '7'],
])('%s and %s are equal', (a, b) => {
  expect(canonicalNumber(a)).toBe(canonicalNumber(b));
  expect(compareNumbers(a, b)).toBe(0);
});

test('what no double can tell apart is told apart', () => {
  expect(compareNumbers('12345678901234567890123456789012345678', '12345678901234567890123456789012345679')).toBe(-1);
  expect(compareNumbers('1e125', '1.00000000000000000001e125')).toBe(-1);
});

test('numbers are in the order of what they are, whatever their form', () => {
  const number = fc.record({ digits: fc.bigInt(-(10n ** 30n), 10n ** 30n), places: fc.integer({ min: 0, max: 20 }) });
  const text = ({ digits, places }: { digits: bigint; places: number }) => `${digits}e-${places}`;
  const scaled = ({ digits, places }: { digits: bigint; places: number }) => digits * 10n ** BigInt(20 - places);
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [x, y] = [scaled(a), scaled(b)];
      expect(compareNumbers(text(a), text(b))).toBe(x < y ? -1 : x > y ? 1 : 0);
      expect(canonicalNumber(text(a)) === canonicalNumber(text(b))).toBe(x === y);
    }),
  );
});
