// Pure: a cloud assembly as a value: its stacks with their templates, as they would be deployed.

import type { Acknowledgement } from './acknowledgements';

export interface StackTemplate {
  /** Unique within the assembly; the first part of every resource id. */
  readonly id: string;
  /** The name it has on AWS. */
  readonly name: string;
  /** Absent when the stack is not bound to a region. */
  readonly region?: string;
  readonly account?: string;
  readonly template: unknown;
  /** What constructs in it accept. What the topology file accepts is in the template. */
  readonly acknowledgements?: readonly Acknowledgement[];
}

export interface Assembly {
  /** Sorted by id. */
  readonly stacks: readonly StackTemplate[];
  /** What was accepted on a whole app or a stage; of findings at a stack, what was accepted in it, too. */
  readonly acknowledgements?: readonly Acknowledgement[];
}
