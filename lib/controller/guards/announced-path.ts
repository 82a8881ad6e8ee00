// Pure: what premises send goes on arriving when an announcement is made and when it is taken back.
//
//   made: what enters by the link   traffic now     site is connected   verdict
//   is not known to be delivered    any             any                 hold
//   is delivered                    lost            any                 pass at once
//   is delivered                    not lost        no                  hold
//   is delivered                    not lost        yes                 pass
//
//   taken back: traffic then enters   what enters by it   its site's word             verdict
//   any                               is lost             any                         pass: nothing else is touched
//   not surely by the shortest path   is not lost         any                         hold
//   surely by the shortest path       is not lost         old, or of another view     hold: it may be taking that back
//   surely by the shortest path       is not lost         fresh, of this view         pass

import { farSite, nextHops } from '../../routing/shortest-paths';
import { viewId } from '../link-state/link-states';
import { deliversWithout, FRESH_MS, isConnected, type Publications, publicationsOfMembers } from '../order';
import type { AnnouncementChange } from '../plan';
import { entriesOf, type Voices } from '../premises-entries';
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

/** What the AWS ends say once the announcement is gone. */
function voicesAfter({ link, remote }: AnnouncementChange, { voices }: World): Voices {
  const voice = voices.get(link);
  if (!voice) return voices;
  const announced = Object.fromEntries(Object.entries(voice.session.announced).filter(([name]) => name !== remote));
  const { changing: _, removed: __, ...session } = voice.session;
  return new Map([...voices, [link, { ...voice, session: { ...session, announced, removed: {} } }]]);
}

/** Why the word of the site at the AWS end of this link is not to be relied on. */
export function doubt(link: string, world: World): string | undefined {
  const { voices, publications, routing, standings, nowMs } = world;
  const site = voices.get(link)?.site;
  if (site === routing.site) return undefined;
  const word = site === undefined ? undefined : publications.get(site);
  if (!word || nowMs - word.atMs > FRESH_MS) return `no fresh word from the AWS end of ${link}`;
  return word.view === viewId(standings) ? undefined : `${word.site} does not see the links as this site does`;
}

function takenBack(change: AnnouncementChange, world: World): Held | undefined {
  const { backbone, standings } = world;
  const { premises, remote, link } = change;
  const fate = entryFates(world, premises, remote).get(link);
  if (fate !== undefined && isLost(fate)) return undefined;
  const after = voicesAfter(change, world);
  const entries = entriesOf(backbone, premises, remote, after, standings);
  const wanted = nextHops(backbone, premises, standings).get(remote)?.name;
  if (wanted === undefined || !entries.certain || entries.links.some((link) => link !== wanted)) {
    const because = `${premises} may not have heard of ${remote} over ${wanted ?? 'any other link'} yet`;
    return { code: 'held-unheard', because };
  }
  const because = doubt(wanted, world);
  if (because !== undefined) return { code: 'held-unheard', because };
  const lost = [...entryFates(world, premises, remote, after).values()].some(isLost);
  if (lost) return { code: 'held-loses-path', because: `what enters over ${wanted} does not arrive at ${remote}` };
  return isolation(world);
}

export const announcedPath: Guard = (change, world) => {
  if (change.kind !== 'announcement') return undefined;
  return change.after === null ? takenBack(change, world) : made(change, world);
};
