// What a running backbone is at this moment: everything read at once, and put together.

import { type Overview, overviewOf } from '../../controller/operator/overview';
import { type SeenBackbone, seeBackbone } from '../../controller/operator/seen-backbone';
import { readSites } from '../../controller/operator/site-reading';
import { toldLately } from '../../controller/operator/told-lately';
import type { LiveWorld } from './live-world';

export async function see({ sites, declared, now }: LiveWorld): Promise<SeenBackbone> {
  const readings = await readSites(sites);
  return seeBackbone(declared, readings, now());
}

export async function overviewNow(world: LiveWorld): Promise<Overview> {
  const seen = await see(world);
  const at = world.sites.find(({ site }) => site === seen.seenBy);
  const { told, unread } = at ? await toldLately(seen, at) : { told: new Map(), unread: [] };
  return overviewOf(seen, told, unread);
}
