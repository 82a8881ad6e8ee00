// Pure: DynamoDB's numbers, which are decimal and exact: up to 38 digits, from 1E-130 to 9.99…E+125. Source: DynamoDB
// developer guide, "Data types", Number.

const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,4}))?$/;
const MOST_DIGITS = 38;
const SMALLEST = -130;
const LARGEST = 125;

/** `digits` times ten to the power of `exponent`, with no zeros at either end of the digits. */
interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function decimalOf(text: string): Decimal | undefined {
  const [all, sign, whole = '', fraction = '', bare = '', power = '0'] = NUMBER.exec(text) ?? [];
  if (all === undefined) return undefined;
  const decimals = fraction + bare;
  const significant = (whole + decimals).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return { isNegative: false, digits: '', exponent: 0 };
  const exponent = Number(power) - decimals.length + significant.length - digits.length;
  return { isNegative: sign === '-', digits, exponent };
}

/** Whether DynamoDB takes it. */
export function isNumber(text: string): boolean {
  const decimal = decimalOf(text);
  if (!decimal) return false;
  const { digits, exponent } = decimal;
  const magnitude = exponent + digits.length - 1;
  return digits === '' || (digits.length <= MOST_DIGITS && magnitude >= SMALLEST && magnitude <= LARGEST);
}

function known(text: string): Decimal {
  const decimal = decimalOf(text);
  if (!decimal) throw new RangeError(`${text} is no number`);
  return decimal;
}

/** The same text for numbers that are equal. */
export function canonicalNumber(text: string): string {
  const { isNegative, digits, exponent } = known(text);
  return `${isNegative ? '-' : ''}${digits || '0'}e${exponent}`;
}

/** Negative, 0 or positive. */
export function compareNumbers(a: string, b: string): number {
  const [left, right] = [known(a), known(b)];
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = ({ isNegative, digits, exponent: own }: Decimal) =>
    BigInt(`${isNegative ? '-' : ''}${digits || '0'}${'0'.repeat(own - exponent)}`);
  const [x, y] = [scaled(left), scaled(right)];
  return x < y ? -1 : x > y ? 1 : 0;
}
