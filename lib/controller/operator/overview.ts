// Pure: everything that `detour status` shows, as one value.

import { type FlowPaths, flowPaths } from './flow-paths';
import { type LastTold, type LinkReport, linkReports } from './link-reports';
import type { SeenBackbone } from './seen-backbone';
import { type Unread, unreadIn } from './site-reading';
import { type SiteReport, siteReports } from './site-reports';
import { type Windows, windowsIn } from './windows';

export interface Overview extends Windows {
  readonly backbone: string;
  /** When it was read. */
  readonly atMs: number;
  /** The site whose replica of the database gives the view; absent: none could be read. */
  readonly seenBy?: string;
  /** Sites that were deployed otherwise than the topology file declares. */
  readonly apart: readonly string[];
  readonly sites: readonly SiteReport[];
  readonly links: readonly LinkReport[];
  readonly flows: readonly FlowPaths[];
  readonly unread: readonly Unread[];
}

export function overviewOf(seen: SeenBackbone, told: LastTold, more: readonly Unread[] = []): Overview {
  const { backbone, nowMs, seenBy, apart, readings } = seen;
  return {
    backbone: backbone.name,
    atMs: nowMs,
    ...(seenBy === undefined ? {} : { seenBy }),
    apart,
    sites: siteReports(seen),
    links: linkReports(seen, told),
    flows: seenBy === undefined ? [] : backbone.flows.map((flow) => flowPaths(flow, seen)),
    ...windowsIn(seen),
    unread: [...unreadIn(readings), ...more],
  };
}
