// The backbone of examples/hybrid.yaml, and what controllers may change of a network as text that can be compared.

import { join } from 'node:path';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { toBackbone } from '../../lib/topology/backbone';
import { loadTopology } from '../../lib/topology/load';

export function hybridExample(): Backbone {
  const topology = loadTopology(join(__dirname, '../../examples/hybrid.yaml'));
  if (!topology.ok) throw new Error(topology.error.map(({ code }) => code).join(', '));
  return toBackbone(topology.value);
}

/** Every route of every table, what each session brings and what it announces, sorted. */
export function contentOf({ tables, sessions }: Network): readonly string[] {
  const routes = tables.flatMap(({ id, routes }) =>
    routes.map(({ prefix: to, origin, target }) => {
      const goes = target.kind === 'attachment' ? target.attachment : target.kind;
      return `${id} ${to.text} ${origin} ${goes}`;
    }),
  );
  const brought = sessions.flatMap(({ link, propagatesTo }) => propagatesTo.map((table) => `${link} brings ${table}`));
  const announced = sessions.flatMap(({ link, advertises }) =>
    advertises.kind === 'prefixes' ? advertises.prefixes.map(({ text }) => `${link} announces ${text}`) : [],
  );
  return [...routes, ...brought, ...announced].sort();
}
