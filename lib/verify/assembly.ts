// Pure: a cloud assembly as a value: its stacks with their templates, as they would be deployed.

import type { Acknowledgement } from './acknowledgements';

/** A value for a parameter. */
export interface Given {
  /** A text, or a value of a template that is followed in the stack that `stack` names. */
  readonly value: unknown;
  /** The id of the stack whose words the value uses; absent: it is plain text. */
  readonly stack?: string;
}

export interface StackTemplate {
  /** Unique within the assembly; the first part of every resource id. */
  readonly id: string;
  /** The name it has on AWS. */
  readonly name: string;
  /** Absent when the stack is not bound to a region, or nobody says to which: it may then be any. */
  readonly region?: string;
  readonly account?: string;
  readonly template: unknown;
  /** What constructs in it accept. What the topology file accepts is in the template. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** The file it was read from. */
  readonly file?: string;
  /** What its parameters are given, by name. */
  readonly parameters?: Readonly<Record<string, Given>>;
  /** The resource that makes it, of a nested stack. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

export interface Assembly {
  /** Sorted by id. */
  readonly stacks: readonly StackTemplate[];
  /** What was accepted on a whole app or a stage; of findings at a stack, what was accepted in it, too. */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** What was left out in reading, and why, in sentences for people. */
  readonly notes?: readonly string[];
}
