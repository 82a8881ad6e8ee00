// Pure: which items a query asks for: those of one partition, and of those by their sort keys. Source: DynamoDB developer guide,
// "Key condition expressions for the Query operation".

import { Refused } from '../../refused';
import { type Condition, type Operand, readCondition } from './condition';
import type { Placeholders } from './expression-tokens';
import { KEY_NAMES } from './keys';

const INVALID = 'ValidationException';

/** The attributes that one part of the condition is about. */
function namesIn(part: Condition): readonly string[] {
  const named = (...operands: readonly Operand[]) => operands.flatMap((one) => (one.kind === 'path' ? [one.name] : []));
  switch (part.kind) {
    case 'compares':
      return named(part.left, part.right);
    case 'between':
      return named(part.operand, part.low, part.high);
    case 'begins':
      return [part.name, ...named(part.start)];
    default:
      throw new Refused(INVALID, 'Query key condition not supported');
  }
}

function isPartition(part: Condition): part is Condition & { readonly kind: 'compares' } {
  return part.kind === 'compares' && part.by === '=' && namesIn(part).join() === 'pk';
}

function isOfSortKey(part: Condition): boolean {
  return namesIn(part).join() === 'sk' && !(part.kind === 'compares' && part.by === '<>');
}

interface KeyCondition {
  readonly pk: string;
  readonly condition: Condition;
}

/** Throws Refused unless it names one partition, and at most one range of sort keys. */
export function readKeyCondition(text: string, placeholders: Placeholders): KeyCondition {
  const condition = readCondition('KeyConditionExpression', text, placeholders);
  const parts = condition.kind === 'and' ? condition.parts : [condition];
  const [partition, ...more] = parts.filter(isPartition);
  if (!partition) throw new Refused(INVALID, `Query condition missed key schema element: ${KEY_NAMES[0]}`);
  const others = parts.filter((part) => part !== partition);
  if (more.length > 0 || others.length > 1 || !others.every(isOfSortKey))
    throw new Refused(INVALID, 'Query key condition not supported');
  const [value] = [partition.left, partition.right].flatMap((one) => (one.kind === 'value' ? [one.value] : []));
  if (!value || !('S' in value))
    throw new Refused(
      INVALID,
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  return { pk: value.S, condition };
}
