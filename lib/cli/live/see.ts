// What a running backbone is at this moment: everything read at once, and put together.

import { type LastTold, lastTold } from '../../controller/operator/link-reports';
import { type Overview, overviewOf } from '../../controller/operator/overview';
import { type SeenBackbone, seeBackbone } from '../../controller/operator/seen-backbone';
import { readSites, reasonOf, type Unread } from '../../controller/operator/site-reading';
import type { LiveWorld } from './live-world';

/** What happened before is not looked for when a link's state has been as it is for longer. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;

export async function see({ sites, declared, now }: LiveWorld): Promise<SeenBackbone> {
  const readings = await readSites(sites);
  return seeBackbone(declared, readings, now());
}

interface Told {
  readonly told: LastTold;
  readonly unread: readonly Unread[];
}

/** Since when links are as they are, as the site has said whose replica gives the view. */
async function toldOf({ seenBy, states, nowMs }: SeenBackbone, { sites }: LiveWorld): Promise<Told> {
  const at = sites.find(({ site }) => site === seenBy);
  if (!at) return { told: new Map(), unread: [] };
  try {
    const links = states.map(({ link }) => link);
    return { told: await lastTold(links, at.audited(at.site, nowMs - LOOK_BACK_MS)), unread: [] };
  } catch (error) {
    return { told: new Map(), unread: [{ site: at.site, what: 'audit', why: reasonOf(error) }] };
  }
}

export async function overviewNow(world: LiveWorld): Promise<Overview> {
  const seen = await see(world);
  const { told, unread } = await toldOf(seen, world);
  return overviewOf(seen, told, unread);
}
