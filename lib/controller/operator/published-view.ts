// Pure: a running backbone as one site alone can know it: by its own replica of the database. No table is read, so flows are
// where the controllers say that their tables lead.

import { err, ok } from '../../net/result';
import { allFlows } from '../../routing/backbone';
import type { SiteConfig } from '../site-plan/read-site';
import type { LastTold } from './link-reports';
import type { SiteReplica } from './operator-site';
import { type Overview, overviewOf } from './overview';
import { type SeenBackbone, seeBackbone } from './seen-backbone';
import type { SiteReading, Unread } from './site-reading';

/** As nobody has asked the others for anything. */
function unasked(site: string): SiteReading {
  const why = 'it was not asked';
  return { site, region: '', config: err(why), replica: err(why) };
}

/** `site`: whose replica it is. */
export function seePublished(config: SiteConfig, replica: SiteReplica, nowMs: number): SeenBackbone {
  const { backbone, routing } = config;
  const readings = backbone.sites
    .filter(({ kind }) => kind === 'aws')
    .map(({ name }) =>
      name === routing.site ? { ...unasked(name), config: ok(config), replica: ok(replica) } : unasked(name),
    );
  return seeBackbone({ ...backbone, flows: allFlows(backbone.sites, []) }, readings, nowMs);
}

/** What could not be read at the site itself is told, and nothing of the others, which were not asked. */
export function publishedOverview(seen: SeenBackbone, told: LastTold, more: readonly Unread[] = []): Overview {
  const overview = overviewOf(seen, told, more);
  return { ...overview, unread: overview.unread.filter(({ site }) => site === seen.seenBy) };
}
