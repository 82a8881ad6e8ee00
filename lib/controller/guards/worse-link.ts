// Pure: working traffic never moves onto a path in a worse state than the one it is on. A path is as its worst link is; where
// it is not known how it goes on, its first link counts. Of several paths the best one counts: where traffic is split, and
// of premises, of the links by which they may enter.
//
//   traffic now   path now   path next         verdict
//   not lost      up         drained or down   hold
//   not lost      drained    down              hold
//   not lost      otherwise                    pass
//   is lost       any        any               pass: nothing is risked
//
// A site further on that is about to leave a drained link has to do so first. It does not wait for this one, because its own
// shortest path does not lead back here.

import { farSite, type Standing } from '../../routing/shortest-paths';
import { linksIn } from '../effective';
import type { AnnouncementChange, Change, OverrideChange } from '../plan';
import { entriesOf } from '../premises-entries';
import { ARRIVAL } from '../published-network';
import { arrivalAt, fateOf, isEntryLost, isLost, pathFrom } from './believed-path';
import { type Guard, standingOf, type World } from './guard';
import { hopsAfter } from './keeps-paths';

const RANK: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: 2 };

type Path = readonly [string, ...string[]];

interface Move {
  readonly to: Path;
  readonly from: () => readonly Path[];
  readonly isLost: () => boolean;
}

/** The path over its first link, and no more of it than that where the rest is not known. */
function over(first: string, path: readonly string[] = []): Path {
  return [first, ...path.slice(1)];
}

function overrideMove(change: OverrideChange, world: World): Move | undefined {
  const { from, to, remote, table } = change;
  if (to.kind !== 'link') return undefined;
  const { site } = world.routing;
  const hops = world.ownHops[remote] ?? { transit: [], spokes: [] };
  const now = () => pathFrom(world, remote, site, arrivalAt(table));
  const next = pathFrom(world, remote, site, arrivalAt(table), hopsAfter(change, hops));
  return {
    to: over(to.link, next),
    from: () => linksIn(from).map((link) => over(link, now())),
    isLost: () => isLost(fateOf(world, remote, table)),
  };
}

/** How what enters over an announcement goes on from its AWS end. */
function onwardFrom({ remote, after }: AnnouncementChange, world: World): readonly string[] {
  const { backbone, routing } = world;
  if (remote === routing.site) return [];
  if (after?.onward === undefined) return pathFrom(world, remote, routing.site, ARRIVAL) ?? [];
  const link = backbone.links.find(({ name }) => name === after.onward);
  if (!link) return [];
  return [link.name, ...(pathFrom(world, remote, farSite(link, routing.site), link.name) ?? [])];
}

/** The paths that premises may take now. */
function enteredPaths({ premises, remote }: AnnouncementChange, world: World): readonly Path[] {
  const { backbone, voices, standings } = world;
  const { links } = entriesOf(backbone, premises, remote, voices, standings);
  return backbone.links
    .filter(({ name }) => links.includes(name))
    .map((entry) => [entry.name, ...(pathFrom(world, remote, farSite(entry, premises), entry.name) ?? [])]);
}

function announcementMove(change: AnnouncementChange, world: World): Move | undefined {
  if (change.after === null) return undefined;
  const { premises, remote, link } = change;
  return {
    to: [link, ...onwardFrom(change, world)],
    from: () => enteredPaths(change, world),
    isLost: () => isEntryLost(world, premises, remote),
  };
}

function moveOf(change: Change, world: World): Move | undefined {
  if (change.kind === 'override') return overrideMove(change, world);
  return change.kind === 'announcement' ? announcementMove(change, world) : undefined;
}

export const notOntoWorseLink: Guard = (change, world) => {
  const rank = (link: string) => RANK[standingOf(world, link)];
  const worstOf = (path: Path) => path.reduce((worst, link) => (rank(link) > rank(worst) ? link : worst));
  const move = moveOf(change, world);
  const next = move && worstOf(move.to);
  if (!move || next === undefined || rank(next) === RANK.up) return undefined;
  const [now] = move
    .from()
    .map(worstOf)
    .sort((a, b) => rank(a) - rank(b));
  if (now === undefined || rank(next) <= rank(now) || move.isLost()) return undefined;
  const [then, before] = [standingOf(world, next), standingOf(world, now)];
  return { code: 'held-worse-link', because: `${next} is ${then} and ${now}, which carries it, is ${before}` };
};
