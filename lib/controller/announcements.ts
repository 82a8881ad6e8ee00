// Pure: desired announcements, from scratch: what the AWS ends of BGP links say beyond the baseline, to draw what an
// on-prem site sends onto the link by which its shortest path enters. Steering prefixes are longer than anything that
// the baseline announces, so the router takes them wherever they are heard.
//
//   shortest path of the premises to d enters by   this link's baseline already does that   announcement
//   another link                                   any                                      none
//   this link                                      yes, and forwards d as it should         none
//   this link                                      no                                       d's steering prefixes
//   none that works                                any                                      what stands, stays

import type { Backbone, BackboneSite } from '../routing/backbone';
import type { GatewayTable } from '../routing/network';
import { nextHops, type Standings, workingDestinations } from '../routing/shortest-paths';
import { effectiveLink, goesTo } from './effective';
import { specificsOf } from './site-prefixes';
import type { SessionEnd, SiteRouting } from './site-routing';

/** The steering prefixes of one AWS site, announced over one BGP link by the site at its AWS end. */
export interface Announcement {
  readonly site: string;
  readonly link: string;
  /** The AWS site that is drawn there; may be `site` itself. */
  readonly remote: string;
  /**
   * VPN: the link of `site` over which the edge table sends them on; null: to the site's own VPCs. Absent on Direct
   * Connect, where an announcement forwards nothing: `transit` does.
   */
  readonly onward?: string | null;
}

/** The edge tables of a site's VPN links without what the controller put there, by link name. */
export type EdgeTables = ReadonlyMap<string, Pick<GatewayTable, 'routes'>>;

/** True when the edge table already sends all of the remote's traffic on as it should. */
function forwards(edge: Pick<GatewayTable, 'routes'>, remote: BackboneSite, onward: string | null, site: SiteRouting) {
  const effective = effectiveLink(edge, specificsOf(remote), site);
  return onward === null ? effective.kind === 'none' : goesTo(effective, onward);
}

function announcementFor(
  end: SessionEnd,
  remote: BackboneSite,
  routing: SiteRouting,
  edges: EdgeTables,
  backbone: Backbone,
  standings: Standings,
): readonly Announcement[] {
  const usual = nextHops(backbone, end.premises).get(remote.name)?.name === end.link;
  const announcement = { site: routing.site, link: end.link, remote: remote.name };
  if (end.edgeTable === undefined) return usual ? [] : [announcement];
  const onward =
    remote.name === routing.site ? null : nextHops(backbone, routing.site, standings).get(remote.name)?.name;
  const edge = edges.get(end.link);
  if (onward === undefined || !edge) return [];
  return usual && forwards(edge, remote, onward, routing) ? [] : [{ ...announcement, onward }];
}

/**
 * The announcements that a site should hold over its own BGP links; `standing` are those that it holds, which stay where
 * no working path is known. Sorted by link, then by remote site.
 */
export function announcementsFor(
  routing: SiteRouting,
  edges: EdgeTables,
  standing: readonly Announcement[],
  backbone: Backbone,
  standings: Standings,
): readonly Announcement[] {
  const remotes = backbone.sites.filter(({ kind }) => kind === 'aws');
  return [...routing.sessionOf.values()].flatMap((end) => {
    const entries = nextHops(backbone, end.premises, standings);
    const working = workingDestinations(backbone, end.premises, standings);
    return remotes.flatMap((remote) => {
      if (!working.has(remote.name))
        return standing.filter(({ link, remote: drawn }) => link === end.link && drawn === remote.name);
      if (entries.get(remote.name)?.name !== end.link) return [];
      return announcementFor(end, remote, routing, edges, backbone, standings);
    });
  });
}
