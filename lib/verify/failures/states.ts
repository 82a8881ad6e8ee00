// Pure: the whole network in a failure, at each stage, put together from the states of its parts.

import type { LinkConditions, Network, Router } from '../../routing/network';
import { type Failure, keptStandings } from './failure';
import { type PartState, partStates, type STAGES, type Stages, type World } from './part-states';
import { partsOf } from './parts';
import { routerStates } from './router-states';

export interface State {
  readonly conditions: LinkConditions;
  /** One for each part of the network, always in the same order, and so with the routers. */
  readonly parts: readonly PartState[];
  readonly routers: readonly Router[];
}

/** The states of a network in any failure; stages in which the same holds are the same value. */
export function statesOf(world: World): (failure: Failure) => Stages<State> {
  const parts = partsOf(world.network, world.backbone);
  const standings = keptStandings();
  const each = parts.map((part) => partStates(world, part, standings));
  const routers = routerStates(world.network, parts);
  return (failure) => {
    const { conditions } = failure;
    const states = each.map((of) => of(failure));
    const at = (stage: (typeof STAGES)[number]): State => {
      const own = states.map((state) => state[stage]);
      return { conditions, parts: own, routers: routers(own, conditions) };
    };
    const differ = (one: keyof Stages<State>, other: keyof Stages<State>) =>
      states.some((state) => state[one] !== state[other]);
    const baseline = at('baseline');
    const added = differ('baseline', 'added') ? at('added') : baseline;
    return { baseline, added, withdrawn: differ('added', 'withdrawn') ? at('withdrawn') : added };
  };
}

/** The state as a network that packets can be sent through: nothing is left to settle. */
export function networkIn({ network }: World, { parts, routers }: State): Network {
  return { ...network, tables: parts.flatMap(({ tables }) => tables), routers, sessions: [] };
}
