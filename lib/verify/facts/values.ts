// Pure: what readers of facts share: the parts that every fact has, and lists of values.

import type { Prefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import { resolve } from '../resolve';
import type { Known, Reference } from './facts';
import { existence, prefixFrom, property, type Resource, referenceFrom, tag } from './resource';

/** What every fact has. */
export function base(resource: Resource) {
  const { id, source, scope } = resource;
  return { id, source, region: scope.stack.region, exists: existence(resource) };
}

/** What people call a resource: its own tag under this key, else the tag `Name`, its construct path, or its logical id. */
export function nameOf(resource: Resource, key: string): string {
  const { id, source, logicalId } = resource;
  const path = source === id ? logicalId : source.replace(/\/(Resource|Default)$/, '');
  return tag(resource, key) ?? tag(resource, 'Name') ?? path;
}

/** A list of values, or why it is not known as a whole. */
export function items(resource: Resource, name: string): Known<readonly unknown[]> {
  const value = property(resource, name);
  if (value.kind === 'unknown') return err(value.why);
  if (value.kind === 'absent') return ok([]);
  if (value.kind !== 'literal' || !Array.isArray(value.value)) return err(`${name} is not a list`);
  return ok(value.value.filter((item) => resolve(resource.scope, item).kind !== 'absent'));
}

export function references(resource: Resource, name: string, type: string): readonly Reference[] {
  const list = items(resource, name);
  if (!list.ok) return [list];
  return list.value.map((item) => referenceFrom(resolve(resource.scope, item), name, [type], resource.existing));
}

/** All of them, or the first reason why one is not known. */
export function allKnown<T>(values: readonly Known<T>[]): Known<readonly T[]> {
  const wrong = values.find((value) => !value.ok);
  return wrong && !wrong.ok ? wrong : ok(values.flatMap((value) => (value.ok ? [value.value] : [])));
}

/** A list of plain prefixes. */
export function prefixesIn(resource: Resource, name: string): Known<readonly Prefix[]> {
  const list = items(resource, name);
  if (!list.ok) return list;
  return allKnown(list.value.map((item) => prefixFrom(resolve(resource.scope, item), name)));
}
