// Pure: the BGP session of a link is taken down only where premises fall back to another link at once. What is lost by it
// comes back only minutes later, so that nothing is taken for granted of that other link.
//
//   another link of the premises is up,   the word of its   this site is   the session is   verdict
//   with BGP, and says its baseline       end is to trust   heard
//   no                                    any               any            to go down       hold
//   yes                                   no                any            to go down       hold
//   yes                                   yes               no             to go down       hold
//   yes                                   yes               yes            to go down       pass
//   any                                   any               any            to come back     pass

import { doubt, isolation } from './announced-path';
import type { Guard } from './guard';
import { announcersBeside } from './withdrawn-path';

export const fallsBackElsewhere: Guard = (change, world) => {
  if (change.kind !== 'bgp-down' || !change.after) return undefined;
  const others = announcersBeside(change, world);
  if (others.length === 0) {
    const because = `no other link of ${change.premises} is known to announce in its place`;
    return { code: 'held-last-announcer', because };
  }
  const doubts = others.map((link) => doubt(link, world));
  const [because] = doubts.includes(undefined) ? [] : doubts;
  return because === undefined ? isolation(world) : { code: 'held-unheard', because };
};
