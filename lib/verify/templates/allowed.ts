// Pure: whether a value is one that a parameter's declaration allows (AWS CloudFormation Template Reference, Parameters).

import { entriesOf, field, listOf, textField } from '../json';
import { isHidden, isList, isStored } from '../resolve/parameters';
import { scalarText } from '../resolve/value';

export interface Refusal {
  readonly got: string;
  readonly allowed: string;
}

function numberOf(declared: unknown, name: string): number | undefined {
  const text = scalarText(field(declared, name));
  return text === undefined || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** Undefined for an expression that JavaScript does not know; CloudFormation has those of Java. */
function expression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

function outside(value: number, least: number | undefined, most: number | undefined): boolean {
  return (least !== undefined && value < least) || (most !== undefined && value > most);
}

function range(least: number | undefined, most: number | undefined, what: string): string {
  const [from, to] = [least === undefined ? '' : ` from ${least}`, most === undefined ? '' : ` up to ${most}`];
  return `${what}${from}${to}`;
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)$/;

function numberRefusal(text: string, declared: unknown): string | undefined {
  if (!/^(Number|List<Number>)$/.test(textField(declared, 'Type') ?? '')) return undefined;
  const [least, most] = [numberOf(declared, 'MinValue'), numberOf(declared, 'MaxValue')];
  return !NUMBER.test(text) || outside(Number(text), least, most) ? range(least, most, 'a number') : undefined;
}

/** What is allowed instead of one text; undefined when it is. */
function textRefusal(text: string, declared: unknown): string | undefined {
  const allowed = listOf(field(declared, 'AllowedValues')).map(scalarText);
  if (allowed.length > 0 && !allowed.includes(text)) return `one of ${allowed.join(', ')}`;
  const number = numberRefusal(text, declared);
  if (number !== undefined) return number;
  const [shortest, longest] = [numberOf(declared, 'MinLength'), numberOf(declared, 'MaxLength')];
  if (outside(text.length, shortest, longest)) return `${range(shortest, longest, 'a text')} characters`;
  const pattern = textField(declared, 'AllowedPattern');
  if (pattern === undefined || expression(pattern)?.test(text) !== false) return undefined;
  return textField(declared, 'ConstraintDescription') ?? `a text that matches ${pattern}`;
}

/** Why a parameter does not take a value. Of a stored one, the value that matters is not here. */
export function refusalOf(value: string, declared: unknown): Refusal | undefined {
  if (isStored(declared) || entriesOf(declared).length === 0) return undefined;
  const texts = isList(declared) ? value.split(',').map((item) => item.trim()) : [value];
  for (const text of texts) {
    const allowed = textRefusal(text, declared);
    if (allowed !== undefined) return { allowed, got: isHidden(declared) ? 'a value that is not shown' : text };
  }
  return undefined;
}
