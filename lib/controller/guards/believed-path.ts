// Pure: how traffic fares as far as this site can know: its own tables as read, the others' as published, premises by
// the links by which they may enter, the links as this site judges them, and the one trace over all of it.

import { addressAt, prefix } from '../../net/prefix';
import type { BackboneSite } from '../../routing/backbone';
import type { LinkConditions, Network } from '../../routing/network';
import { attachmentKey } from '../../routing/network-index';
import { farSite, linksAt, type Standings } from '../../routing/shortest-paths';
import { type Outcome, trace } from '../../routing/trace';
import type { PublishedHops } from '../database';
import { entriesOf, type Voices } from '../premises-entries';
import { ARRIVAL, publishedNetwork, tableId, withHopsOf } from '../published-network';
import { STEERED_TABLES, type SteeredTable } from '../site-routing';
import { standingOf, type World } from './guard';

const conditionsOf = new WeakMap<Standings, LinkConditions>();

function believedConditions({ standings }: World): LinkConditions {
  const known =
    conditionsOf.get(standings) ??
    new Map([...standings].map(([link, standing]) => [link, standing === 'down' ? 'down' : 'draining'] as const));
  conditionsOf.set(standings, known);
  return known;
}

/** VPN links, and where what arrives over them goes on to toward the destination. */
export function edgesToward(voices: Voices, remote: string): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...voices].flatMap(([link, { session }]) =>
      session.onward ? [[link, session.onward[remote] ?? []] as const] : [],
    ),
  );
}

/** What became of a packet, the links that it entered, and the table that was asked at each hop, if any. */
interface Journey {
  readonly outcome: Outcome;
  readonly path: readonly string[];
  readonly asked: readonly (string | undefined)[];
}

type Journeys = (gateway: string, arrivedBy: string) => Journey;

/** Traces toward one destination. */
interface Tracer {
  readonly network: Network;
  readonly journey: Journeys;
}

/** Each journey is traced once. */
function remembering(journey: Journeys): Journeys {
  const known = new Map<string, Journey>();
  return (gateway, arrivedBy) => {
    const key = attachmentKey(gateway, arrivedBy);
    const found = known.get(key) ?? journey(gateway, arrivedBy);
    known.set(key, found);
    return found;
  };
}

function tracerOver(network: Network, world: World, { specifics }: BackboneSite): Tracer {
  const conditions = believedConditions(world);
  const destination = addressAt(prefix(specifics[0] ?? ''), 0n);
  const journey: Journeys = (gateway, arrivedBy) => {
    const { outcome, path, hops } = trace(network, conditions, { at: 'gateway', gateway, arrivedBy }, destination);
    return { outcome, path, asked: hops.map(({ table }) => table) };
  };
  return { network, journey: remembering(journey) };
}

function tracerNow(world: World, remote: BackboneSite, own: PublishedHops | undefined): Tracer {
  const { publications, routing, backbone, voices } = world;
  const get = (name: string) => (own && name === routing.site ? own : publications.get(name)?.hops[remote.name]);
  const hops = { sites: { get }, edges: edgesToward(voices, remote.name) };
  return tracerOver(publishedNetwork(backbone, remote, hops), world, remote);
}

/** With next hops of this site that differ in some tables: a packet that asks none of these fares as it does now. */
function tracerAfter(
  now: Tracer,
  world: World,
  remote: BackboneSite,
  own: PublishedHops,
  differing: readonly string[],
) {
  const network = withHopsOf(world.routing.site, own, now.network, remote);
  const changed = tracerOver(network, world, remote);
  const journey: Journeys = (gateway, arrivedBy) => {
    const before = now.journey(gateway, arrivedBy);
    return differing.some((table) => before.asked.includes(table)) ? changed.journey(gateway, arrivedBy) : before;
  };
  return { network, journey };
}

/** Of the own tables, those in which the next hops differ. */
function differingTables({ routing: { site } }: World, a: PublishedHops, b: PublishedHops): readonly string[] {
  return STEERED_TABLES.filter((name) => a[name].join(' ') !== b[name].join(' ')).map((name) => tableId(site, name));
}

function makeTracer(world: World, remote: string, own: PublishedHops | undefined): Tracer | undefined {
  const site = world.backbone.sites.find(({ name, specifics }) => name === remote && specifics.length > 0);
  if (!site) return undefined;
  const hops = world.ownHops[remote];
  const differing = own && hops ? differingTables(world, own, hops) : [];
  const now = own && differing.length > 0 ? tracerToward(world, remote, hops) : undefined;
  return now && own ? tracerAfter(now, world, site, own, differing) : tracerNow(world, site, own);
}

