// Pure: how traffic fares as far as this site can know: its own tables as read, the others' as published, the links as
// this site judges them, and the one trace over all of it.

import { addressAt, prefix } from '../../net/prefix';
import type { LinkConditions } from '../../routing/network';
import { type Trace, trace } from '../../routing/trace';
import type { PublishedHops } from '../database';
import { publishedNetwork } from '../published-network';
import type { SteeredTable } from '../site-routing';
import type { World } from './guard';

function believedConditions({ standings }: World): LinkConditions {
  return new Map([...standings].map(([link, standing]) => [link, standing === 'down' ? 'down' : 'draining']));
}

/** Traces toward one destination, with this site's own next hops as given. */
function tracerToward(world: World, remote: string, own: PublishedHops | undefined) {
  const site = world.backbone.sites.find((s) => s.name === remote);
  const [specific] = site?.specifics ?? [];
  if (!site || specific === undefined) return undefined;
  const hops = new Map(
    [...world.publications].flatMap(([name, { hops: published }]): [string, PublishedHops][] => {
      const hop = published[remote];
      return hop ? [[name, hop]] : [];
    }),
  );
  if (own) hops.set(world.routing.site, own);
  const network = publishedNetwork(world.backbone, site, hops);
  const conditions = believedConditions(world);
  const destination = addressAt(prefix(specific), 0n);
  return (gateway: string, arrivedBy: string): Trace =>
    trace(network, conditions, { at: 'gateway', gateway, arrivedBy }, destination);
}

/** True when what this table forwards toward the destination arrives, as things are. */
export function isDelivered(world: World, remote: string, table: SteeredTable): boolean {
  const tracer = tracerToward(world, remote, world.ownHops[remote]);
  const arrivedBy = table === 'spokes' ? 'vpc' : [...world.routing.attachmentOf.keys()][0];
  if (!tracer || arrivedBy === undefined) return false;
  return tracer(world.routing.site, arrivedBy).outcome === 'delivered';
}

/** The sites whose own traffic toward the destination arrives when this site's next hops are as given. */
export function sitesDelivered(world: World, remote: string, own: PublishedHops | undefined): readonly string[] {
  const tracer = tracerToward(world, remote, own);
  if (!tracer) return [];
  return world.backbone.sites
    .map(({ name }) => name)
    .filter((name) => name !== remote && tracer(name, 'vpc').outcome === 'delivered');
}
