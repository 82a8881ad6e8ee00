// Pure: updates of DynamoDB, as far as they are served: SET of attributes to values or to other attributes, and REMOVE.
// Source: DynamoDB developer guide, "Update expressions".

import type { AttributeValue, Item } from './attribute-value';
import { type Placeholders, Tokens } from './expression-tokens';

interface Update {
  /** Each attribute that is set, to a value or to what another one was before. */
  readonly set: ReadonlyMap<string, AttributeValue | { readonly path: string }>;
  readonly removed: readonly string[];
}

const CLAUSES = ['SET', 'REMOVE'] as const;

function each(tokens: Tokens, take: () => void): void {
  do take();
  while (tokens.takes(','));
}

/** Throws Refused when it is not an expression that is served. `keys` cannot be updated. */
export function readUpdate(text: string, placeholders: Placeholders, keys: readonly string[]): Update {
  const tokens = new Tokens('UpdateExpression', text, placeholders);
  const set = new Map<string, AttributeValue | { readonly path: string }>();
  const removed: string[] = [];
  const seen = new Set<string>();
  const target = () => {
    const name = tokens.path();
    if (keys.includes(name)) throw tokens.refused(`Cannot update attribute ${name}. This attribute is part of the key`);
    if ([...set.keys(), ...removed].includes(name))
      throw tokens.refused(`Two document paths overlap with each other; path: [${name}]`);
    return name;
  };
  const setting = () => {
    const name = target();
    tokens.expect('=');
    set.set(name, tokens.value() ?? { path: tokens.path() });
  };
  while (tokens.peek() !== undefined) {
    const clause = CLAUSES.find((word) => tokens.takes(word));
    if (!clause) throw tokens.misplaced();
    if (seen.has(clause))
      throw tokens.refused(`The "${clause}" section can only be used once in an update expression;`);
    seen.add(clause);
    each(tokens, clause === 'SET' ? setting : () => void removed.push(target()));
  }
  return { set, removed };
}

/** Undefined when it sets something to an attribute that is not there. */
export function updated(item: Item, { set, removed }: Update): Item | undefined {
  const changes = [...set].map(([name, to]) => [name, 'path' in to ? item[to.path] : to] as const);
  if (changes.some(([, value]) => value === undefined)) return undefined;
  const kept = Object.entries(item).filter(([name]) => !removed.includes(name));
  const made = changes.flatMap(([name, value]): [string, AttributeValue][] => (value ? [[name, value]] : []));
  return Object.fromEntries([...kept, ...made]);
}
