// Pure: DynamoDB's typed values: their form, when two are equal, which of two is larger, and how many bytes one has. Source:
// DynamoDB API reference, AttributeValue; developer guide, "Naming rules and data types" and "Item sizes and formats".

import * as z from 'zod';
import { canonicalNumber, compareNumbers, isNumber } from './numbers';

export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Item }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

/** Values by the name of the attribute. */
export interface Item {
  readonly [name: string]: AttributeValue;
}

const numberText = z.string().refine(isNumber, 'is no number that DynamoDB can hold');
const set = (of: z.ZodType<string>) => z.array(of).min(1).refine(isSet, 'holds a member twice');

const attributeValue: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([
    z.strictObject({ S: z.string() }),
    z.strictObject({ N: numberText }),
    z.strictObject({ B: z.base64() }),
    z.strictObject({ BOOL: z.boolean() }),
    z.strictObject({ NULL: z.literal(true) }),
    z.strictObject({ L: z.array(attributeValue) }),
    z.strictObject({ M: z.record(z.string(), attributeValue) }),
    z.strictObject({ SS: set(z.string()) }),
    z.strictObject({ NS: set(numberText) }),
    z.strictObject({ BS: set(z.base64()) }),
  ]),
);

export const item: z.ZodType<Item> = z.record(z.string(), attributeValue);

function isSet(members: readonly string[]): boolean {
  return new Set(members).size === members.length;
}

/** `S`, `N`, … */
export function typeOf(value: AttributeValue): string {
  return Object.keys(value).join();
}

/** The same text for equal values, and for no others: numbers by what they are, sets without regard to order. */
function canonical(value: AttributeValue): string {
  const told = (content: unknown) => JSON.stringify([typeOf(value), content]);
  if ('N' in value) return told(canonicalNumber(value.N));
  if ('L' in value) return told(value.L.map(canonical));
  if ('SS' in value) return told([...value.SS].sort());
  if ('NS' in value) return told(value.NS.map(canonicalNumber).sort());
  if ('BS' in value) return told([...value.BS].sort());
  if (!('M' in value)) return told(Object.values(value));
  const members = Object.entries(value.M).map(([name, member]) => [name, canonical(member)] as const);
  return told(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function areEqual(a: AttributeValue, b: AttributeValue): boolean {
  return canonical(a) === canonical(b);
}

/** Whether values of this type have an order. */
export function isOrdered(value: AttributeValue): boolean {
  return 'S' in value || 'N' in value || 'B' in value;
}

/** Negative, 0 or positive; undefined when they are of different types, or of one that has no order. */
export function compare(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
}

const sum = (lengths: readonly number[]) => lengths.reduce((total, length) => total + length, 0);
const textBytes = (text: string) => Buffer.byteLength(text);
/** Two digits to a byte, and one byte more; leading and trailing zeros do not count. */
const numberBytes = (text: string) => Math.ceil(canonicalNumber(text).replace(/e.*|-/g, '').length / 2) + 1;
const binaryBytes = (text: string) => Buffer.byteLength(text, 'base64');

function valueBytes(value: AttributeValue): number {
  if ('S' in value) return textBytes(value.S);
  if ('N' in value) return numberBytes(value.N);
  if ('B' in value) return binaryBytes(value.B);
  if ('L' in value) return 3 + sum(value.L.map((member) => valueBytes(member) + 1));
  if ('M' in value) return 3 + itemBytes(value.M) + Object.keys(value.M).length;
  if ('SS' in value) return sum(value.SS.map(textBytes));
  if ('NS' in value) return sum(value.NS.map(numberBytes));
  return 'BS' in value ? sum(value.BS.map(binaryBytes)) : 1;
}

/** As DynamoDB counts them. */
export function itemBytes(counted: Item): number {
  return sum(Object.entries(counted).map(([name, value]) => textBytes(name) + valueBytes(value)));
}
