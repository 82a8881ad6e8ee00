// Pure: how traffic fares as far as this site can know: its own tables as read, the others' as published, the links as
// this site judges them, and the one trace over all of it.

import { addressAt, prefix } from '../../net/prefix';
import type { LinkConditions } from '../../routing/network';
import { type Outcome, type Trace, trace } from '../../routing/trace';
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

/** What becomes of what this table forwards toward the destination, as things are. */
export function fateOf(world: World, remote: string, table: SteeredTable): Outcome {
  const tracer = tracerToward(world, remote, world.ownHops[remote]);
  const arrivedBy = table === 'spokes' ? 'vpc' : [...world.routing.attachmentOf.keys()][0];
  return tracer && arrivedBy !== undefined ? tracer(world.routing.site, arrivedBy).outcome : 'unknown';
}

/** True when nothing can be lost any more. What is not known may work, so it is not lost. */
export function isLost(fate: Outcome): boolean {
  return fate !== 'delivered' && fate !== 'unknown';
}

/** What becomes of each other site's own traffic toward the destination when this site's next hops are as given. */
export function fatesToward(
  world: World,
  remote: string,
  own: PublishedHops | undefined,
): ReadonlyMap<string, Outcome> {
  const tracer = tracerToward(world, remote, own);
  const sites = world.backbone.sites.map(({ name }) => name).filter((name) => name !== remote);
  return new Map(sites.flatMap((name) => (tracer ? [[name, tracer(name, 'vpc').outcome] as const] : [])));
}
