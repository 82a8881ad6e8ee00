// Pure: what a template value stands for. Intrinsics are followed across stacks and regions until they are a literal or
// a resource; what only a deployment can tell becomes an explicit unknown with the reason.

import type { Assembly, StackTemplate } from './assembly';
import { entriesOf, field, isObject, listOf, textField } from './json';

export type Resolved =
  | { readonly kind: 'absent' }
  | { readonly kind: 'literal'; readonly value: unknown }
  /** `attribute` is `Ref` for a plain reference. */
  | { readonly kind: 'resource'; readonly scope: Scope; readonly logicalId: string; readonly attribute: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Where a value stands. */
export interface Scope {
  readonly assembly: Assembly;
  readonly stack: StackTemplate;
}

const MAX_DEPTH = 64;
const MAX_TEXT = 10_000;

type Follow = (scope: Scope, argument: unknown, depth: number) => Resolved;

function unknown(why: string): Resolved {
  return { kind: 'unknown', why };
}

function literal(value: unknown): Resolved {
  return value === undefined ? { kind: 'absent' } : { kind: 'literal', value };
}

function pseudoParameter({ stack }: Scope, name: string): Resolved {
  switch (name) {
    case 'AWS::NoValue':
      return { kind: 'absent' };
    case 'AWS::StackName':
      return literal(stack.name);
    case 'AWS::Region':
      return stack.region === undefined ? unknown('the stack is not bound to a region') : literal(stack.region);
    case 'AWS::AccountId':
      return stack.account === undefined ? unknown('the stack is not bound to an account') : literal(stack.account);
    default:
      return unknown(`${name} is known only at deployment`);
  }
}

function attributeOf(scope: Scope, logicalId: unknown, attribute: string): Resolved {
  const { stack } = scope;
  if (typeof logicalId !== 'string') return unknown('a reference names no resource');
  if (field(field(stack.template, 'Resources'), logicalId) !== undefined)
    return { kind: 'resource', scope, logicalId, attribute };
  if (attribute === 'Ref' && field(field(stack.template, 'Parameters'), logicalId) !== undefined)
    return unknown(`parameter ${logicalId} is given at deployment`);
  return unknown(`stack ${stack.name} has no resource ${logicalId}`);
}

const ref: Follow = (scope, argument) =>
  typeof argument === 'string' && argument.startsWith('AWS::')
    ? pseudoParameter(scope, argument)
    : attributeOf(scope, argument, 'Ref');

const getAtt: Follow = (scope, argument) => {
  const dot = typeof argument === 'string' ? argument.indexOf('.') : -1;
  const [logicalId, attribute] =
    typeof argument === 'string' ? [argument.slice(0, dot), argument.slice(dot + 1)] : listOf(argument);
  return typeof attribute === 'string'
    ? attributeOf(scope, logicalId, attribute)
    : unknown('an attribute is not named');
};

const FOLLOWING: Resolved = unknown('references lead in a circle');
const followed = new WeakMap<Assembly, Map<string, Resolved>>();

/** Follows a value of an output once per assembly, so that outputs that are made of outputs cost nothing twice. */
function followOnce(scope: Scope, output: string, value: unknown, depth: number, what: 'Value' | 'Name'): Resolved {
  const known = followed.get(scope.assembly) ?? new Map<string, Resolved>();
  followed.set(scope.assembly, known);
  const key = `${scope.stack.id} ${output} ${what}`;
  const earlier = known.get(key);
  if (earlier) return earlier;
  known.set(key, FOLLOWING);
  const resolved = resolve(scope, value, depth + 1);
  known.set(key, resolved);
  return resolved;
}

const getStackOutput: Follow = (scope, argument, depth) => {
  const name = textField(argument, 'StackName');
  const output = textField(argument, 'OutputName') ?? '';
  const region = resolve(scope, field(argument, 'Region'), depth + 1);
  const at = region.kind === 'literal' ? region.value : scope.stack.region;
  const stacks = scope.assembly.stacks.filter((stack) => stack.name === name && stack.region === at);
  const [stack] = stacks;
  if (!stack || stacks.length > 1) return unknown(`stack ${name} in ${String(at)} is not in this assembly`);
  const found = field(field(stack.template, 'Outputs'), output);
  if (found === undefined) return unknown(`stack ${name} has no output ${output}`);
  return followOnce({ ...scope, stack }, output, field(found, 'Value'), depth, 'Value');
};

const importValue: Follow = (scope, argument, depth) => {
  const wanted = resolve(scope, argument, depth + 1);
  if (wanted.kind !== 'literal') return unknown('the name of an import is not known');
  const found = scope.assembly.stacks
    .filter((stack) => stack.region === scope.stack.region)
    .flatMap((stack) => entriesOf(field(stack.template, 'Outputs')).map(([id, output]) => ({ stack, id, output })))
    .filter(({ stack, id, output }) => {
      const name = followOnce({ ...scope, stack }, id, field(field(output, 'Export'), 'Name'), depth, 'Name');
      return name.kind === 'literal' && name.value === wanted.value;
    });
  const [only] = found;
  if (!only || found.length > 1) return unknown(`export ${String(wanted.value)} is not in this assembly`);
  return followOnce({ ...scope, stack: only.stack }, only.id, field(only.output, 'Value'), depth, 'Value');
};

/** Text made of several values: a lone value is itself, else every part has to be a literal. */
function concatenated(parts: readonly Resolved[], delimiter: string): Resolved {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const texts: string[] = [];
  for (const part of parts) {
    if (part.kind === 'unknown') return part;
    if (part.kind !== 'literal' || (typeof part.value !== 'string' && typeof part.value !== 'number'))
      return unknown('text is joined from values that are known only at deployment');
    texts.push(String(part.value));
  }
  const text = texts.join(delimiter);
  return text.length > MAX_TEXT ? unknown(`text is longer than ${MAX_TEXT} characters`) : literal(text);
}

const join: Follow = (scope, argument, depth) => {
  const [delimiter, values] = listOf(argument);
  if (typeof delimiter !== 'string' || !Array.isArray(values)) return unknown('Fn::Join of a list that is not known');
  const parts = values.map((value) => resolve(scope, value, depth + 1));
  return concatenated(
    parts.filter((part) => part.kind !== 'absent'),
    delimiter,
  );
};

const select: Follow = (scope, argument, depth) => {
  const [index, values] = listOf(argument);
  const list = resolve(scope, values, depth + 1);
  if (list.kind === 'unknown') return list;
  const at = Number(index);
  if (list.kind !== 'literal' || !Array.isArray(list.value) || !Number.isInteger(at) || !(at in list.value))
    return unknown('Fn::Select from a list that is not known');
  return resolve(scope, list.value[at], depth + 1);
};

const split: Follow = (scope, argument, depth) => {
  const [delimiter, source] = listOf(argument);
  const text = resolve(scope, source, depth + 1);
  if (text.kind === 'unknown') return text;
  return typeof delimiter === 'string' && text.kind === 'literal' && typeof text.value === 'string'
    ? literal(text.value.split(delimiter))
    : unknown('Fn::Split of a text that is not known');
};

/** `text ${Resource} ${Resource.Attribute} ${Variable} ${!Literal}`. */
const sub: Follow = (scope, argument, depth) => {
  const [text, variables] = typeof argument === 'string' ? [argument] : listOf(argument);
  if (typeof text !== 'string') return unknown('Fn::Sub of a text that is not known');
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== '');
  return concatenated(
    parts.map((part) => {
      const name = /^\$\{(.*)\}$/s.exec(part)?.[1]?.trim();
      if (name === undefined) return literal(part);
      if (name.startsWith('!')) return literal(`\${${name.slice(1)}}`);
      const variable = field(variables, name);
      if (variable !== undefined) return resolve(scope, variable, depth + 1);
      return name.includes('.') ? getAtt(scope, name, depth) : ref(scope, name, depth);
    }),
    '',
  );
};

const FUNCTIONS: Readonly<Record<string, Follow>> = {
  Ref: ref,
  'Fn::GetAtt': getAtt,
  'Fn::GetStackOutput': getStackOutput,
  'Fn::ImportValue': importValue,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::Sub': sub,
};

/** Follows a value until it is a literal or a resource. Lists and objects are literals; what they hold is not followed. */
export function resolve(scope: Scope, value: unknown, depth = 0): Resolved {
  if (depth > MAX_DEPTH) return unknown('references are nested too deeply');
  const [only, ...more] = isObject(value) ? Object.keys(value) : [];
  if (only === undefined || more.length > 0) return literal(value);
  if (Object.hasOwn(FUNCTIONS, only)) return FUNCTIONS[only]?.(scope, field(value, only), depth) ?? literal(value);
  return only.startsWith('Fn::') || only === 'Condition'
    ? unknown(`${only} is known only at deployment`)
    : literal(value);
}
