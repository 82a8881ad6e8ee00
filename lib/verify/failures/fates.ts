// Pure: how every flow fares in a failure. Only flows that the failure touches are traced: after one failure those that
// enter or look up what it changed; after two, those that each of them touches when the other one has happened.

import { worstTrace } from '../../routing/flow-trace';
import { NOTHING_FAILED, type Scenario } from '../../routing/scenario';
import type { Trace } from '../../routing/trace';
import type { Traffic } from '../journeys';
import { type Failure, failureOf } from './failure';
import type { Stages, World } from './part-states';
import type { State } from './states';
import { type Context, contextOf, doubleView, type JourneyOf, type View, viewOf } from './views';

export interface Fate {
  readonly baseline: Trace;
  /** The worse of what happens before controllers withdraw and after. */
  readonly controlled: Trace;
}

/** Flows go by number. */
interface Fates {
  readonly of: (flow: number) => Fate;
  /** The others fare as without the failure; of two failures, as the only one that moves them leaves them. */
  readonly moved: ReadonlySet<number>;
}

interface Failed extends Fates {
  readonly views: Stages<View>;
}

interface Failures {
  readonly traffic: readonly Traffic[];
  /** With nothing failed. */
  readonly usual: Fates;
  readonly failed: (scenario: Scenario) => Failed;
  /** What both together do; the scenario has both. */
  readonly both: (one: Failed, other: Failed, scenario: Scenario) => Fates;
}

function fateOf({ baseline, added, withdrawn }: Stages<JourneyOf>): Fates['of'] {
  return (flow) => {
    const [before, after] = [added(flow).trace, withdrawn(flow).trace];
    const controlled = before === after ? before : (worstTrace([before, after]) ?? before);
    return { baseline: baseline(flow).trace, controlled };
  };
}

/** Stages of which the arguments are the same share the value. */
function staged<A extends readonly unknown[], B>(of: Stages<A>, make: (...args: A) => B): Stages<B> {
  const same = (one: A, other: A) => one.every((value, i) => value === other[i]);
  const baseline = make(...of.baseline);
  const added = same(of.baseline, of.added) ? baseline : make(...of.added);
  return { baseline, added, withdrawn: same(of.added, of.withdrawn) ? added : make(...of.withdrawn) };
}

function failed(context: Context, failure: Failure): Failed {
  const { baseline, added, withdrawn } = context.statesIn(failure);
  const views = staged({ baseline: [baseline], added: [added], withdrawn: [withdrawn] }, (state) =>
    viewOf(context, state),
  );
  const after =
    ({ moved }: View): JourneyOf =>
    (flow) =>
      moved.get(flow) ?? context.usual(flow);
  return {
    views,
    of: fateOf({ baseline: after(views.baseline), added: after(views.added), withdrawn: after(views.withdrawn) }),
    moved: new Set([views.baseline, views.added, views.withdrawn].flatMap(({ moved }) => [...moved.keys()])),
  };
}

function both(context: Context, one: Failed, other: Failed, failure: Failure): Fates {
  const states = context.statesIn(failure);
  const at = (stage: keyof typeof states): [View, View, State] => [one.views[stage], other.views[stage], states[stage]];
  const { baseline, added, withdrawn } = staged(
    { baseline: at('baseline'), added: at('added'), withdrawn: at('withdrawn') },
    (first, second, state) => doubleView(context, first, second, state),
  );
  return {
    of: fateOf({ baseline: baseline.journey, added: added.journey, withdrawn: withdrawn.journey }),
    // A stage of one failure may meet another stage of the other.
    moved: new Set([
      ...[baseline, added, withdrawn].flatMap(({ moved }) => moved),
      ...[...one.moved].filter((flow) => other.moved.has(flow)),
    ]),
  };
}

export function failuresOf(world: World): Failures {
  const context = contextOf(world);
  const failureIn = (scenario: Scenario) => failureOf(world.network, world.backbone, scenario);
  const usual = failed(context, failureIn(NOTHING_FAILED));
  return {
    traffic: context.traffic,
    usual,
    failed: (scenario) => failed(context, failureIn(scenario)),
    both: (one, other, scenario) => {
      const fates = both(context, one, other, failureIn(scenario));
      // What controllers move with nothing failed, two failures may leave where the baseline has it.
      return { of: fates.of, moved: new Set([...fates.moved, ...usual.moved]) };
    },
  };
}
