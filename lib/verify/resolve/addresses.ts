// Pure: Fn::Cidr and Fn::FindInMap: values that a template looks up or calculates.

import { parsePrefix, subnet, width } from '../../net/prefix';
import { field, listOf } from '../json';
import { type Follow, literal, textOf, unknown } from './value';

/** The documented limit of Fn::Cidr. */
const MOST_BLOCKS = 256;

function numberFrom(text: string): number {
  return /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * The first `count` blocks of a block, each with `cidrBits` bits for its own addresses: 8 makes an IPv4 block a /24 and an
 * IPv6 block a /120 (AWS CloudFormation Template Reference, Fn::Cidr).
 */
export const cidr: Follow = (at, argument) => {
  const [block, count, bits] = listOf(argument);
  const [text, howMany, own] = [block, count, bits].map((value) => textOf(at, value, 'an argument of Fn::Cidr'));
  for (const part of [text, howMany, own]) if (typeof part === 'object') return unknown(part.why);
  const outer = parsePrefix(String(text));
  if (!outer.ok) return unknown(`Fn::Cidr of ${JSON.stringify(text)}: ${outer.error}`);
  const [wanted, host] = [numberFrom(String(howMany)), numberFrom(String(own))];
  const length = width(outer.value.family) - host;
  if (!(wanted >= 1 && wanted <= MOST_BLOCKS)) return unknown(`Fn::Cidr makes from 1 to ${MOST_BLOCKS} blocks`);
  if (!(host >= 1 && length >= outer.value.length)) return unknown(`Fn::Cidr cannot cut ${text} into /${length}`);
  if (BigInt(wanted) > 1n << BigInt(length - outer.value.length))
    return unknown(`${text} has no ${wanted} blocks of /${length}`);
  return literal(Array.from({ length: wanted }, (_, index) => subnet(outer.value, length, index).text));
};

/** A value of the section Mappings, or its DefaultValue where the map has none. */
export const findInMap: Follow = (at, argument) => {
  const [map, top, second, more] = listOf(argument);
  const keys = [map, top, second].map((key) => textOf(at, key, 'a key of Fn::FindInMap'));
  for (const key of keys) if (typeof key === 'object') return unknown(key.why);
  const [name, first, last] = keys.map(String);
  const { stack } = at.scope;
  const found = field(field(field(field(stack.template, 'Mappings'), name ?? ''), first ?? ''), last ?? '');
  if (found !== undefined) return literal(found);
  const otherwise = field(more, 'DefaultValue');
  if (otherwise !== undefined) return at.follow(otherwise);
  return unknown(`stack ${stack.name} has no ${last} of ${first} in map ${name}`);
};
