// Pure: a cloud assembly as a value: its stacks with their templates, as they would be deployed.

export interface StackTemplate {
  /** Unique within the assembly; the first part of every resource id. */
  readonly id: string;
  /** The name it has on AWS. */
  readonly name: string;
  /** Absent when the stack is not bound to a region. */
  readonly region?: string;
  readonly account?: string;
  readonly template: unknown;
}

export interface Assembly {
  /** Sorted by id. */
  readonly stacks: readonly StackTemplate[];
}
