// Pure: how traffic fares as far as this site can know: its own tables as read, the others' as published, premises by
// the links by which they may enter, the links as this site judges them, and the one trace over all of it.

import { addressAt, prefix } from '../../net/prefix';
import type { LinkConditions } from '../../routing/network';
import { farSite } from '../../routing/shortest-paths';
import { type Outcome, trace } from '../../routing/trace';
import type { PublishedHops } from '../database';
import { entriesOf, type Voices } from '../premises-entries';
import { ARRIVAL, publishedNetwork } from '../published-network';
import type { SteeredTable } from '../site-routing';
import { standingOf, type World } from './guard';

function believedConditions({ standings }: World): LinkConditions {
  return new Map([...standings].map(([link, standing]) => [link, standing === 'down' ? 'down' : 'draining']));
}

/** VPN links, and where what arrives over them goes on to toward the destination. */
function edgesToward(voices: Voices, remote: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...voices].flatMap(([link, { session }]) =>
      session.onward ? [[link, session.onward[remote] ?? []] as const] : [],
    ),
  );
}

/** Traces toward one destination, with this site's own next hops as given. */
function tracerToward(world: World, remote: string, own: PublishedHops | undefined) {
  const site = world.backbone.sites.find((s) => s.name === remote);
  const [specific] = site?.specifics ?? [];
  if (!site || specific === undefined) return undefined;
  const sites = new Map(
    [...world.publications].flatMap(([name, { hops: published }]): [string, PublishedHops][] => {
      const hop = published[remote];
      return hop ? [[name, hop]] : [];
    }),
  );
  if (own) sites.set(world.routing.site, own);
  const network = publishedNetwork(world.backbone, site, { sites, edges: edgesToward(world.voices, remote) });
  const conditions = believedConditions(world);
  const destination = addressAt(prefix(specific), 0n);
  return (gateway: string, arrivedBy: string): Outcome =>
    trace(network, conditions, { at: 'gateway', gateway, arrivedBy }, destination).outcome;
}

/** What becomes of what this table forwards toward the destination, as things are. */
export function fateOf(world: World, remote: string, table: SteeredTable): Outcome {
  const tracer = tracerToward(world, remote, world.ownHops[remote]);
  return tracer?.(world.routing.site, table === 'spokes' ? 'vpc' : ARRIVAL) ?? 'unknown';
}

/** True when nothing can be lost any more. What is not known may work, so it is not lost. */
export function isLost(fate: Outcome): boolean {
  return fate !== 'delivered' && fate !== 'unknown';
}

/** What becomes of what premises send to an AWS site by each link by which it may enter. */
export function entryFates(
  world: World,
  premises: string,
  remote: string,
  voices: Voices = world.voices,
  own: PublishedHops | undefined = world.ownHops[remote],
): ReadonlyMap<string, Outcome> {
  const { backbone, standings } = world;
  const tracer = tracerToward(world, remote, own);
  const entries = new Set(entriesOf(backbone, premises, remote, voices, standings).links);
  const links = backbone.links.filter(({ name }) => entries.has(name));
  return new Map(
    links.map((link): [string, Outcome] => {
      if (standingOf(world, link.name) === 'down') return [link.name, 'dead-link'];
      return [link.name, tracer?.(farSite(link, premises), link.name) ?? 'unknown'];
    }),
  );
}

/** True when none of the ways in by which premises may send works, so that nothing can be lost any more. */
export function isEntryLost(world: World, premises: string, remote: string): boolean {
  return [...entryFates(world, premises, remote).values()].every(isLost);
}

/**
 * What becomes of each other site's own traffic toward the destination when this site's next hops are as given; of
 * premises, by each link by which it may enter.
 */
export function fatesToward(
  world: World,
  remote: string,
  own: PublishedHops | undefined,
): ReadonlyMap<string, Outcome> {
  const tracer = tracerToward(world, remote, own);
  if (!tracer) return new Map();
  const { sites } = world.backbone;
  const others = sites.filter(({ name }) => name !== remote);
  const isAws = sites.some(({ name, kind }) => name === remote && kind === 'aws');
  return new Map(
    others.flatMap(({ name, kind }): [string, Outcome][] => {
      if (kind === 'aws') return [[name, tracer(name, 'vpc')]];
      const fates = isAws ? entryFates(world, name, remote, world.voices, own) : new Map<string, Outcome>();
      return [...fates].map(([link, fate]) => [`${name} over ${link}`, fate]);
    }),
  );
}
