// Pure: which paths take over from which, and the link of a path that limits it.

import type { Backbone, BackboneLink, Flow } from '../routing/backbone';
import { nothingFailed } from '../routing/scenario';
import { linkNamed } from '../routing/shortest-paths';
import type { FlowResult } from './results';

/** A flow that is delivered over another path than in the same mode with nothing failed. */
export interface Takeover {
  readonly result: FlowResult;
  readonly before: readonly string[];
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((link, i) => link === b[i]));
}

/** What was noted of a flow in a mode, without making a key for each of very many results. */
function byFlowAndMode<T>() {
  const noted = { baseline: new Map<string, Map<string, T>>(), controlled: new Map<string, Map<string, T>>() };
  return {
    get: ({ from, to }: Flow, mode: FlowResult['mode']) => noted[mode].get(from)?.get(to),
    set: ({ from, to }: Flow, mode: FlowResult['mode'], value: T) => {
      const of = noted[mode].get(from) ?? new Map<string, T>();
      noted[mode].set(from, of);
      of.set(to, value);
    },
  };
}

const known = new WeakMap<readonly FlowResult[], readonly Takeover[]>();

/** In the order of the results: each takeover against the path of its own mode, as the baseline takes over where BGP does. */
export function takeoversIn(results: readonly FlowResult[]): readonly Takeover[] {
  const found = known.get(results) ?? findTakeovers(results);
  known.set(results, found);
  return found;
}

function findTakeovers(results: readonly FlowResult[]): readonly Takeover[] {
  const usual = byFlowAndMode<readonly string[]>();
  for (const { scenario, flow, mode, outcome, path } of results)
    if (outcome === 'delivered' && nothingFailed(scenario)) usual.set(flow, mode, path);
  return results.flatMap((result): Takeover[] => {
    if (result.outcome !== 'delivered' || result.path.length === 0) return [];
    const before = usual.get(result.flow, result.mode);
    if (!before || before.length === 0 || samePath(before, result.path)) return [];
    return [{ result, before }];
  });
}

/** The link of a path of which the least is known by this measure, the first of several; undefined of an empty path. */
export function leastOf(
  backbone: Backbone,
  path: readonly string[],
  measure: (link: BackboneLink) => number,
): BackboneLink | undefined {
  const links = path.flatMap((name) => linkNamed(backbone, name) ?? []);
  return links.reduce<BackboneLink | undefined>(
    (least, link) => (least === undefined || measure(link) < measure(least) ? link : least),
    undefined,
  );
}
