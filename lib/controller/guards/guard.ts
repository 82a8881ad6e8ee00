// Pure: what a guard is. Guards are filters over a plan: each looks at one change in one world and may hold it back.
// What is held is reported and tried again, never dropped.

import type { Code } from '../../net/codes';
import type { Backbone } from '../../routing/backbone';
import type { Standing, Standings } from '../../routing/shortest-paths';
import type { BgpTests } from '../bgp-down/test-port';
import type { BgpEnds } from '../bgp-ends';
import type { PublishedHops, Snapshot } from '../database';
import type { LinkState } from '../link-state/link-states';
import type { Publications } from '../order';
import type { Change, SteeredTables } from '../plan';
import type { Voices } from '../premises-entries';
import type { SiteRouting } from '../site-routing';

/** Everything a guard may look at. */
export interface World {
  readonly nowMs: number;
  readonly backbone: Backbone;
  readonly routing: SiteRouting;
  readonly tables: SteeredTables;
  readonly snapshot: Snapshot;
  readonly publications: Publications;
  readonly states: readonly LinkState[];
  readonly standings: Standings;
  /** This site's own next hops, read from its tables a moment ago. */
  readonly ownHops: Readonly<Record<string, PublishedHops>>;
  /** This site's ends of BGP links, read a moment ago. */
  readonly ends: BgpEnds;
  /** What the AWS ends of all BGP links say, this site's own included. */
  readonly voices: Voices;
  /** By link, tests in which AWS holds BGP down; absent: not read, or nothing that this site may do. */
  readonly tests?: BgpTests;
}

export interface Held {
  readonly code: Code;
  readonly because: string;
}

/** Undefined: the guard lets the change pass. */
export type Guard = (change: Change, world: World) => Held | undefined;

export function standingOf(world: World, link: string): Standing {
  return world.standings.get(link) ?? 'up';
}
