// Values of templates, said in a line, for the tests of what they stand for.

import type { StackTemplate } from '../../../lib/verify/assembly';
import { type Resolved, resolve } from '../../../lib/verify/resolve';

/** A place in a text that Fn::Sub fills. */
export const hole = (name: string) => `\${${name}}`;

/** What a value in one of the stacks stands for: a literal as it is, else `<stack.logicalId.attribute>` or why not. */
export function said(stacks: readonly StackTemplate[], id: string, value: unknown): unknown {
  const stack = stacks.find((one) => one.id === id);
  if (!stack) throw new Error(`there is no stack ${id}`);
  return told(resolve({ assembly: { stacks }, stack }, value));
}

function told(resolved: Resolved): unknown {
  switch (resolved.kind) {
    case 'literal':
      return resolved.value;
    case 'resource':
      return `<${resolved.scope.stack.id}.${resolved.logicalId}.${resolved.attribute}>`;
    case 'absent':
      return 'absent';
    case 'unknown':
      return `unknown: ${resolved.why}`;
  }
}
