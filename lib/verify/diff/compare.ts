// Pure: two networks -> what differs between them.
//
//   verdict     when
//   identical   every template is the same, byte for byte, and what is accepted of it
//   worse       a flow no longer arrives in a failure that it must survive, at either side; or there is a new error, such as
//               one that is accepted no longer
//   weaker      a flow no longer arrives in a failure that it need not survive
//   better      nothing is lost, and a flow arrives where it did not, or an error is gone
//   same        every flow arrives where it did, and nowhere else
//
// What is lost without controllers alone decides nothing: no flow has to survive a failure without them.

import { nothingFailed } from '../../routing/scenario';
import type { Assembly } from '../assembly';
import { canonicalJson } from '../json';
import { advertisementChanges, learningChanges } from './advertisement-changes';
import { backboneChanges } from './backbone-changes';
import { DIFFERENCE_VERSION, type Difference, type DiffSide, type OutcomeChange } from './difference-schema';
import { disjointPathChanges } from './disjoint-paths';
import { drainsFor } from './drains';
import { acceptanceChanges, findingChanges } from './finding-changes';
import { isDemanded, outcomeChanges } from './outcome-changes';
import { pathChanges, takeoverChanges } from './path-changes';
import { replacements } from './replacements';
import { routeChanges } from './route-changes';
import type { Compared } from './side';
import { singlePointChanges } from './single-points';

/** What a side was called by whoever named it. */
export type Named = Pick<DiffSide, 'name' | 'kind' | 'commit' | 'file'>;

function sideOf(named: Named, { understood, verification }: Compared): DiffSide {
  const { sites, links } = understood.backbone;
  const errors = verification.findings.filter(({ severity }) => severity === 'error').length;
  return { ...named, sites: sites.length, links: links.length, flows: verification.flows.length, errors };
}

/** Wherever the files lie. */
function sameTemplates(before: Assembly, after: Assembly): boolean {
  const written = ({ stacks, acknowledgements = [] }: Assembly) =>
    canonicalJson([stacks.map(({ file: _file, ...stack }) => stack), acknowledgements]);
  return before === after || written(before) === written(after);
}

/** True of what people and controllers count on: what becomes of flows under control, or with nothing failed. */
function counts({ mode, scenario }: OutcomeChange): boolean {
  return mode === 'controlled' || nothingFailed(scenario);
}

type Judged = Pick<Difference, 'lost' | 'gained' | 'findings'>;

function isError({ severity }: Difference['findings']['added'][number]): boolean {
  return severity === 'error';
}

function verdictOf({ lost, gained, findings }: Judged): Difference['verdict'] {
  const losses = lost.filter(counts);
  if (losses.some(isDemanded) || findings.added.some(isError)) return 'worse';
  if (losses.length > 0) return 'weaker';
  return gained.some(counts) || findings.removed.some(isError) ? 'better' : 'same';
}

export function compare(
  base: Compared,
  head: Compared,
  names: { readonly base: Named; readonly head: Named },
): Difference {
  const findings = findingChanges(base, head);
  const outcomes = outcomeChanges(base, head);
  const routes = routeChanges(base, head);
  const replaced = replacements(base, head);
  const isIdentical = sameTemplates(base.assembly, head.assembly);
  return {
    version: DIFFERENCE_VERSION,
    verdict: isIdentical ? 'identical' : verdictOf({ ...outcomes, findings }),
    base: sideOf(names.base, base),
    head: sideOf(names.head, head),
    ...backboneChanges(base, head),
    ...outcomes,
    disjointPaths: disjointPathChanges(base, head),
    singlePoints: singlePointChanges(base, head),
    paths: pathChanges(base, head),
    takeovers: takeoverChanges(base, head),
    routes,
    drains: drainsFor(base, head, { routes, replaced }),
    advertised: advertisementChanges(base, head),
    learned: learningChanges(base, head),
    replaced,
    findings,
    accepted: acceptanceChanges(base, head),
  };
}
