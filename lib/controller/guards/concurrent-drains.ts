// Pure: traffic leaves only as many voluntarily drained links at once as the policy allows, those admitted first. The
// admission site sees to it; this guard holds when it did not. Links that are down do not count, nor does lost traffic.
//
//   the change takes from a link     the link was admitted, and is drained   traffic    verdict
//   nothing, or only part of it      any                                     any        pass
//   all of it                        no, or among the first that may be      any        pass
//   all of it                        after as many as may be                 is lost    pass
//   all of it                        after as many as may be                 not lost   hold

import type { Change } from '../plan';
import { entriesOf } from '../premises-entries';
import { fateOf, isEntryLost, isLost } from './believed-path';
import { type Guard, standingOf, type World } from './guard';

/** The links that all of the traffic leaves by this change, unless it is lost. */
function leaves(change: Change, world: World): readonly string[] {
  if (change.kind === 'override') {
    const { from, to, remote, table } = change;
    if (from.kind !== 'link' || (to.kind === 'link' && to.link === from.link)) return [];
    return isLost(fateOf(world, remote, table)) ? [] : [from.link];
  }
  if (change.kind !== 'announcement' || change.after === null) return [];
  const { premises, remote, link } = change;
  if (isEntryLost(world, premises, remote)) return [];
  return entriesOf(world.backbone, premises, remote, world.voices, world.standings).links.filter((l) => l !== link);
}

export const withinDrainLimit: Guard = (change, world) => {
  const drained = world.snapshot.admissions
    .filter(({ link }) => standingOf(world, link) === 'drained')
    .sort((a, b) => a.atMs - b.atMs || (a.link < b.link ? -1 : 1))
    .map(({ link }) => link);
  const limit = world.backbone.policy.maxConcurrentDrains;
  const beyond = drained.slice(limit);
  if (beyond.length === 0 || !leaves(change, world).some((link) => beyond.includes(link))) return undefined;
  const because = `${drained.length} links are drained at once and ${limit} may be: ${drained.join(', ')}`;
  return { code: 'held-too-many-drains', because };
};
