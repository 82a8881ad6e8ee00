// Pure: one of the two networks that are compared, and how its flows fare in failures that the other one knows.

import type { Flow, FlowRequirement } from '../../routing/backbone';
import type { FailureForm, Scenario } from '../../routing/scenario';
import type { Outcome } from '../../routing/trace';
import type { Assembly } from '../assembly';
import { resultIn } from '../results';
import type { Understanding, Verification } from '../verify';

export interface Compared {
  readonly assembly: Assembly;
  readonly understood: Understanding;
  readonly verification: Verification;
}

export type Mode = 'baseline' | 'controlled';

export const MODES: readonly Mode[] = ['baseline', 'controlled'];

/** How a flow fares: what becomes of it, and over which links. */
export interface Fate {
  readonly outcome: Outcome;
  readonly path: readonly string[];
}

type Failed = Scenario['links'];

/** Names that a network can fail, each with the forms in which it does. */
function formsIn(failures: readonly Failed[]): ReadonlyMap<string, readonly FailureForm[]> {
  const forms = new Map<string, readonly FailureForm[]>();
  for (const { name, form } of failures.flat())
    if (!forms.get(name)?.includes(form)) forms.set(name, [...(forms.get(name) ?? []), form]);
  return forms;
}

/** Without what is not there. What fails in other forms here, because it is of another kind, fails in one of those. */
function knownAmong(failed: Failed, forms: ReadonlyMap<string, readonly FailureForm[]>): Failed {
  return failed.flatMap(({ name, form }) => {
    const [first, ...more] = forms.get(name) ?? [];
    return first === undefined ? [] : [{ name, form: more.includes(form) ? form : first }];
  });
}

/** A failure as a network knows it: what the network does not have cannot fail there, so that less of it fails. */
export function knownTo({ scenarios }: Pick<Verification, 'scenarios'>): (scenario: Scenario) => Scenario {
  const links = formsIn(scenarios.map((scenario) => scenario.links));
  const risks = formsIn(scenarios.map((scenario) => scenario.risks));
  const sites = new Set(scenarios.flatMap((scenario) => scenario.sites ?? []));
  return (scenario) => {
    const lost = (scenario.sites ?? []).filter((site) => sites.has(site));
    return {
      links: knownAmong(scenario.links, links),
      risks: knownAmong(scenario.risks, risks),
      ...(lost.length > 0 ? { sites: lost } : {}),
    };
  };
}

export type FateIn = (scenario: Scenario, flow: Flow, mode: Mode) => Fate | undefined;

const fates = new WeakMap<Compared, FateIn>();

/** How flows fare in any failure that either network knows; found once. Undefined where verification does not say. */
export function fatesOf(side: Compared): FateIn {
  const known = fates.get(side) ?? fatesFrom(side);
  fates.set(side, known);
  return known;
}

function fatesFrom({ verification }: Compared): FateIn {
  const find = resultIn(verification.results);
  const known = knownTo(verification);
  const cache = new WeakMap<Scenario, Scenario>();
  return (scenario, flow, mode) => {
    const here = cache.get(scenario) ?? known(scenario);
    cache.set(scenario, here);
    return find(here, flow, mode);
  };
}

const flowKeys = new WeakMap<Flow, string>();

/** Results share their flows, and there are many results. */
export function flowKey(flow: Flow): string {
  const key = flowKeys.get(flow) ?? JSON.stringify([flow.from, flow.to]);
  flowKeys.set(flow, key);
  return key;
}

/** What either side asks of a flow that both have. */
export interface Demands {
  readonly before: FlowRequirement;
  readonly after: FlowRequirement;
}

/** Every flow that both sides have, with what each of them asks of it. */
export function keptFlows(base: Compared, head: Compared): readonly Demands[] {
  const before = new Map(base.verification.flows.map((flow) => [flowKey(flow), flow]));
  return head.verification.flows.flatMap((after) => {
    const was = before.get(flowKey(after));
    return was ? [{ before: was, after }] : [];
  });
}
