// Pure: the difference between what the AWS ends of a site's BGP links say and what they should, as changes.

import { samePrefix } from '../net/prefix';
import type { Backbone, BackboneSite } from '../routing/backbone';
import type { Announcement } from './announcements';
import { type BgpEnd, type BgpEnds, isNothing } from './bgp-ends';
import type { AnnouncementChange, WithdrawalChange } from './plan';
import { steeringOf } from './site-prefixes';
import type { SiteRouting } from './site-routing';
import { edgeRoutes } from './steer';
import type { Withdrawal } from './withdrawals';

/** The routes, or on Direct Connect the prefixes, that make an announcement. */
export function announcedRoutes(routing: SiteRouting, { onward }: Announcement, remote: BackboneSite) {
  if (onward !== undefined) return edgeRoutes(routing, remote, onward);
  return steeringOf(remote).map((to) => ({ prefix: to, attachment: undefined }));
}

/** True when exactly this stands. */
function stands(at: BgpEnd, announcement: Announcement, routing: SiteRouting, remote: BackboneSite): boolean {
  const have = at.announced.get(remote.name)?.routes ?? [];
  const want = announcedRoutes(routing, announcement, remote);
  return (
    have.length === want.length &&
    want.every((one) => have.some((h) => samePrefix(h.prefix, one.prefix) && h.attachment === one.attachment))
  );
}

export function planAnnouncements(
  routing: SiteRouting,
  ends: BgpEnds,
  backbone: Backbone,
  desired: readonly Announcement[],
): readonly AnnouncementChange[] {
  return [...ends.values()].flatMap((at) =>
    backbone.sites.flatMap((remote): AnnouncementChange[] => {
      const { link, premises } = at.end;
      const after = desired.find((a) => a.link === link && a.remote === remote.name) ?? null;
      const before = at.announced.has(remote.name);
      if (after === null ? !before : stands(at, after, routing, remote)) return [];
      return [{ kind: 'announcement', link, premises, remote: remote.name, before, after }];
    }),
  );
}

/** A link that has nothing to take back, as the only site's only link, is neither withdrawn nor restored. */
export function planWithdrawals(ends: BgpEnds, desired: readonly Withdrawal[]): readonly WithdrawalChange[] {
  const wanted = new Set(desired.map(({ link }) => link));
  return [...ends.values()].flatMap(({ end: { link, premises }, withdrawn, standing, missing }): WithdrawalChange[] => {
    const after = wanted.has(link) ? 'whole' : 'none';
    if (isNothing(after === 'whole' ? standing : missing)) return [];
    return [{ kind: 'withdrawal', link, premises, before: withdrawn, after }];
  });
}
