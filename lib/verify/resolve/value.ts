// Pure: what a value of a template can stand for, and what every function that follows one is given.

import type { Assembly, StackTemplate } from '../assembly';

/** Where a value stands. */
export interface Scope {
  readonly assembly: Assembly;
  readonly stack: StackTemplate;
}

export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  /** Values of one symbol are equal, whatever they are. */
  readonly symbol?: string;
  /** What a text is joined from, when one of them is known only at deployment. */
  readonly parts?: readonly Resolved[];
  /** A value that decides conditions and is not to be shown: that of a parameter with NoEcho. */
  readonly hidden?: string;
  /** In a list, it may not stand there at all. */
  readonly mayBeAbsent?: true;
}

export type Resolved =
  | { readonly kind: 'absent' }
  | { readonly kind: 'literal'; readonly value: unknown }
  /** `attribute` is `Ref` for a plain reference. */
  | { readonly kind: 'resource'; readonly scope: Scope; readonly logicalId: string; readonly attribute: string }
  | Unknown;

/** A value that has been followed already, in the place of one that would mean something else where it now stands. */
export class Settled {
  constructor(readonly resolved: Resolved) {}
}

/** The place of a function call. */
export interface At {
  readonly scope: Scope;
  /** Follows a value inside the call. */
  follow(value: unknown): Resolved;
  /**
   * Follows a value of any stack, once per assembly, so that values that are made of values cost nothing twice. `key` says
   * within the stack what it is. What it gives means the same in every stack.
   */
  once(stack: StackTemplate, key: string, value: unknown): Resolved;
}

export type Follow = (at: At, argument: unknown) => Resolved;

export function unknown(why: string, more: Omit<Unknown, 'kind' | 'why'> = {}): Unknown {
  return { kind: 'unknown', why, ...more };
}

export function literal(value: unknown): Resolved {
  return value === undefined ? { kind: 'absent' } : { kind: 'literal', value };
}

/** A scalar as CloudFormation compares and joins it; undefined for anything else. */
export function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** The text that a value comes to, or what it is instead. */
export function textOf(at: At, value: unknown, what: string): string | Unknown {
  const resolved = at.follow(value);
  if (resolved.kind === 'unknown') return resolved;
  const text = resolved.kind === 'literal' ? scalarText(resolved.value) : undefined;
  return text ?? unknown(`${what} is not a text that is known`);
}

/** The items of a list, those that are not there left out; or why they are not known. Later items may then stand elsewhere. */
export function itemsOf(at: At, value: unknown, what: string): readonly Resolved[] | Unknown {
  const list = at.follow(value);
  if (list.kind === 'unknown') return list;
  if (list.kind !== 'literal' || !Array.isArray(list.value)) return unknown(`${what} a list that is not known`);
  return list.value.map((item) => at.follow(item)).filter(({ kind }) => kind !== 'absent');
}
