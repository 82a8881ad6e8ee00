// Pure: what a rule looks at, and what it returns.

import type { Draft, Path } from '../../net/document/draft';
import type { LeftOut } from '../read-written';
import type { Topology } from '../topology';
import type { Written, WrittenLink, WrittenSite } from '../written';

type WrittenFlow = NonNullable<Written['flows']>[number];

export interface Subject {
  /** In the order of the file; has the indexes that paths need. */
  readonly written: Written;
  /** Made from `written`. */
  readonly topology: Topology;
  readonly left: LeftOut;
}

/** Total: it may not rely on any other rule having passed. */
export type Rule = (subject: Subject) => readonly Draft[];

export function sitesOf({ written }: Subject): [string, WrittenSite][] {
  return Object.entries(written.sites);
}

export function linksOf({ written }: Subject): [string, WrittenLink][] {
  return Object.entries(written.links);
}

/** With their indexes in the file, where entries that do not fit the schema still stand. */
export function flowsOf({ written, left }: Subject): [number, WrittenFlow][] {
  const flows = written.flows ?? [];
  const indexes = Array.from({ length: flows.length + left.flows.size }, (_, i) => i).filter((i) => !left.flows.has(i));
  return flows.map((flow, i) => [indexes[i] ?? i, flow]);
}

export function siteNamed({ written }: Subject, name: string): WrittenSite | undefined {
  return Object.hasOwn(written.sites, name) ? written.sites[name] : undefined;
}

/** True also for a site that was left out because it does not fit the schema. */
export function isKnownSite(subject: Subject, name: string): boolean {
  return siteNamed(subject, name) !== undefined || subject.left.sites.has(name);
}

/** A pair of names, whichever way round it is written. */
export function pairKey([a, b]: readonly [string, string]): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** Every entry whose key an earlier entry has too, with that earlier one. */
export function repeated<T>(
  entries: readonly T[],
  keyOf: (entry: T) => string | number | undefined,
): { first: T; again: T }[] {
  const seen = new Map<string | number, T>();
  return entries.flatMap((again) => {
    const key = keyOf(again);
    if (key === undefined) return [];
    const first = seen.get(key);
    if (first !== undefined) return [{ first, again }];
    seen.set(key, again);
    return [];
  });
}

export type { Draft, Path };
