// Pure: what premises send goes on arriving when an announcement is made and when it is taken back.
//
//   made: what enters by the link   traffic now     site is connected   verdict
//   is not known to be delivered    any             any                 hold
//   is delivered                    lost            any                 pass at once
//   is delivered                    not lost        no                  hold
//   is delivered                    not lost        yes                 pass
//
//   taken back: what enters by it   once others are taken back too, enters   every way in until then   verdict
//   is lost                         any                                      any                       pass: nothing else is touched
//   is not lost                     not surely by the shortest path          any                       hold
//   is not lost                     surely by the shortest path              old word, other view      hold: it may change
//   is not lost                     surely by the shortest path              is lost                   hold
//   is not lost                     surely by the shortest path              delivers                  pass
//
// Others are the announcements of the same site over links that the shortest path does not enter by. Each may be taken
// back at any time or stay, and none waits for another: two that waited for each other would both stay for ever.

import { farSite, nextHops } from '../../routing/shortest-paths';
import type { PublishedSession } from '../database';
import { deliversWithout, FRESH_MS, isConnected, type Publications, publicationsOfMembers } from '../order';
import type { AnnouncementChange } from '../plan';
import { entriesOf, type Voices } from '../premises-entries';
import { viewId } from '../view';
import { entryFates, isEntryLost, isLost } from './believed-path';
import { type Guard, type Held, standingOf, type World } from './guard';

export function isolation({ backbone, routing, publications, nowMs }: World): Held | undefined {
  if (isConnected(backbone, routing.site, publications, nowMs)) return undefined;
  return { code: 'held-isolated', because: `no fresh word from ${backbone.policy.admission}, the admission site` };
}

/** The publications, this site's own next hops as just read. */
function wordsNow(world: World, published: Publications): Publications {
  const own = published.get(world.routing.site);
  if (!own) return published;
  const hops = Object.fromEntries(
    Object.entries(own.hops).map(([remote, hop]) => [remote, { ...hop, ...world.ownHops[remote] }]),
  );
  return new Map([...published, [world.routing.site, { ...own, hops }]]);
}

/** True when what enters by the announcement's link is delivered, whatever each site does now or wants to do. */
function isDelivered({ remote, after }: AnnouncementChange, world: World, published: Publications): boolean {
  const { backbone, routing } = world;
  const usable = (name: string) => standingOf(world, name) !== 'down';
  const words = wordsNow(world, published);
  if (remote === routing.site || after?.onward === null) return true;
  if (after?.onward === undefined) return deliversWithout(backbone, words, routing.site, remote, '', usable);
  const link = backbone.links.find(({ name }) => name === after.onward);
  if (!link || !usable(link.name)) return false;
  return deliversWithout(backbone, words, farSite(link, routing.site), remote, routing.site, usable);
}

function made(change: AnnouncementChange, world: World): Held | undefined {
  const { backbone, routing, publications, nowMs } = world;
  const lost = isEntryLost(world, change.premises, change.remote);
  const words = lost ? publications : publicationsOfMembers(backbone, routing.site, publications, nowMs);
  if (isDelivered(change, world, words)) return lost ? undefined : isolation(world);
  const because = `what enters ${routing.site} over ${change.link} is not known to arrive at ${change.remote}`;
  return { code: 'held-undelivered', because };
}

function without({ announced, ...session }: PublishedSession, remote: string): PublishedSession {
  return { ...session, announced: Object.fromEntries(Object.entries(announced).filter(([name]) => name !== remote)) };
}

/** Nothing of an update is left, and nothing that was removed can be heard any more. */
function settled({ changing: _, ...session }: PublishedSession): PublishedSession {
  return { ...session, removed: {} };
}

/** What the AWS ends say once the announcement is gone; `other` does the same to those that are not wanted either. */
function voicesAfter(
  { link, remote }: AnnouncementChange,
  wanted: string,
  { voices }: World,
  other: (session: PublishedSession) => PublishedSession,
): Voices {
  return new Map(
    [...voices].map(([name, voice]) => {
      const { session } = voice;
      if (name === link) return [name, { ...voice, session: settled(without(session, remote)) }];
      const isOther = name !== wanted && session.announced[remote] !== undefined;
      return [name, isOther ? { ...voice, session: other(session) } : voice];
    }),
  );
}

/** Why the word of the site at the AWS end of this link is not to be relied on. */
export function doubt(link: string, world: World): string | undefined {
  const { backbone, voices, publications, routing, standings, nowMs } = world;
  const site = voices.get(link)?.site;
  if (site === routing.site) return undefined;
  const word = site === undefined ? undefined : publications.get(site);
  if (!word || nowMs - word.atMs > FRESH_MS) return `no fresh word from the AWS end of ${link}`;
  return word.view === viewId(backbone, standings)
    ? undefined
    : `${word.site} sees other links or link states than this site`;
}

function takenBack(change: AnnouncementChange, world: World): Held | undefined {
  const { backbone, standings } = world;
  const { premises, remote, link } = change;
  const fate = entryFates(world, premises, remote).get(link);
  if (fate !== undefined && isLost(fate)) return undefined;
  const wanted = nextHops(backbone, premises, standings).get(remote)?.name ?? '';
  const alone = voicesAfter(change, wanted, world, (session) => without(session, remote));
  const entries = entriesOf(backbone, premises, remote, alone, standings);
  if (!entries.certain || entries.links.some((entry) => entry !== wanted)) {
    const because = `${premises} may not have heard of ${remote} over ${wanted || 'any other link'} yet`;
    return { code: 'held-unheard', because };
  }
  const meanwhile = voicesAfter(change, wanted, world, (session) => ({
    ...without(session, remote),
    changing: [...(session.changing ?? []), remote],
  }));
  const ways = entryFates(world, premises, remote, meanwhile);
  const because = [...ways.keys()].map((way) => doubt(way, world)).find((said) => said !== undefined);
  if (because !== undefined) return { code: 'held-unheard', because };
  const lost = [...ways].find(([, outcome]) => isLost(outcome));
  if (lost) return { code: 'held-loses-path', because: `what enters over ${lost[0]} does not arrive at ${remote}` };
  return isolation(world);
}

export const announcedPath: Guard = (change, world) => {
  if (change.kind !== 'announcement') return undefined;
  return change.after === null ? takenBack(change, world) : made(change, world);
};
