// Pure: flows that arrive in a failure at one side and not at the other.
//
// Every failure that either side knows is compared. What one of them does not have does not fail there: a new link is
// compared with the network before it, in which it carried nothing. Larger failures do what their parts do unless a result
// is listed of them, so of those only such are looked at as one side lists, or of which a part differs.

import type { Flow, FlowRequirement } from '../../routing/backbone';
import { failureCount, NOTHING_FAILED, nothingFailed, type Scenario } from '../../routing/scenario';
import { compareText } from '../json';
import { mustSurvive } from '../scenarios';
import type { OutcomeChange } from './difference-schema';
import {
  type Compared,
  type Demands,
  type Fate,
  type FateIn,
  fatesOf,
  flowKey,
  keptFlows,
  MODES,
  type Mode,
} from './side';
import { type Extent, extentIn, smallest } from './smallest';

interface Failures {
  readonly single: readonly Scenario[];
  /** Failures of several things, by each of their parts. */
  readonly containing: ReadonlyMap<string, readonly Scenario[]>;
  readonly byKey: ReadonlyMap<string, Scenario>;
}

const keys = new WeakMap<Scenario, string>();

/** Results share their scenarios, and there are many results. */
function keyOf(scenario: Scenario): string {
  const key = keys.get(scenario) ?? JSON.stringify(scenario);
  keys.set(scenario, key);
  return key;
}

function partsOf({ links, risks, sites = [] }: Scenario): readonly Scenario[] {
  return [
    ...links.map((link): Scenario => ({ links: [link], risks: [] })),
    ...risks.map((risk): Scenario => ({ links: [], risks: [risk] })),
    ...sites.map((site): Scenario => ({ links: [], risks: [], sites: [site] })),
  ];
}

/** In an order of their own, whichever side knows them: a link before a shared risk that is nothing but this link. */
function failuresOf(base: Compared, head: Compared): Failures {
  const all = [...base.verification.scenarios, ...head.verification.scenarios];
  const named = ({ risks, sites = [] }: Scenario) => risks.length + sites.length;
  const byKey = new Map(
    all
      .map((scenario) => [keyOf(scenario), scenario] as const)
      .sort(([a, one], [b, other]) => named(one) - named(other) || compareText(a, b)),
  );
  const containing = new Map<string, Scenario[]>();
  for (const scenario of byKey.values()) {
    if (failureCount(scenario) < 2) continue;
    for (const part of partsOf(scenario)) {
      const key = keyOf(part);
      const known = containing.get(key);
      if (known) known.push(scenario);
      else containing.set(key, [scenario]);
    }
  }
  return { single: [...byKey.values()].filter((scenario) => failureCount(scenario) < 2), containing, byKey };
}

/** Of each flow and mode, the larger failures of which a side lists a result. */
function listedIn(sides: readonly Compared[]): ReadonlyMap<string, ReadonlySet<string>> {
  const listed = new Map<string, Set<string>>();
  for (const { scenario, flow, mode } of sides.flatMap(({ verification }) => verification.results)) {
    if (failureCount(scenario) < 2) continue;
    const key = `${mode} ${flowKey(flow)}`;
    const known = listed.get(key) ?? new Set<string>();
    known.add(keyOf(scenario));
    listed.set(key, known);
  }
  return listed;
}

/** Whether it arrives, and whether it goes as usual: all that counts for larger failures that this one is part of. */
function signature(fate: Fate | undefined, usual: Fate | undefined): string {
  return `${fate?.outcome} ${fate?.path.join(' ') === usual?.path.join(' ')}`;
}

interface Sides {
  readonly before: FateIn;
  readonly after: FateIn;
  /** What is accepted at either side, where the flow does not arrive. */
  readonly accepted: { readonly before: ReadonlyMap<string, string>; readonly after: ReadonlyMap<string, string> };
}

/** The failures in which a flow may fare otherwise, smallest first. */
function candidates(failures: Failures, listed: ReadonlySet<string>, sides: Sides, flow: Flow, mode: Mode) {
  const usual = [sides.before(NOTHING_FAILED, flow, mode), sides.after(NOTHING_FAILED, flow, mode)];
  const differing = failures.single.filter((scenario) => {
    const fates = [sides.before(scenario, flow, mode), sides.after(scenario, flow, mode)];
    return signature(fates[0], usual[0]) !== signature(fates[1], usual[1]);
  });
  const larger = new Set([
    ...differing.flatMap((scenario) => failures.containing.get(keyOf(scenario)) ?? []),
    ...[...listed].flatMap((key) => failures.byKey.get(key) ?? []),
  ]);
  return [...differing, ...larger];
}

