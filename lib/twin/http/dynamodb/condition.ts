// Pure: conditions and filters of DynamoDB: read from an expression, and held against an item. An attribute that is not
// there passes no comparison but `<>`. Source: DynamoDB developer guide, "Comparison operator and function reference"; `contains` and
// `size` are not served, nor is any path into a map or a list.
//
//   condition := all (OR all)*          all := one (AND one)*          one := NOT one | ( condition ) | test
//   test := operand (= | <> | < | <= | > | >=) operand | operand BETWEEN operand AND operand
//         | operand IN (operand, …) | function(path[, operand])

import { type AttributeValue, areEqual, compare, type Item, isOrdered, typeOf } from './attribute-value';
import { type ExpressionName, type Placeholders, Tokens } from './expression-tokens';

export type Operand =
  | { readonly kind: 'path'; readonly name: string }
  | { readonly kind: 'value'; readonly value: AttributeValue };

const COMPARED = {
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
} as const;

type Comparison = '=' | '<>' | keyof typeof COMPARED;

export type Condition =
  | { readonly kind: 'or' | 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compares'; readonly by: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly among: readonly Operand[] }
  | { readonly kind: 'exists'; readonly name: string; readonly wanted: boolean }
  | { readonly kind: 'has-type'; readonly name: string; readonly type: Operand }
  | { readonly kind: 'begins'; readonly name: string; readonly start: Operand };

const ORDERED = ['<', '<=', '>', '>='];

function operand(tokens: Tokens): Operand {
  const value = tokens.value();
  return value ? { kind: 'value', value } : { kind: 'path', name: tokens.path() };
}

/** An operand that has to have an order. */
function ordered(tokens: Tokens, by: string): Operand {
  const read = operand(tokens);
  return checked(tokens, read, by);
}

function checked(tokens: Tokens, read: Operand, by: string): Operand {
  if (read.kind === 'path' || isOrdered(read.value)) return read;
  const what = `operator or function: ${by}, operand type: ${typeOf(read.value)}`;
  throw tokens.refused(`Incorrect operand type for operator or function; ${what}`);
}

function called(tokens: Tokens, name: string): Condition {
  const path = tokens.path();
  const further = () => {
    tokens.expect(',');
    return operand(tokens);
  };
  if (name === 'attribute_exists') return { kind: 'exists', name: path, wanted: true };
  if (name === 'attribute_not_exists') return { kind: 'exists', name: path, wanted: false };
  if (name === 'attribute_type') return { kind: 'has-type', name: path, type: further() };
  if (name === 'begins_with') return { kind: 'begins', name: path, start: checked(tokens, further(), name) };
  throw tokens.refused(`Invalid function name; function: ${name}`);
}

function isComparison(token: string | undefined): token is Comparison {
  return token === '=' || token === '<>' || ORDERED.includes(token ?? '');
}

function compares(tokens: Tokens, left: Operand): Condition {
  const by = tokens.peek();
  if (!isComparison(by)) throw tokens.misplaced();
  tokens.take();
  if (!ORDERED.includes(by)) return { kind: 'compares', by, left, right: operand(tokens) };
  return { kind: 'compares', by, left: checked(tokens, left, by), right: ordered(tokens, by) };
}

function listed(tokens: Tokens): readonly Operand[] {
  tokens.expect('(');
  const among = [operand(tokens)];
  while (tokens.takes(',')) among.push(operand(tokens));
  tokens.expect(')');
  return among;
}

function test(tokens: Tokens): Condition {
  const word = tokens.peek();
  const left = operand(tokens);
  if (left.kind === 'path' && word !== undefined && tokens.takes('(')) {
    const call = called(tokens, word);
    tokens.expect(')');
    return call;
  }
  if (tokens.takes('IN')) return { kind: 'in', operand: left, among: listed(tokens) };
  if (!tokens.takes('BETWEEN')) return compares(tokens, left);
  const low = ordered(tokens, 'BETWEEN');
  tokens.expect('AND');
  return { kind: 'between', operand: checked(tokens, left, 'BETWEEN'), low, high: ordered(tokens, 'BETWEEN') };
}

function one(tokens: Tokens): Condition {
  if (tokens.takes('NOT')) return { kind: 'not', part: one(tokens) };
  if (!tokens.takes('(')) return test(tokens);
  const inner = any(tokens);
  tokens.expect(')');
  return inner;
}

function joined(tokens: Tokens, kind: 'or' | 'and', part: (tokens: Tokens) => Condition): Condition {
  const first = part(tokens);
  const parts = [first];
  while (tokens.takes(kind.toUpperCase())) parts.push(part(tokens));
  return parts.length === 1 ? first : { kind, parts };
}

const all = (tokens: Tokens) => joined(tokens, 'and', one);
const any = (tokens: Tokens) => joined(tokens, 'or', all);

/** Throws Refused when it is not an expression that is served. */
export function readCondition(expression: ExpressionName, text: string, placeholders: Placeholders): Condition {
  const tokens = new Tokens(expression, text, placeholders);
  const condition = any(tokens);
  tokens.end();
  return condition;
}

function valueIn(item: Item, from: Operand): AttributeValue | undefined {
  if (from.kind === 'value') return from.value;
  return Object.hasOwn(item, from.name) ? item[from.name] : undefined;
}

function isComparedAs(by: Comparison, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  // As DynamoDB has it, what is not there is different from everything.
  if (!left || !right) return by === '<>' && left !== right;
  if (by === '=' || by === '<>') return areEqual(left, right) === (by === '=');
  const order = compare(left, right);
  return order !== undefined && COMPARED[by](order);
}

function begins(value: AttributeValue | undefined, start: AttributeValue | undefined): boolean {
  if (value && start && 'S' in value && 'S' in start) return value.S.startsWith(start.S);
  if (!value || !start || !('B' in value) || !('B' in start)) return false;
  const [whole, head] = [Buffer.from(value.B, 'base64'), Buffer.from(start.B, 'base64')];
  return whole.subarray(0, head.length).equals(head);
}

/** Whether an item fulfils it; one that is not there has no attributes. */
export function holds(condition: Condition, item: Item): boolean {
  const read = (from: Operand) => valueIn(item, from);
  const named = (name: string) => valueIn(item, { kind: 'path', name });
  switch (condition.kind) {
    case 'or':
      return condition.parts.some((part) => holds(part, item));
    case 'and':
      return condition.parts.every((part) => holds(part, item));
    case 'not':
      return !holds(condition.part, item);
    case 'compares':
      return isComparedAs(condition.by, read(condition.left), read(condition.right));
    case 'between': {
      const value = read(condition.operand);
      return isComparedAs('>=', value, read(condition.low)) && isComparedAs('<=', value, read(condition.high));
    }
    case 'in':
      return condition.among.some((from) => isComparedAs('=', read(condition.operand), read(from)));
    case 'exists':
      return (named(condition.name) !== undefined) === condition.wanted;
    case 'has-type': {
      const [value, type] = [named(condition.name), read(condition.type)];
      return value !== undefined && type !== undefined && 'S' in type && typeOf(value) === type.S;
    }
    case 'begins':
      return begins(named(condition.name), read(condition.start));
  }
}
