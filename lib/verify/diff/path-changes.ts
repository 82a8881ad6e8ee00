// Pure: which links flows take with nothing failed, and how much the paths carry that take over.

import type { Backbone } from '../../routing/backbone';
import { failureCount, NOTHING_FAILED } from '../../routing/scenario';
import { linkNamed } from '../../routing/shortest-paths';
import { canonicalJson } from '../json';
import type { Bottleneck, PathChange, Takeover } from './difference-schema';
import { type Compared, type Fate, fatesOf, keptFlows, MODES } from './side';

const wayOf = ({ outcome, path }: Fate) => ({ outcome, path });

/** Flows that take other links than before, or end otherwise, with nothing failed. */
export function pathChanges(base: Compared, head: Compared): readonly PathChange[] {
  const [was, is] = [fatesOf(base), fatesOf(head)];
  return MODES.flatMap((mode) =>
    keptFlows(base, head).flatMap(({ after: { from, to } }): PathChange[] => {
      const flow = { from, to };
      const [before, after] = [was(NOTHING_FAILED, flow, mode), is(NOTHING_FAILED, flow, mode)];
      if (!before || !after || canonicalJson(wayOf(before)) === canonicalJson(wayOf(after))) return [];
      return [{ flow, mode, before: wayOf(before), after: wayOf(after) }];
    }),
  );
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.flatMap((value) => (value === undefined ? [] : [value]));
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Of the links that say so. */
function bottleneckOf(backbone: Backbone, path: readonly string[]): Bottleneck {
  const links = path.map((name) => linkNamed(backbone, name));
  const [mtu, capacityGbps] = [least(links.map((link) => link?.mtu)), least(links.map((link) => link?.capacityGbps))];
  return { ...(mtu === undefined ? {} : { mtu }), ...(capacityGbps === undefined ? {} : { capacityGbps }) };
}

/**
 * The paths that carry more or less than before in failures of one thing that both sides know, or with nothing failed.
 * What is known at one side only is no change: somebody has written a figure down.
 */
export function takeoverChanges(base: Compared, head: Compared): readonly Takeover[] {
  const [was, is] = [fatesOf(base), fatesOf(head)];
  const known = new Set(base.verification.scenarios.map((scenario) => JSON.stringify(scenario)));
  const scenarios = head.verification.scenarios.filter(
    (scenario) => failureCount(scenario) < 2 && known.has(JSON.stringify(scenario)),
  );
  return scenarios.flatMap((scenario) =>
    keptFlows(base, head).flatMap(({ after: { from, to } }): Takeover[] => {
      const flow = { from, to };
      const [before, after] = [was(scenario, flow, 'controlled'), is(scenario, flow, 'controlled')];
      if (before?.outcome !== 'delivered' || after?.outcome !== 'delivered') return [];
      const [old, now] = [
        bottleneckOf(base.understood.backbone, before.path),
        bottleneckOf(head.understood.backbone, after.path),
      ];
      const differs = (a: number | undefined, b: number | undefined) => a !== undefined && b !== undefined && a !== b;
      if (!differs(old.mtu, now.mtu) && !differs(old.capacityGbps, now.capacityGbps)) return [];
      return [{ flow, scenario, before: old, after: now }];
    }),
  );
}
