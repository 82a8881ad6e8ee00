// Pure: the controller writes nothing but references from its own two tables to its own lists and its own links, steering
// prefixes of AWS sites on its own BGP links, and what the baseline says on these.
//
//   change                     touches                                                verdict
//   override                   a destination that this site has no prefix list of     hold
//   override, not removed      a link that has no attachment at this site             hold
//   of a BGP link              a link that has no session at this site                hold
//   announcement               what is no AWS site of this backbone                   hold
//   announcement               a site that nothing here leads to                      hold
//   any                        otherwise                                              pass

import { announcedRoutes } from '../plan-bgp';
import type { Guard, World } from './guard';

function foreignAnnouncement(link: string, remote: string, onward: string | null | undefined, world: World) {
  const site = world.backbone.sites.find(({ name }) => name === remote);
  if (site?.kind !== 'aws') return `${remote} is not an AWS site of this backbone`;
  const announcement = { site: world.routing.site, link, remote, ...(onward === undefined ? {} : { onward }) };
  return announcedRoutes(world.routing, announcement, site).length > 0
    ? undefined
    : `nothing at this site leads to ${remote}`;
}

export const ownedOnly: Guard = (change, world) => {
  const { routing } = world;
  const held = (because: string) => ({ code: 'held-not-owned', because }) as const;
  if (change.kind === 'override') {
    const { remote, after } = change;
    if (!routing.listOf.has(remote)) return held(`there is no prefix list of ${remote} at this site`);
    return after !== null && !routing.attachmentOf.has(after)
      ? held(`link ${after} has no attachment at this site`)
      : undefined;
  }
  if (!routing.sessionOf.has(change.link)) return held(`link ${change.link} has no BGP session at this site`);
  if (change.kind !== 'announcement') return undefined;
  const because = foreignAnnouncement(change.link, change.remote, change.after?.onward, world);
  return because === undefined ? undefined : held(because);
};
