// Pure: what becomes of one part of the network in a failure, with and without controllers.

import { applySteering, type Steering, steeringAt } from '../../controller/steer';
import type { Backbone } from '../../routing/backbone';
import { settle } from '../../routing/bgp';
import type { GatewayTable, LinkConditions, Network, Session } from '../../routing/network';
import { type Clouds, withClouds } from '../network/gateway-tables';
import { type Failure, relevantTo, type StandingsOf } from './failure';
import type { Part } from './parts';

export interface World {
  readonly network: Network;
  readonly clouds: Clouds;
  readonly backbone: Backbone;
}

/**
 * `baseline`: what CloudFormation owns, alone. `added`: with everything that controllers add. `withdrawn`: and without
 * what they then take back from links that nobody uses any more. A flow has to survive both of the latter.
 */
export const STAGES = ['baseline', 'added', 'withdrawn'] as const;
export type Stages<T> = Readonly<Record<(typeof STAGES)[number], T>>;

/** A part at rest. The same value stands for the same content, as far as that is cheap to know. */
export interface PartState {
  /** True when many failures share it, so that it is held, and so may be what is found out about it. */
  readonly kept: boolean;
  /** With what they learned. */
  readonly tables: readonly GatewayTable[];
  /** With what controllers made of them, in the order of the part's. */
  readonly sessions: readonly Session[];
}

type StatesOf = (failure: Failure) => Stages<PartState>;

function atRest(network: Network, conditions: LinkConditions, kept: boolean): PartState {
  return { kept, tables: settle(network, conditions).tables, sessions: network.sessions };
}

/** The part at rest without controllers, the same value for the same sessions that are down. */
function baselinesOf(network: Network): (conditions: LinkConditions) => PartState {
  const known = new WeakMap<Network, PartState>();
  return (conditions) => {
    const settled = settle(network, conditions);
    const state = known.get(settled) ?? atRest(network, conditions, true);
    known.set(settled, state);
    return state;
  };
}

/**
 * The states of a part in any failure. Controllers decide from shortest paths and from the links of their premises, so
 * failures that agree in these leave the part in the same state; states that few failures share are not kept.
 */
export function partStates({ backbone, clouds }: World, part: Part, standings: StandingsOf): StatesOf {
  const { network, routings, origins, watched } = part;
  const kept = new Map<string, Stages<PartState>>();
  const baselineIn = baselinesOf(network);
  const make = ({ conditions, lost }: Failure, relevant: readonly string[]): Stages<PartState> => {
    const baseline = baselineIn(conditions);
    const acting = routings.filter(({ site }) => !lost.has(site));
    const steering = steeringAt(acting, network, conditions, backbone, standings(relevant));
    const laid = (of: Steering) =>
      atRest(withClouds(applySteering(network, backbone, of), clouds), conditions, isShared(relevant));
    const isAdding = steering.overrides.length + steering.announcements.length > 0;
    const added = isAdding ? laid({ ...steering, withdrawals: [] }) : baseline;
    return { baseline, added, withdrawn: steering.withdrawals.length === 0 ? added : laid(steering) };
  };
  return (failure) => {
    const { links, conditions, lost } = failure;
    const needed = new Set<string>();
    for (const site of origins) for (const link of relevantTo(backbone, site, failure, standings)) needed.add(link);
    const relevant = links.filter((link) => needed.has(link) || watched.has(link));
    const down = network.sessions.flatMap(({ link }) => (conditions.get(link) === 'down' ? [link] : []));
    const silent = lost.size === 0 ? [] : routings.flatMap(({ site }) => (lost.has(site) ? [site] : []));
    const key = [relevant, down, silent].map((names) => names.join('\n')).join('\0');
    const states = kept.get(key) ?? make(failure, relevant);
    if (isShared(relevant)) kept.set(key, states);
    return states;
  };
}

/** Few failures have the same two links that matter to a part. */
function isShared(relevant: readonly string[]): boolean {
  return relevant.length < 2;
}
