// Pure: functions that make lists or take something from them: Select, Split, Length, GetAZs.

import { field, listOf, textField } from '../json';
import { type At, type Follow, itemsOf, literal, type Resolved, Settled, textOf, type Unknown, unknown } from './value';

/** What several texts come to. A lone value is itself; what is joined from resources keeps its parts, to be split again. */
export function concatenated(parts: readonly Resolved[], delimiter: string): Resolved {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const spread: Resolved[] = [];
  for (const [i, part] of parts.entries()) {
    if (i > 0 && delimiter !== '') spread.push(literal(delimiter));
    if (part.kind === 'unknown' && !part.parts) return withoutSymbol(part);
    spread.push(...(part.kind === 'unknown' ? (part.parts ?? []) : [part]));
    if (spread.length > MAX_PARTS) return unknown(`a text is joined from more than ${MAX_PARTS} values`);
  }
  const whole = merged(spread);
  const [single] = whole;
  if (whole.length === 0) return literal('');
  if (single && whole.length === 1) return tooLong(single) ? unknown(TOO_LONG) : single;
  return whole.some(tooLong) ? unknown(TOO_LONG) : unknown(JOINED, { parts: whole });
}

const MAX_PARTS = 10_000;
const MAX_TEXT = 10_000;
const TOO_LONG = `text is longer than ${MAX_TEXT} characters`;
const JOINED = 'text is joined from values that are known only at deployment';

/** What holds for a value does not hold for a text around it. */
function withoutSymbol({ why }: Unknown): Unknown {
  return unknown(why);
}

function tooLong(part: Resolved): boolean {
  return part.kind === 'literal' && typeof part.value === 'string' && part.value.length > MAX_TEXT;
}

/** Neighbouring texts as one. Lists and objects are no parts of a text. */
function merged(parts: readonly Resolved[]): readonly Resolved[] {
  const result: Resolved[] = [];
  let text: string[] = [];
  const flush = () => {
    if (text.length > 0) result.push(literal(text.join('')));
    text = [];
  };
  for (const part of parts) {
    if (part.kind === 'literal' && typeof part.value !== 'object') text.push(String(part.value));
    else {
      flush();
      result.push(part.kind === 'literal' ? unknown('a list or an object stands where a text is wanted') : part);
    }
  }
  flush();
  return result;
}

/** Delimiters that no id of a resource contains. */
const OUTSIDE_IDS = /^[,;| ]+$/;

/** An id of EC2, which is one word. An attribute of anything else might hold the delimiter itself. */
function isOneWord(part: Resolved): boolean {
  if (part.kind === 'literal') return typeof part.value === 'string';
  if (part.kind !== 'resource') return false;
  const { scope, logicalId, attribute } = part;
  const type = textField(field(field(scope.stack.template, 'Resources'), logicalId), 'Type') ?? '';
  return type.startsWith('AWS::EC2::') && /^(Ref|Id|[A-Za-z]+Id)$/.test(attribute);
}

/** A text that is joined from parts as the list of what stands between the delimiters. */
export function splitText({ parts = [], why }: Unknown, delimiter: string): Resolved {
  if (parts.length === 0 || !OUTSIDE_IDS.test(delimiter) || !parts.every(isOneWord)) return unknown(why);
  const pieces: Resolved[][] = [[]];
  for (const part of parts) {
    const texts = part.kind === 'literal' ? String(part.value).split(delimiter) : [part];
    for (const [i, text] of texts.entries()) {
      if (i > 0) pieces.push([]);
      if (text !== '') pieces.at(-1)?.push(typeof text === 'string' ? literal(text) : text);
    }
  }
  return literal(pieces.map((piece) => new Settled(concatenated(piece, ''))));
}

export const split: Follow = (at, argument) => {
  const [delimiter, source] = listOf(argument);
  const text = at.follow(source);
  if (typeof delimiter !== 'string' || delimiter === '') return unknown('Fn::Split at nothing');
  if (text.kind === 'unknown') return text.parts ? splitText(text, delimiter) : withoutSymbol(text);
  if (text.kind === 'resource') return splitText(unknown(JOINED, { parts: [text] }), delimiter);
  return text.kind === 'literal' && typeof text.value === 'string'
    ? literal(text.value.split(delimiter))
    : unknown('Fn::Split of a text that is not known');
};

/** An item of a list of which only its symbol is known. */
function itemOf({ why, symbol }: Unknown, index: number): Unknown {
  return unknown(why, symbol === undefined ? {} : { symbol: `${symbol}[${index}]` });
}

export const select: Follow = (at, argument) => {
  const [index, values] = listOf(argument);
  const text = textOf(at, index, 'the index of Fn::Select');
  if (typeof text !== 'string') return withoutSymbol(text);
  if (!/^\d+$/.test(text)) return unknown('Fn::Select with an index that is no number');
  const items = itemsOf(at, values, 'Fn::Select from');
  if ('kind' in items) return itemOf(items, Number(text));
  const chosen = items[Number(text)];
  const before = items.slice(0, Number(text) + 1).find((item) => item.kind === 'unknown' && item.mayBeAbsent);
  if (before?.kind === 'unknown') return withoutSymbol(before);
  return chosen ?? unknown('Fn::Select from a list that is not known');
};

export const length: Follow = (at, argument) => {
  const items = itemsOf(at, argument, 'Fn::Length of');
  if ('kind' in items) return withoutSymbol(items);
  const doubtful = items.find((item) => item.kind === 'unknown' && item.mayBeAbsent);
  return doubtful?.kind === 'unknown' ? withoutSymbol(doubtful) : literal(items.length);
};

/** Nobody knows the zones of an account, but zone number 1 of a region is the same wherever it is named. */
export const getAZs: Follow = (at, argument) => {
  const isHere = argument === '' || textField(argument, 'Ref') === 'AWS::Region';
  const named = at.follow(isHere ? { Ref: 'AWS::Region' } : argument);
  const { stack } = at.scope;
  const region = named.kind === 'literal' ? String(named.value) : (stack.region ?? `the region of stack ${stack.id}`);
  const isNamed = isHere || named.kind === 'literal';
  const account = stack.account ?? '';
  const why = 'the availability zones of an account are known only at deployment';
  return unknown(why, isNamed ? { symbol: `zones of ${region} ${account}`.trim() } : {});
};

/** A literal with everything in it followed, or why that is not possible. */
export function deepLiteral(at: At, value: unknown): Resolved {
  const resolved = at.follow(value);
  if (resolved.kind !== 'literal' || typeof resolved.value !== 'object' || resolved.value === null) return resolved;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(resolved.value)) {
    const inner = deepLiteral(at, item);
    if (inner.kind === 'resource') return unknown(JOINED);
    if (inner.kind === 'unknown') return withoutSymbol(inner);
    if (inner.kind === 'literal') entries.push([key, inner.value]);
  }
  return literal(Array.isArray(resolved.value) ? entries.map(([, item]) => item) : Object.fromEntries(entries));
}
