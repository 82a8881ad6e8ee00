// Pure: traffic leaves only as many voluntarily drained links at once as the policy allows, those admitted first. The
// admission site sees to it; this guard holds when it did not. Links that are down do not count, nor does lost traffic.

import { fateOf, isLost } from './believed-path';
import { type Guard, standingOf } from './guard';

export const withinDrainLimit: Guard = ({ from, to, remote, table }, world) => {
  if (from.kind !== 'link' || (to.kind === 'link' && to.link === from.link)) return undefined;
  const drained = world.snapshot.admissions
    .filter(({ link }) => standingOf(world, link) === 'drained')
    .sort((a, b) => a.atMs - b.atMs || (a.link < b.link ? -1 : 1))
    .map(({ link }) => link);
  const limit = world.backbone.policy.maxConcurrentDrains;
  if (drained.indexOf(from.link) < limit || isLost(fateOf(world, remote, table))) return undefined;
  const because = `${drained.length} links are drained at once and ${limit} may be: ${drained.join(', ')}`;
  return { code: 'held-too-many-drains', because };
};
