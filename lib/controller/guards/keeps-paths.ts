// Pure: no flow that has a working path before a change loses it by the change, whichever site the flow starts at,
// premises included. What takes announcements and advertisements away has guards of its own.
//
//   a flow toward the destination now   after the change     verdict
//   arrives                             arrives              pass
//   arrives                             is lost, or may be   hold
//   may arrive                          is lost              hold
//   may arrive                          arrives, or may      pass
//   is lost                             any                  pass

import type { Outcome } from '../../routing/trace';
import type { PublishedHops } from '../database';
import { linksIn } from '../effective';
import type { OverrideChange } from '../plan';
import { fatesToward, isLost } from './believed-path';
import type { Guard } from './guard';

/** This site's next hops toward the destination when the change has been made. */
export function hopsAfter({ to, table }: OverrideChange, hops: PublishedHops): PublishedHops {
  return { ...hops, [table]: linksIn(to) };
}

/** What arrives must go on arriving; what may arrive must not be lost. */
function losesIt(before: Outcome | undefined, after: Outcome | undefined): boolean {
  if (before === undefined || after === undefined || isLost(before)) return false;
  return before === 'delivered' ? after !== 'delivered' : isLost(after);
}

export const keepsEveryPath: Guard = (change, world) => {
  if (change.kind !== 'override') return undefined;
  const hops = world.ownHops[change.remote] ?? { transit: [], spokes: [] };
  const before = fatesToward(world, change.remote, hops);
  const after = fatesToward(world, change.remote, hopsAfter(change, hops));
  const lost = [...before.keys()].filter((site) => losesIt(before.get(site), after.get(site)));
  if (lost.length === 0) return undefined;
  return { code: 'held-loses-path', because: `traffic to ${change.remote} would be lost from ${lost.join(', ')}` };
};
