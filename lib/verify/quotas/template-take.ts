// Pure: how much of a quota of AWS templates take.

import type { Take } from '../../net/quotas';

export interface TemplateTake extends Take {
  /** `the transit gateway of iad` */
  readonly who: string;
  /** What takes less. */
  readonly fix: string;
  /** The resource that it is a quota of, or the last one that takes it. */
  readonly source: string;
}

/** Items by a key; those without one are left out. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
