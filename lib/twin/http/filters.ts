// Pure: EC2's filters: an item has to pass all of them, and passes one when any of its values matches any of the
// filter's. A value may hold `*` and `?`. Source: AWS, "List and filter using the CLI and API".

import { Refused } from '../refused';
import type { QueryParameters } from './query-parameters';

/** EC2 takes so many values in the filters of one request. */
const MOST_VALUES = 200;

export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** What of an item each filter looks at. */
export type Filtered<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

/** The filters that a request names. */
export function filtersOf(parameters: QueryParameters): readonly Filter[] {
  const filters = parameters
    .structures('Filter')
    .map((filter): Filter => ({ name: filter.required('Name'), values: filter.list('Value') }));
  const empty = filters.find(({ values }) => values.length === 0);
  if (empty) throw new Refused('InvalidParameterValue', `The filter '${empty.name}' has no value`);
  if (filters.reduce((count, { values }) => count + values.length, 0) > MOST_VALUES)
    throw new Refused('FilterLimitExceeded', `The request has more than ${MOST_VALUES} filter values`);
  return filters;
}

const ANY = Symbol('any text');
const ONE = Symbol('any character');
type Piece = string | typeof ANY | typeof ONE;

function piecesOf(wanted: string): readonly Piece[] {
  const parts = wanted.match(/\\[\s\S]|[\s\S]/gu) ?? [];
  return parts.map((part) =>
    part === '*' ? ANY : part === '?' ? ONE : part.length > 1 ? part.replace('\\', '') : part,
  );
}

/** Whether a text is what a filter's value asks for. Each `*` takes as little as it can, and more when the rest fails. */
export function fits(wanted: string, actual: string): boolean {
  const pieces = piecesOf(wanted);
  const characters = [...actual];
  let [piece, character] = [0, 0];
  let retry: { readonly piece: number; readonly character: number } | undefined;
  while (character < characters.length) {
    const next = pieces[piece];
    if (next === ANY) {
      retry = { piece, character };
      piece += 1;
    } else if (next !== undefined && (next === ONE || next === characters[character])) {
      piece += 1;
      character += 1;
    } else if (retry) {
      retry = { piece: retry.piece, character: retry.character + 1 };
      piece = retry.piece + 1;
      character = retry.character;
    } else return false;
  }
  return pieces.slice(piece).every((left) => left === ANY);
}

/** Refuses a filter that there is not. */
export function passes<T>(filters: readonly Filter[], filtered: Filtered<T>): (item: T) => boolean {
  const tests = filters.map(({ name, values }) => {
    const valuesOf = Object.hasOwn(filtered, name) ? filtered[name] : undefined;
    if (!valuesOf) throw new Refused('InvalidParameterValue', `The filter '${name}' is invalid`);
    return (item: T) =>
      valuesOf(item).some((actual) => actual !== undefined && values.some((wanted) => fits(wanted, actual)));
  });
  return (item) => tests.every((test) => test(item));
}
