// Pure: what becomes of one part of the network in a failure, with and without controllers.

import { applySteering, type Steering, steeringAt } from '../../controller/steer';
import type { Backbone } from '../../routing/backbone';
import { settle } from '../../routing/bgp';
import type { GatewayTable, LinkConditions, Network, Session } from '../../routing/network';
import { type Clouds, withClouds } from '../network/gateway-tables';
import { type Failure, relevantTo, type StandingsOf } from './failure';
import { identityMemo } from './identity-memo';
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
  /** With what they learned. */
  readonly tables: readonly GatewayTable[];
  /** With what controllers made of them, in the order of the part's. */
  readonly sessions: readonly Session[];
}

type StatesOf = (failure: Failure) => Stages<PartState>;

function restingIn(): (network: Network, conditions: LinkConditions) => PartState {
  const known = identityMemo<PartState>();
  return (network, conditions) => {
    const settled = settle(network, conditions);
    return known([settled], () => ({ tables: settled.tables, sessions: network.sessions }));
  };
}

/**
 * The states of a part in any failure. Controllers decide from shortest paths and from the links of their premises, so
 * failures that agree in these leave the part in the same state; states that few failures share are not kept.
 */
export function partStates({ backbone, clouds }: World, part: Part, standings: StandingsOf): StatesOf {
  const { network, routings, origins, watched } = part;
  const kept = new Map<string, Stages<PartState>>();
  const atRest = restingIn();
  const make = ({ conditions, lost }: Failure, relevant: readonly string[]): Stages<PartState> => {
    const baseline = atRest(network, conditions);
    const acting = routings.filter(({ site }) => !lost.has(site));
    const steering = steeringAt(acting, network, conditions, backbone, standings(relevant));
    const laid = (of: Steering) => atRest(withClouds(applySteering(network, backbone, of), clouds), conditions);
    const isAdding = steering.overrides.length + steering.announcements.length > 0;
    const added = isAdding ? laid({ ...steering, withdrawals: [] }) : baseline;
    return { baseline, added, withdrawn: steering.withdrawals.length === 0 ? added : laid(steering) };
  };
  return (failure) => {
    const needed = new Set(origins.flatMap((site) => relevantTo(backbone, site, failure, standings)));
    const relevant = failure.links.filter((link) => needed.has(link) || watched.has(link));
    const forms = network.sessions.map(({ link }) => failure.conditions.get(link) === 'down');
    const silent = routings.map(({ site }) => failure.lost.has(site));
    const key = JSON.stringify([relevant, forms, silent]);
    const states = kept.get(key) ?? make(failure, relevant);
    if (relevant.length < 2) kept.set(key, states);
    return states;
  };
}
