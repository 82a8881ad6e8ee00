// Pure: a difference in one sentence, and what was compared with what.

import { nothingFailed } from '../../routing/scenario';
import type { Difference, DiffSide, OutcomeChange } from '../../verify/diff/difference-schema';
import { isDemanded } from './failures';
import { count, type Line, name, type Span, strong } from './spans';

/** True of what people count on: what becomes of flows under control, or with nothing failed. */
export function counts({ mode, scenario }: OutcomeChange): boolean {
  return mode === 'controlled' || nothingFailed(scenario);
}

function flowsOf(changes: readonly OutcomeChange[]): number {
  return new Set(changes.map(({ flow }) => `${flow.from} ${flow.to}`)).size;
}

const isError = ({ severity }: Difference['findings']['added'][number]) => severity === 'error';

function worse({ lost, findings }: Difference): string {
  const flows = flowsOf(lost.filter((change) => counts(change) && isDemanded(change)));
  if (flows === 0) return count(findings.added.filter(isError).length, 'new error');
  return flows === 1
    ? '1 flow is lost in a failure that it must survive'
    : `${flows} flows are lost in failures that they must survive`;
}

function better({ gained, findings }: Difference): string {
  const flows = flowsOf(gained.filter(counts));
  if (flows === 0) return `${count(findings.removed.filter(isError).length, 'error')} less`;
  return flows === 1
    ? '1 flow arrives in a failure that lost it before'
    : `${flows} flows arrive in failures that lost them before`;
}

/** What comes with a site or goes with it is neither better nor worse. */
function same({ flows: { added, removed, kept }, base }: Difference): Line {
  if (base.kind === 'nothing') return [strong('New'), `: ${count(added.length, 'flow')}, and no error`];
  const coming = [
    ...(added.length > 0 ? [`${count(added.length, 'flow is', 'flows are')} new`] : []),
    ...(removed.length > 0 ? [`${count(removed.length, 'flow is', 'flows are')} given up`] : []),
  ];
  if (coming.length === 0) return [strong('No change in reachability')];
  return [strong('No change in reachability'), ` of the ${count(kept, 'flow')} that stay; ${coming.join(', ')}`];
}

export function verdictLine(difference: Difference): Line {
  const { lost, verdict } = difference;
  switch (verdict) {
    case 'identical':
      return [strong('No change at all'), ': the templates are the same, byte for byte'];
    case 'worse':
      return [strong('Worse'), `: ${worse(difference)}`];
    case 'weaker': {
      const flows = flowsOf(lost.filter(counts));
      const those =
        flows === 1 ? 'flow is lost in a failure that it need' : 'flows are lost in failures that they need';
      return [strong('Weaker'), `: ${flows} ${those} not survive`];
    }
    case 'better':
      return [strong('Better'), `: ${better(difference)}`];
    case 'same':
      return same(difference);
  }
}

function sideText({ name: called, kind, commit, file }: DiffSide): readonly Span[] {
  if (kind === 'nothing') return ['nothing'];
  if (commit === undefined) return [name(called)];
  return [name(called), ` (${commit.slice(0, 7)}${file === undefined ? '' : `, ${file}`})`];
}

function scale(before: number, after: number, noun: string): string {
  return before === after ? count(after, noun) : `${before} → ${count(after, noun)}`;
}

/** `main (a1b2c3d) → topology.yaml: 4 sites, 6 → 5 links, 12 flows, 0 → 8 errors`. */
export function scopeLine({ base, head }: Difference): Line {
  const figures = [
    scale(base.sites, head.sites, 'site'),
    scale(base.links, head.links, 'link'),
    scale(base.flows, head.flows, 'flow'),
    scale(base.errors, head.errors, 'error'),
  ];
  return [...sideText(base), ' → ', ...sideText(head), `: ${figures.join(', ')}`];
}
