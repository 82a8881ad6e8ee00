// Pure: the order of order.ts, as a guard.
//
//   next site delivers without us   traffic now   connected, announced, acknowledged   verdict
//   no                              any           any                                  hold
//   yes, it is the destination      any           any                                  pass
//   yes                             is lost       any                                  pass at once
//   yes                             arrives       no                                   hold
//   yes                             arrives       yes                                  pass

import { farSite } from '../../routing/shortest-paths';
import { deliversWithout, isAcknowledged, isConnected } from '../order';
import { isDelivered } from './believed-path';
import { type Guard, standingOf } from './guard';

export const inAgreedOrder: Guard = ({ from, to, remote, table }, world) => {
  const { backbone, routing, publications, nowMs } = world;
  if (to.kind !== 'link')
    return { code: 'held-order', because: `nothing would be left that leads all of it to ${remote}` };
  if (from.kind === 'link' && from.link === to.link) return undefined;
  const link = backbone.links.find(({ name }) => name === to.link);
  if (!link) return { code: 'held-not-owned', because: `link ${to.link} is not part of this backbone` };
  const next = farSite(link, routing.site);
  if (next === remote) return undefined;
  const usable = (name: string) => standingOf(world, name) !== 'down';
  if (!usable(to.link) || !deliversWithout(backbone, publications, next, remote, routing.site, usable))
    return { code: 'held-order', because: `${next} is not known to deliver to ${remote} without sending it back` };
  if (!isDelivered(world, remote, table)) return undefined;
  if (!isConnected(backbone, routing.site, publications, nowMs))
    return { code: 'held-isolated', because: `no fresh word from ${backbone.policy.admission}, the admission site` };
  if (!isAcknowledged(backbone, routing.site, remote, to.link, publications, nowMs))
    return { code: 'held-unannounced', because: `not every site has read that ${remote} is to move to ${to.link}` };
  return undefined;
};