type Change = Omit<OutcomeChange, 'following'>;

/**
 * True when a side asks that the flow survives it, and nobody accepts that it does not. Without controllers nobody asks for
 * more than a network that works.
 */
export function isDemanded({ demanded, accepted }: Pick<Change, 'demanded' | 'accepted'>): boolean {
  return accepted === undefined && (demanded.before || demanded.after);
}

/** The reasons for which losses are accepted, by flow and failure. */
function acceptedIn({ verification }: Compared): ReadonlyMap<string, string> {
  return new Map(
    verification.findings.flatMap(({ acknowledged, flow, scenario }) =>
      acknowledged && flow && scenario ? [[acceptedKey(flow, scenario), acknowledged.reason]] : [],
    ),
  );
}

function acceptedKey(flow: Flow, scenario: Scenario): string {
  return `${flowKey(flow)} ${keyOf(scenario)}`;
}

function changesOf(scenarios: readonly Scenario[], sides: Sides, demands: Demands, mode: Mode) {
  const { before, after, accepted } = sides;
  const flow = { from: demands.after.from, to: demands.after.to };
  return scenarios.flatMap((scenario): Change[] => {
    const was = before(scenario, flow, mode)?.outcome;
    const is = after(scenario, flow, mode)?.outcome;
    if (was === undefined || is === undefined || was === is) return [];
    const isAsked = (demand: FlowRequirement) =>
      mode === 'controlled' ? mustSurvive(demand, scenario) : nothingFailed(scenario);
    const demanded = { before: isAsked(demands.before), after: isAsked(demands.after) };
    const reason = accepted[is === 'delivered' ? 'before' : 'after'].get(acceptedKey(flow, scenario));
    const acceptance = reason === undefined || mode === 'baseline' ? {} : { accepted: reason };
    return [{ flow, mode, scenario, before: was, after: is, demanded, ...acceptance }];
  });
}

const DIRECTIONS = ['lost', 'gained', 'altered'] as const;
type Direction = (typeof DIRECTIONS)[number];

function directionOf({ before, after }: Change): Direction {
  return before === 'delivered' ? 'lost' : after === 'delivered' ? 'gained' : 'altered';
}

/** A failure that must be survived is told also where it is part of one that need not be. */
function saysAsMuch(smaller: Change, larger: Change): boolean {
  return isDemanded(smaller) || !isDemanded(larger);
}

/** The changes of one flow in one mode, those of each direction by themselves. */
function told(changes: readonly Change[], extent: Extent): readonly OutcomeChange[] {
  return DIRECTIONS.flatMap((direction) =>
    smallest(
      changes.filter((change) => directionOf(change) === direction),
      extent,
      saysAsMuch,
    ).map(({ item, following }): OutcomeChange => ({ ...item, following })),
  );
}

/**
 * What is lost, gained, and lost in another way, in the order of size of the failures, then of modes, flows and failures.
 */
export function outcomeChanges(base: Compared, head: Compared): Readonly<Record<Direction, readonly OutcomeChange[]>> {
  const failures = failuresOf(base, head);
  const listed = listedIn([base, head]);
  const accepted = { before: acceptedIn(base), after: acceptedIn(head) };
  const sides = { before: fatesOf(base), after: fatesOf(head), accepted };
  const extent = extentIn([base.understood.backbone, head.understood.backbone]);
  const all = MODES.flatMap((mode) =>
    keptFlows(base, head).flatMap((demands) => {
      const many = listed.get(`${mode} ${flowKey(demands.after)}`) ?? new Set<string>();
      const scenarios = candidates(failures, many, sides, demands.after, mode);
      return told(changesOf(scenarios, sides, demands, mode), extent);
    }),
  );
  const sorted = all.sort((a, b) => failureCount(a.scenario) - failureCount(b.scenario));
  const going = (direction: Direction) => sorted.filter((change) => directionOf(change) === direction);
  return { lost: going('lost'), gained: going('gained'), altered: going('altered') };
}
