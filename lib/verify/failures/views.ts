// Pure: one stage of a failure: the state of the network, and the journeys that it moves.

import type { Network } from '../../routing/network';
import { NOTHING_FAILED } from '../../routing/scenario';
import { type Journey, journeyOf, type Traffic, trafficOf } from '../journeys';
import { type Change, comparer } from './changes';
import { type Failure, failureOf } from './failure';
import type { Stages, World } from './part-states';
import { networkIn, type State, statesOf } from './states';
import { indexJourneys, type Journeys, touchedBy, touches } from './touched';

export type JourneyOf = (flow: number) => Journey;

/** What all failures of a network share. Flows go by number. */
export interface Context {
  readonly traffic: readonly Traffic[];
  /** Journeys over the baseline when nothing has failed. */
  readonly usual: JourneyOf;
  readonly journeys: Journeys;
  readonly statesIn: (failure: Failure) => Stages<State>;
  readonly networkIn: (state: State) => Network;
  readonly compare: (before: State, after: State) => Change;
  /** The baseline when nothing has failed. */
  readonly whole: State;
}

export function contextOf(world: World): Context {
  const traffic = trafficOf(world.network, world.backbone);
  const statesIn = statesOf(world);
  const whole = statesIn(failureOf(world.network, world.backbone, NOTHING_FAILED)).baseline;
  const network = networkIn(world, whole);
  const all = traffic.map((its) => journeyOf(network, whole.conditions, its));
  return {
    traffic,
    usual: (flow) => {
      const journey = all[flow];
      if (!journey) throw new RangeError(`there is no flow number ${flow}`);
      return journey;
    },
    journeys: indexJourneys(traffic, all),
    statesIn,
    networkIn: (state) => networkIn(world, state),
    compare: comparer(world.network),
    whole,
  };
}

export interface View {
  readonly state: State;
  /** The journeys that are traced anew, because they may not be the usual ones. */
  readonly moved: ReadonlyMap<number, Journey>;
}

function tracedIn(context: Context, state: State, flows: readonly number[]): ReadonlyMap<number, Journey> {
  if (flows.length === 0) return new Map();
  const network = context.networkIn(state);
  return new Map(
    flows.flatMap((flow): [number, Journey][] => {
      const its = context.traffic[flow];
      return its ? [[flow, journeyOf(network, state.conditions, its)]] : [];
    }),
  );
}

export function viewOf(context: Context, state: State): View {
  const { compare, whole, journeys, traffic } = context;
  const touched = touchedBy(compare(whole, state), journeys, new Map(), traffic);
  return { state, moved: tracedIn(context, state, [...touched]) };
}

/** One stage of two failures at once. */
interface DoubleView {
  readonly journey: JourneyOf;
  /** The others are the usual ones, or as the only failure that moves them leaves them. */
  readonly moved: readonly number[];
}

/**
 * A journey that the second failure does not touch is as the first one left it, and the other way round. Only what both
 * touch is traced.
 */
export function doubleView(context: Context, one: View, other: View, state: State): DoubleView {
  const { traffic, journeys, compare, usual } = context;
  const after = ({ moved }: View, flow: number) => moved.get(flow) ?? usual(flow);
  const fromOther = compare(other.state, state);
  const touched = touchedBy(compare(one.state, state), journeys, one.moved, traffic);
  const byBoth = [...touched].filter((flow) => {
    const its = traffic[flow];
    return its !== undefined && touches(fromOther, after(other, flow), its);
  });
  const traced = tracedIn(context, state, byBoth);
  return {
    journey: (flow) => traced.get(flow) ?? after(touched.has(flow) ? other : one, flow),
    moved: [
      ...byBoth,
      ...[...touched].filter((flow) => one.moved.has(flow)),
      ...[...other.moved.keys()].filter((flow) => !touched.has(flow)),
    ],
  };
}
