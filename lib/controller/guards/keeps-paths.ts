// Pure: no flow that has a working path before a change loses it by the change, whichever site the flow starts at.

import type { PublishedHops } from '../database';
import { linksIn } from '../effective';
import type { Change } from '../plan';
import { sitesDelivered } from './believed-path';
import type { Guard } from './guard';

function hopsAfter({ to, table }: Change, hops: PublishedHops): PublishedHops {
  return { ...hops, [table]: linksIn(to) };
}

export const keepsEveryPath: Guard = (change, world) => {
  const hops = world.ownHops[change.remote] ?? { transit: [], spokes: [] };
  const after = new Set(sitesDelivered(world, change.remote, hopsAfter(change, hops)));
  const lost = sitesDelivered(world, change.remote, hops).filter((site) => !after.has(site));
  if (lost.length === 0) return undefined;
  return { code: 'held-loses-path', because: `traffic to ${change.remote} would be lost from ${lost.join(', ')}` };
};
