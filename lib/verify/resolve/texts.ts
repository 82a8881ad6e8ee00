// Pure: functions that make texts: Join, Sub, ToJsonString.

import { canonicalJson, field, listOf } from '../json';
import { concatenated, deepLiteral } from './lists';
import { type Follow, itemsOf, literal, unknown } from './value';

export const join: Follow = (at, argument) => {
  const [delimiter, values] = listOf(argument);
  if (typeof delimiter !== 'string') return unknown('Fn::Join of a list that is not known');
  const items = itemsOf(at, values, 'Fn::Join of');
  return 'kind' in items ? unknown(items.why) : concatenated(items, delimiter);
};

/** `text ${Resource} ${Resource.Attribute} ${Variable} ${!Literal}`. */
export const sub: Follow = (at, argument) => {
  const [text, variables] = typeof argument === 'string' ? [argument] : listOf(argument);
  if (typeof text !== 'string') return unknown('Fn::Sub of a text that is not known');
  const parts = text.split(/(\$\{[^}]*\})/).filter((part) => part !== '');
  return concatenated(
    parts.map((part) => {
      const name = /^\$\{(.*)\}$/s.exec(part)?.[1]?.trim();
      if (name === undefined) return literal(part);
      if (name.startsWith('!')) return literal(`\${${name.slice(1)}}`);
      const variable = field(variables, name);
      if (variable !== undefined) return at.follow(variable);
      return at.follow(name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name });
    }),
    '',
  );
};

export const toJsonString: Follow = (at, argument) => {
  const whole = deepLiteral(at, argument);
  if (whole.kind !== 'literal') return whole.kind === 'unknown' ? unknown(whole.why) : unknown('it holds resources');
  return concatenated([literal(canonicalJson(whole.value)), literal('')], '');
};
