// Pure: nothing is changed at the end of a BGP link that cannot be read, as nobody knows what a change would come to. What
// this site itself forwards over the link is read and written elsewhere, and goes on.
//
//   end of the link                        change                                                     verdict
//   read                                   any                                                        pass
//   not read                               of what it announces, of its withdrawal, of its session    hold
//   not read, and said before what it is   moves traffic of this site onto it                         pass
//   not read, and never said anything      moves working traffic of this site onto it                 hold
//   not read, and never said anything      moves lost traffic of this site onto it                    pass
//   not read                               moves traffic of this site off it                          pass

import type { OverrideChange } from '../plan';
import { fateOf, isLost } from './believed-path';
import type { Guard, Held, World } from './guard';

function held(link: string): Held {
  return { code: 'held-unread', because: `what ${link} announces at this site cannot be read at the moment` };
}

function onto({ table, remote, to }: OverrideChange, world: World): Held | undefined {
  const { ends, publications, routing } = world;
  if (to.kind !== 'link' || ends.get(to.link)?.unread === undefined) return undefined;
  const isKnown = publications.get(routing.site)?.sessions?.[to.link] !== undefined;
  return isKnown || isLost(fateOf(world, remote, table)) ? undefined : held(to.link);
}

export const notOfUnreadEnd: Guard = (change, world) => {
  if (change.kind === 'override') return onto(change, world);
  return world.ends.get(change.link)?.unread === undefined ? undefined : held(change.link);
};
