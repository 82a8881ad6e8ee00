// Pure: the smallest failures of many. A failure that contains another one says nothing new where the smaller one does the
// same already: it follows, and is counted.

import type { Backbone } from '../../routing/backbone';
import { failureCount, type Scenario } from '../../routing/scenario';
import { conditionsOf } from '../scenarios';

/** What fails with a scenario, each thing with its form: names, and the links that shared risks and sites take along. */
export type Extent = (scenario: Scenario) => ReadonlySet<string>;

/** A scenario that only one of the backbones knows takes along what it does there. */
export function extentIn(backbones: readonly Backbone[]): Extent {
  const known = new WeakMap<Scenario, ReadonlySet<string>>();
  const extent = (scenario: Scenario) => {
    const links = backbones.flatMap((backbone) => [...conditionsOf(scenario, backbone)]);
    const named = [
      ...scenario.risks.map(({ name, form }) => `risk ${name} ${form}`),
      ...(scenario.sites ?? []).map((site) => `site ${site}`),
    ];
    return new Set([...links.map(([name, condition]) => `link ${name} ${condition}`), ...named]);
  };
  return (scenario) => {
    const found = known.get(scenario) ?? extent(scenario);
    known.set(scenario, found);
    return found;
  };
}

/** Of names that people gave, only links count: a shared risk of which all links fail anyway is part of that failure. */
function isPartOf(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  const links = [...part].filter((name) => name.startsWith('link '));
  if (links.length === 0) return [...part].every((name) => whole.has(name));
  return links.every((name) => whole.has(name));
}

interface Smallest<T> {
  readonly item: T;
  /** How many of the others contain its failure. */
  readonly following: number;
}

/**
 * In the order of size; among equals, in the order in which they came. Each other one is counted at the first that it
 * contains and that says as much as itself.
 */
export function smallest<T extends { readonly scenario: Scenario }>(
  items: readonly T[],
  extent: Extent,
  saysAsMuch: (smaller: T, larger: T) => boolean,
): readonly Smallest<T>[] {
  const kept: { readonly item: T; readonly extent: ReadonlySet<string>; following: number }[] = [];
  for (const item of [...items].sort((a, b) => failureCount(a.scenario) - failureCount(b.scenario))) {
    const whole = extent(item.scenario);
    const part = kept.find((smaller) => saysAsMuch(smaller.item, item) && isPartOf(smaller.extent, whole));
    if (part) part.following++;
    else kept.push({ item, extent: whole, following: 0 });
  }
  return kept.map(({ item, following }) => ({ item, following }));
}