const tracers = new WeakMap<World, Map<string, Tracer | undefined>>();

/**
 * Traces toward one destination, with this site's own next hops as given. Undefined when there is no such destination.
 * The guards ask for the same many times over.
 */
function tracerToward(world: World, remote: string, own: PublishedHops | undefined): Tracer | undefined {
  const ofWorld = tracers.get(world) ?? new Map<string, Tracer | undefined>();
  tracers.set(world, ofWorld);
  const key = own ? [remote, ...STEERED_TABLES.map((name) => own[name].join(' '))].join('\n') : remote;
  if (!ofWorld.has(key)) ofWorld.set(key, makeTracer(world, remote, own));
  return ofWorld.get(key);
}

/** The links that a packet takes from a gateway on, up to one that is down; undefined where that is not known. */
export function pathFrom(
  world: World,
  remote: string,
  gateway: string,
  arrivedBy: string,
  own: PublishedHops | undefined = world.ownHops[remote],
): readonly string[] | undefined {
  const journey = tracerToward(world, remote, own)?.journey(gateway, arrivedBy);
  return journey?.outcome === 'delivered' || journey?.outcome === 'dead-link' ? journey.path : undefined;
}

/** As which arrival a table of this site is asked. */
export function arrivalAt(table: SteeredTable): string {
  return table === 'spokes' ? 'vpc' : ARRIVAL;
}

/** What becomes of what this table forwards toward the destination, as things are. */
export function fateOf(world: World, remote: string, table: SteeredTable): Outcome {
  const tracer = tracerToward(world, remote, world.ownHops[remote]);
  return tracer?.journey(world.routing.site, arrivalAt(table)).outcome ?? 'unknown';
}

/** What becomes of what this site's VPCs send there; `unknown` where it ends at a site that has published nothing of it. */
export function arrivalOf(world: World, remote: string): Outcome {
  const { backbone, routing, publications } = world;
  const journey = tracerToward(world, remote, world.ownHops[remote])?.journey(routing.site, 'vpc');
  if (!journey || world.ownHops[remote] === undefined) return 'unknown';
  const silent = backbone.sites.filter(
    ({ name, kind }) =>
      kind === 'aws' && name !== routing.site && name !== remote && !publications.get(name)?.hops[remote],
  );
  return silent.some(({ name }) => journey.asked.includes(tableId(name, 'transit'))) ? 'unknown' : journey.outcome;
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
  const links = linksAt(backbone, premises).filter(({ name }) => entries.has(name));
  return new Map(
    links.map((link): [string, Outcome] => {
      if (standingOf(world, link.name) === 'down') return [link.name, 'dead-link'];
      return [link.name, tracer?.journey(farSite(link, premises), link.name).outcome ?? 'unknown'];
    }),
  );
}

/** True when none of the ways in by which premises may send works, so that nothing can be lost any more. */
export function isEntryLost(world: World, premises: string, remote: string): boolean {
  return [...entryFates(world, premises, remote).values()].every(isLost);
}

function findFates(world: World, remote: string, own: PublishedHops | undefined, { journey }: Tracer): Fates {
  const { sites } = world.backbone;
  const isAws = sites.some(({ name, kind }) => name === remote && kind === 'aws');
  const fates = new Map<string, Outcome>();
  for (const { name, kind } of sites) {
    if (name === remote) continue;
    if (kind === 'aws') fates.set(name, journey(name, 'vpc').outcome);
    else if (isAws)
      for (const [link, fate] of entryFates(world, name, remote, world.voices, own))
        fates.set(`${name} over ${link}`, fate);
  }
  return fates;
}

type Fates = ReadonlyMap<string, Outcome>;

const fatesOf = new WeakMap<Tracer, Fates>();

/**
 * What becomes of each other site's own traffic toward the destination when this site's next hops are as given; of
 * premises, by each link by which it may enter.
 */
export function fatesToward(world: World, remote: string, own: PublishedHops | undefined): Fates {
  const tracer = tracerToward(world, remote, own);
  if (!tracer) return new Map();
  const fates = fatesOf.get(tracer) ?? findFates(world, remote, own, tracer);
  fatesOf.set(tracer, fates);
  return fates;
}
