// Pure: what a template value stands for. Intrinsics are followed across stacks and regions until they are a literal or
// a resource; what only a deployment can tell becomes an explicit unknown with the reason.

import { err, ok, type Result } from '../net/result';
import type { Assembly, StackTemplate } from './assembly';
import { field, isObject } from './json';
import { cidr, findInMap } from './resolve/addresses';
import { and, choose, conditionNamed, equals, not, or } from './resolve/conditions';
import { getAZs, length, select, split } from './resolve/lists';
import { getAtt, ref } from './resolve/references';
import { exportMeant, getStackOutput, importValue } from './resolve/stacks';
import { join, sub, toJsonString } from './resolve/texts';
import { type At, type Follow, literal, type Resolved, type Scope, Settled, unknown } from './resolve/value';

export type { Resolved, Scope } from './resolve/value';

const MAX_DEPTH = 64;

const FUNCTIONS: Readonly<Record<string, Follow>> = {
  Condition: conditionNamed,
  Ref: ref,
  'Fn::And': and,
  'Fn::Cidr': cidr,
  'Fn::Equals': equals,
  'Fn::FindInMap': findInMap,
  'Fn::GetAZs': getAZs,
  'Fn::GetAtt': getAtt,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::If': choose,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Length': length,
  'Fn::Not': not,
  'Fn::Or': or,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
  'Fn::ToJsonString': toJsonString,
};

const FOLLOWING: Resolved = unknown('references lead in a circle');
const followed = new WeakMap<Assembly, Map<string, Resolved>>();

/** Lists and objects mean something only in their own stack; in what is handed to another, everything is followed. */
function carried(scope: Scope, value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const resolved = resolve(scope, value, depth + 1);
  if (resolved.kind !== 'literal') return new Settled(resolved);
  const { value: inner } = resolved;
  if (Array.isArray(inner)) return inner.map((item) => carried(scope, item, depth + 1));
  if (!isObject(inner)) return inner;
  return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, carried(scope, item, depth + 1)]));
}

function followOnce(scope: Scope, key: string, value: unknown, depth: number): Resolved {
  const known = followed.get(scope.assembly) ?? new Map<string, Resolved>();
  followed.set(scope.assembly, known);
  const name = JSON.stringify([scope.stack.id, key]);
  const earlier = known.get(name);
  if (earlier) return earlier;
  known.set(name, FOLLOWING);
  const resolved = resolve(scope, value, depth + 1);
  const whole = resolved.kind === 'literal' ? literal(carried(scope, resolved.value, depth + 1)) : resolved;
  known.set(name, whole);
  return whole;
}

function at(scope: Scope, depth: number): At {
  return {
    scope,
    follow: (value) => resolve(scope, value, depth + 1),
    once: (stack: StackTemplate, key, value) => followOnce({ ...scope, stack }, key, value, depth),
  };
}

/** A dynamic reference: CloudFormation puts another text in its place. */
const DYNAMIC = /\{\{resolve:(ssm|ssm-secure|secretsmanager):/;

/** Follows a value until it is a literal or a resource. Lists and objects are literals; what they hold is not followed. */
export function resolve(scope: Scope, value: unknown, depth = 0): Resolved {
  if (value instanceof Settled) return value.resolved;
  if (depth > MAX_DEPTH) return unknown('references are nested too deeply');
  if (typeof value === 'string' && DYNAMIC.test(value)) return unknown('a text is looked up only at deployment');
  if (!isObject(value)) return literal(value);
  if (Object.hasOwn(value, 'Fn::Transform')) return unknown('Fn::Transform puts something here only at deployment');
  const [only, ...more] = Object.keys(value);
  if (only === undefined || more.length > 0) return literal(value);
  const argument = field(value, only);
  if (only === 'Condition' && typeof argument !== 'string') return literal(value);
  if (Object.hasOwn(FUNCTIONS, only)) return FUNCTIONS[only]?.(at(scope, depth), argument) ?? literal(value);
  return only.startsWith('Fn::') ? unknown(`${only} is known only at deployment`) : literal(value);
}

/** Whether a condition holds, by its name; or why that is not known. */
export function holds(scope: Scope, condition: unknown): Result<boolean, string> {
  const value = condition instanceof Settled ? condition.resolved : conditionNamed(at(scope, 0), condition);
  if (value.kind === 'literal' && typeof value.value === 'boolean') return ok(value.value);
  return err(value.kind === 'unknown' ? value.why : 'it is neither true nor false');
}

/** The stack that an import takes from; undefined where that is not known. */
export function exporterOf(scope: Scope, argument: unknown): StackTemplate | undefined {
  const meant = exportMeant(at(scope, 0), argument);
  return 'kind' in meant ? undefined : meant.stack;
}
