// Pure: the identity of a view of the backbone. Sites with the same id compute the same paths, whichever notices and
// observations led them there: it names the topology that they go by and how the links in it stand. Sites are deployed one
// after the other, so that for a while two of them go by different topologies.

import type { Backbone } from '../routing/backbone';
import type { Standings } from '../routing/shortest-paths';
import { topologyId } from '../routing/topology-id';

/** The topology's id, a space, and the standings that are not up, spelled out. */
export function viewId(backbone: Backbone, standings: Standings): string {
  const named = [...standings]
    .filter(([, standing]) => standing !== 'up')
    .map(([link, standing]) => `${link}=${standing}`);
  return `${topologyId(backbone)} ${named.length === 0 ? 'all-up' : named.sort().join(',')}`;
}

/** True when the views are of the same topology, however its links stand in them. */
export function haveSameTopology(view: string, other: string): boolean {
  return view.split(' ', 1)[0] === other.split(' ', 1)[0];
}
