// Pure: the order of order.ts, as a guard over overrides.
//
//   traffic now   next site                                connected, announced, acknowledged   verdict
//   any           is the destination                       any                                  pass
//   in a circle   what the baseline says                   any                                  pass: it ends the circle
//   is lost       does not deliver without us              any                                  hold
//   is lost       delivers without us                      any                                  pass at once
//   not lost      does not deliver without us, or only     any                                  hold
//                 by the word of a site that fell silent
//   not lost      delivers without us                      no                                   hold
//   not lost      delivers without us                      yes                                  pass

import { farSite } from '../../routing/shortest-paths';
import { deliversWithout, isAcknowledged, isConnected, publicationsOfMembers } from '../order';
import type { OverrideChange } from '../plan';
import { fateOf, isLost } from './believed-path';
import { type Guard, type Held, standingOf, type World } from './guard';

/** What working traffic needs besides a next site that delivers. */
function agreement({ remote }: OverrideChange, link: string, world: World): Held | undefined {
  const { backbone, routing, publications, nowMs } = world;
  if (!isConnected(backbone, routing.site, publications, nowMs))
    return { code: 'held-isolated', because: `no fresh word from ${backbone.policy.admission}, the admission site` };
  if (!isAcknowledged(backbone, routing.site, remote, link, publications, nowMs))
    return { code: 'held-unannounced', because: `not every site has read that ${remote} is to move to ${link}` };
  return undefined;
}

export const inAgreedOrder: Guard = (change, world) => {
  if (change.kind !== 'override') return undefined;
  const { from, to, remote, table, after } = change;
  const { backbone, routing, publications, nowMs } = world;
  if (to.kind !== 'link')
    return { code: 'held-order', because: `nothing would be left that leads all of it to ${remote}` };
  if (from.kind === 'link' && from.link === to.link) return undefined;
  const link = backbone.links.find(({ name }) => name === to.link);
  if (!link) return { code: 'held-not-owned', because: `link ${to.link} is not part of this backbone` };
  const next = farSite(link, routing.site);
  if (next === remote) return undefined;
  const fate = fateOf(world, remote, table);
  if (fate === 'loop' && after === null) return undefined;
  const words = isLost(fate) ? publications : publicationsOfMembers(backbone, routing.site, publications, nowMs);
  const usable = (name: string) => standingOf(world, name) !== 'down';
  if (!usable(to.link) || !deliversWithout(backbone, words, next, remote, routing.site, usable))
    return { code: 'held-order', because: `${next} is not known to deliver to ${remote} without sending it back` };
  return isLost(fate) ? undefined : agreement(change, to.link, world);
};
