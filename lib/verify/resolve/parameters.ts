// Pure: what a reference to a parameter stands for: what the user or the stack around gives, else its default, as its type
// has it. Values that only a deployment looks up, and those that must not be shown, are unknown.

import type { StackTemplate } from '../assembly';
import { field, textField } from '../json';
import { splitText } from './lists';
import { type At, literal, type Resolved, Settled, scalarText, unknown } from './value';

/** Types whose value is a list, written with commas. */
const LIST_TYPE = /^(CommaDelimitedList|List<.*>)$/;
/** Types whose value is the name of another one, in the parameter store. */
const STORED_TYPE = /^AWS::SSM::Parameter::Value</;

/** Why a parameter without a value is unknown. */
export function noValue(stack: StackTemplate, name: string): string {
  return `parameter ${name} of stack ${stack.id} has no value`;
}

export function isStored(declared: unknown): boolean {
  return STORED_TYPE.test(textField(declared, 'Type') ?? '');
}

export function isHidden(declared: unknown): boolean {
  return scalarText(field(declared, 'NoEcho'))?.toLowerCase() === 'true';
}

export function isList(declared: unknown): boolean {
  return LIST_TYPE.test(textField(declared, 'Type') ?? '');
}

/** What it is given, before its type makes something of it. */
function given({ scope: { assembly, stack }, once }: At, name: string): Resolved {
  const value = stack.parameters && Object.hasOwn(stack.parameters, name) ? stack.parameters[name] : undefined;
  if (value === undefined || value.stack === undefined) return literal(value?.value);
  const words = assembly.stacks.find(({ id }) => id === value.stack);
  if (!words) return unknown(`stack ${value.stack}, which gives parameter ${name}, is not in this assembly`);
  return once(words, `parameter ${name} of ${stack.id}`, value.value);
}

function asList(name: string, value: Resolved): Resolved {
  if (value.kind === 'resource') return literal([new Settled(value)]);
  if (value.kind === 'unknown') return value.parts ? splitText(value, ',') : value;
  if (value.kind === 'absent' || Array.isArray(value.value)) return value;
  const text = scalarText(value.value);
  if (text === undefined) return unknown(`the value of parameter ${name} is not a list`);
  return literal(text.split(',').map((item) => item.trim()));
}

function asText(name: string, value: Resolved): Resolved {
  if (value.kind !== 'literal') return value;
  const { value: inner } = value;
  const text = Array.isArray(inner) ? listText(inner) : scalarText(inner);
  return text === undefined ? unknown(`the value of parameter ${name} is not a text`) : literal(text);
}

/** A list that is given to a parameter of a nested stack is joined with commas. */
function listText(list: readonly unknown[]): string | undefined {
  const texts = list.map(scalarText);
  return texts.includes(undefined) ? undefined : texts.join(',');
}

/** The value of a parameter that the stack declares. */
export function parameterValue(at: At, name: string, declared: unknown): Resolved {
  const { stack } = at.scope;
  const symbol = `parameter ${name} of ${stack.id}`;
  if (isStored(declared)) return unknown(`parameter ${name} is looked up in the parameter store`, { symbol });
  const own = given(at, name);
  const raw = own.kind === 'absent' ? literal(field(declared, 'Default')) : own;
  if (raw.kind === 'absent') return unknown(noValue(stack, name), { symbol });
  const value = isList(declared) ? asList(name, raw) : asText(name, raw);
  if (!isHidden(declared) || value.kind === 'resource') return value;
  const hidden = value.kind === 'literal' ? scalarText(value.value) : undefined;
  const why = `parameter ${name} is not to be shown (NoEcho), so that nothing but conditions goes by its value`;
  return unknown(why, { symbol, ...(hidden === undefined ? {} : { hidden }) });
}
