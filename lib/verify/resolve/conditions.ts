// Pure: conditions, with three values. What is decided whatever the unknown parts are is decided:
//
//   and      true      false   unknown        or       true   false     unknown
//   true     true      false   unknown        true     true   true      true
//   false    false     false   false          false    true   false     unknown
//   unknown  unknown   false   unknown        unknown  true   unknown   unknown

import { canonicalJson, field, isObject, listOf } from '../json';
import { deepLiteral } from './lists';
import { type At, type Follow, literal, type Resolved, scalarText, unknown } from './value';

/** The value of a condition that a section, a resource or Fn::If names. */
export const conditionNamed: Follow = (at, argument) => {
  if (typeof argument !== 'string') return unknown('a condition is not named');
  const { stack } = at.scope;
  const expression = field(field(stack.template, 'Conditions'), argument);
  if (expression === undefined) return unknown(`stack ${stack.name} has no condition ${argument}`);
  const value = at.once(stack, `condition ${argument}`, expression);
  if (value.kind === 'literal' && typeof value.value === 'boolean') return value;
  const why = value.kind === 'unknown' ? value.why : 'it is neither true nor false';
  return unknown(`whether condition ${argument} holds is not known: ${why}`, {
    symbol: `condition ${argument} of ${stack.id}`,
  });
};

/** A condition as it stands inside another: one of the functions here, or `{ Condition: name }`. */
function truth(at: At, value: unknown): Resolved {
  const resolved = typeof value === 'string' ? conditionNamed(at, value) : at.follow(value);
  if (resolved.kind === 'literal' && typeof resolved.value === 'boolean') return resolved;
  return resolved.kind === 'unknown' ? resolved : unknown('what should be a condition is neither true nor false');
}

/** `deciding` is the value that decides alone. */
function junction(deciding: boolean): Follow {
  return (at, argument) => {
    const operands = listOf(argument).map((operand) => truth(at, operand));
    if (operands.length === 0) return unknown('a condition combines nothing');
    if (operands.some((operand) => operand.kind === 'literal' && operand.value === deciding)) return literal(deciding);
    const doubtful = operands.find(({ kind }) => kind === 'unknown');
    return doubtful?.kind === 'unknown' ? unknown(doubtful.why) : literal(!deciding);
  };
}

export const and = junction(false);
export const or = junction(true);

export const not: Follow = (at, argument) => {
  const operands = listOf(argument);
  const [operand] = operands;
  if (operands.length !== 1) return unknown('Fn::Not of more or less than one condition');
  const value = truth(at, operand);
  return value.kind === 'literal' ? literal(!value.value) : unknown(value.kind === 'unknown' ? value.why : '');
};

/** A value in a form in which equal ones are equal texts; scalars are compared as texts. */
function comparable(value: unknown): string {
  const asText = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(asText);
    if (!isObject(inner)) return scalarText(inner) ?? null;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, asText(item)]));
  };
  return canonicalJson(asText(value));
}

function shown(value: Resolved): Resolved {
  return value.kind === 'unknown' && value.hidden !== undefined ? literal(value.hidden) : value;
}

/** True or false where it is certain. Two things of unknown value may always be equal. */
function areEqual(one: Resolved, other: Resolved): boolean | undefined {
  const [a, b] = [shown(one), shown(other)];
  if (a.kind === 'literal' && b.kind === 'literal') return comparable(a.value) === comparable(b.value);
  if (a.kind === 'resource' && b.kind === 'resource') return isSameResource(a, b) ? true : undefined;
  if (a.kind === 'unknown' && b.kind === 'unknown' && a.symbol !== undefined && a.symbol === b.symbol) return true;
  return undefined;
}

type Of<K extends Resolved['kind']> = Extract<Resolved, { kind: K }>;

function isSameResource(a: Of<'resource'>, b: Of<'resource'>): boolean {
  return a.scope.stack.id === b.scope.stack.id && a.logicalId === b.logicalId && a.attribute === b.attribute;
}

export const equals: Follow = (at, argument) => {
  const values = listOf(argument);
  if (values.length !== 2) return unknown('Fn::Equals of more or less than two values');
  const [a, b] = values.map((value) => deepLiteral(at, value));
  const equal = a && b ? areEqual(a, b) : undefined;
  if (equal !== undefined) return literal(equal);
  const doubtful = [a, b].find((value) => value?.kind === 'unknown');
  return unknown(doubtful?.kind === 'unknown' ? doubtful.why : 'values are compared that only a deployment knows');
};

/** One of two values. Where nobody knows which, it is known all the same if both are the same. */
export const choose: Follow = (at, argument) => {
  const [condition, whenTrue, whenFalse, ...more] = listOf(argument);
  if (whenFalse === undefined || more.length > 0) return unknown('Fn::If without a condition and two values');
  const holds = truth(at, condition);
  if (holds.kind === 'literal') return at.follow(holds.value === true ? whenTrue : whenFalse);
  const [a, b] = [at.follow(whenTrue), at.follow(whenFalse)];
  const why = holds.kind === 'unknown' ? holds.why : 'it is neither true nor false';
  if (a.kind === 'absent' && b.kind === 'absent') return a;
  if (isPlain(a) && isPlain(b) && areEqual(a, b) === true) return a;
  return unknown(why, a.kind === 'absent' || b.kind === 'absent' || mayVanish(a) || mayVanish(b) ? VANISHING : {});
};

const VANISHING = { mayBeAbsent: true } as const;

function mayVanish(value: Resolved): boolean {
  return value.kind === 'unknown' && value.mayBeAbsent === true;
}

/** Without anything inside it that has to be followed, or that may not be there. */
function isPlain(value: Resolved): boolean {
  if (value.kind === 'unknown') return value.mayBeAbsent !== true && value.hidden === undefined;
  return value.kind === 'resource' || (value.kind === 'literal' && scalarText(value.value) !== undefined);
}
