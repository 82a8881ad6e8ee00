// Pure: how many paths two sites have that share no link, which is how many links have to fail before they are apart
// (Menger). Only AWS sites carry what is not theirs.

import type { Backbone, BackboneLink, Flow } from '../../routing/backbone';
import { farSite, linksAt } from '../../routing/shortest-paths';
import type { Difference } from './difference-schema';
import { type Compared, keptFlows } from './side';

/** Where each used link is left from. A path may take a used link against its direction: both then go another way. */
type Used = Map<string, string>;

interface Step {
  readonly site: string;
  readonly link?: BackboneLink;
  readonly before?: Step;
}

/** A way from one site to the other over links that are not used in this direction; undefined when there is none more. */
function oneMore(backbone: Backbone, { from, to }: Flow, used: Used): Step | undefined {
  const transit = new Set(backbone.sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : [])));
  const reached = new Set([from]);
  const steps: Step[] = [{ site: from }];
  for (const step of steps) {
    if (step.site === to) return step;
    if (step.site !== from && !transit.has(step.site)) continue;
    for (const link of linksAt(backbone, step.site)) {
      const far = farSite(link, step.site);
      if (used.get(link.name) === step.site || reached.has(far)) continue;
      reached.add(far);
      steps.push({ site: far, link, before: step });
    }
  }
  return undefined;
}

function take(last: Step, used: Used): void {
  for (let step: Step | undefined = last; step; step = step.before) {
    if (!step.link || !step.before) continue;
    if (used.has(step.link.name)) used.delete(step.link.name);
    else used.set(step.link.name, step.before.site);
  }
}

/** By augmenting paths (Ford and Fulkerson), every link once. 0 when the sites are apart, or are not there. */
export function disjointPaths(backbone: Backbone, flow: Flow): number {
  const used: Used = new Map();
  let found = 0;
  for (let last = oneMore(backbone, flow, used); last; last = oneMore(backbone, flow, used)) {
    take(last, used);
    found++;
  }
  return found;
}

/** The flows that have more or fewer of them than before. */
export function disjointPathChanges(base: Compared, head: Compared): Difference['disjointPaths'] {
  return keptFlows(base, head).flatMap(({ after: { from, to } }) => {
    const flow = { from, to };
    const [before, after] = [base, head].map(({ understood }) => disjointPaths(understood.backbone, flow));
    return before === undefined || after === undefined || before === after ? [] : [{ flow, before, after }];
  });
}
