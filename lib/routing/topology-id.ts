// Pure: the id of a topology: two with the same id have the same paths, baselines, guards and admissions.
//
//   two topologies differ in                             ids       because
//   sites, links, costs, kinds, prefixes                 differ    paths, baselines and what premises prefer follow from them
//   who admits drains, and how many at once              differ    guards and admissions follow from them
//   shared risks, MTU, capacity, flows, names            alike     nothing that a controller decides follows from them
//   how links are measured, windows, hold-down           alike     the standings of links say what they came to
//   when a mass of links is suspected                    alike     it holds only what the site itself withdraws

import { createHash } from 'node:crypto';
import type { Backbone } from './backbone';

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
export function topologyId(backbone: Backbone): string {
  const known = fingerprints.get(backbone) ?? fingerprint(backbone);
  fingerprints.set(backbone, known);
  return known;
}
