// Pure: the identity of a view of the backbone. Sites with the same id compute the same paths, whichever notices and
// observations led them there: it names the topology that they go by and how the links in it stand. Sites are deployed one
// after the other, so that for a while two of them go by different topologies.
//
//   two sites differ in                                  ids       because
//   how a link stands                                    differ    paths avoid it at one of them
//   sites, links, costs, kinds, prefixes                 differ    paths, baselines and what premises prefer follow from them
//   who admits drains, and how many at once              differ    guards and admissions follow from them
//   shared risks, MTU, capacity, flows, names            alike     nothing that a controller decides follows from them
//   how links are measured, windows, hold-down           alike     the standings say what they came to
//   when a mass of links is suspected                    alike     it holds only what the site itself withdraws

import { createHash } from 'node:crypto';
import type { Backbone } from '../routing/backbone';
import type { Standings } from '../routing/shortest-paths';

const SHORT = 16;

function byName<T extends { readonly name: string }>(items: readonly T[]): readonly T[] {
  return [...items].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fingerprint({ sites, links, policy }: Backbone): string {
  const said = [
    byName(sites).map(({ name, kind, aggregate, specifics }) => [name, kind, aggregate, [...specifics].sort()]),
    byName(links).map(({ name, kind, between, cost }) => [name, kind, between, cost]),
    policy.admission,
    policy.maxConcurrentDrains,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, SHORT);
}

const fingerprints = new WeakMap<Backbone, string>();

/** A short text that two backbones share when the same is decided by them. */
function topologyId(backbone: Backbone): string {
  const known = fingerprints.get(backbone) ?? fingerprint(backbone);
  fingerprints.set(backbone, known);
  return known;
}

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
