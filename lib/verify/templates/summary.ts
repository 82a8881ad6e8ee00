// Pure: what was read, and what the reader could still be told: values of parameters and regions that findings miss.

import type { Assembly, StackTemplate } from '../assembly';
import type { Finding } from '../findings';
import { entriesOf, field, textField } from '../json';
import { noValue } from '../resolve/parameters';
import { NO_REGION } from '../resolve/references';

interface Missing {
  readonly stack: string;
  readonly parameter: string;
  readonly type: string;
  readonly description?: string;
}

export interface ReadSummary {
  readonly stacks: readonly Pick<StackTemplate, 'id' | 'name' | 'region' | 'file'>[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
  /** Parameters without a value that routing depends on. */
  readonly missing: readonly Missing[];
  /** Stacks of which no region is known, where routing depends on one. */
  readonly unplaced: readonly string[];
}

function missingIn(stack: StackTemplate, says: (why: string) => boolean): readonly Missing[] {
  return entriesOf(field(stack.template, 'Parameters')).flatMap(([parameter, declared]): readonly Missing[] => {
    if (!says(noValue(stack, parameter))) return [];
    const description = textField(declared, 'Description');
    const type = textField(declared, 'Type') ?? 'String';
    return [{ stack: stack.id, parameter, type, ...(description === undefined ? {} : { description }) }];
  });
}

export function summaryOf({ stacks, notes = [] }: Assembly, findings: readonly Finding[]): ReadSummary {
  const messages = findings.map(({ message }) => message).join('\n');
  const says = (why: string) => messages.includes(why);
  return {
    stacks: stacks.map(({ id, name, region, file }) => ({
      id,
      name,
      ...(region === undefined ? {} : { region }),
      ...(file === undefined ? {} : { file }),
    })),
    notes,
    missing: stacks.filter(({ parent }) => !parent).flatMap((stack) => missingIn(stack, says)),
    unplaced: says(NO_REGION) ? stacks.flatMap(({ id, region, parent }) => (region || parent ? [] : [id])) : [],
  };
}
