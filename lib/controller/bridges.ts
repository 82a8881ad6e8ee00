// Pure: bridging announcements. What premises send over a link that is down is being lost, and the link that is to take it
// may not be heard for a while: an announcement on a Direct Connect link takes minutes, and a site apart (ways-now.ts) may
// never make it, because it takes another link for the one. Until it is heard, others announce, too.
//
//   shortest path enters by   its announcement   premises may now enter by a link that is down   bridges
//   a VPN of a site alike     any                any                                             none: it announces itself
//   any link                  heard              any                                             none
//   any link                  not heard          no                                              none
//   Direct Connect            not heard          yes                                             the best VPN way
//   a link of a site apart    not heard          yes                                             the best way of all, and by VPN
//
// Ways over links of sites apart are left out: nobody knows whether these announce.

import type { Backbone, BackboneLink } from '../routing/backbone';
import { farSite, nextHops, type Standings, workingDestinations } from '../routing/shortest-paths';
import type { Announcement } from './announcements';
import type { PublishedSession } from './database';
import { entriesOf, isHeard, type Voices } from './premises-entries';
import type { SessionEnd, SiteRouting } from './site-routing';

/** What the sites look at, besides their own ends. */
interface Seen {
  readonly backbone: Backbone;
  readonly standings: Standings;
  readonly voices: Voices;
  /** Other sites that may not act alike. */
  readonly apart: ReadonlySet<string>;
}

/** The backbone with only these of the premises' links. */
function withLinks(backbone: Backbone, premises: string, keep: (link: BackboneLink) => boolean): Backbone {
  return { ...backbone, links: backbone.links.filter((link) => !link.between.includes(premises) || keep(link)) };
}

function without(session: PublishedSession, remote: string): PublishedSession {
  const { [remote]: made, ...announced } = session.announced;
  return made === undefined ? session : { ...session, announced };
}

/** True when what premises send may be lost now, if nobody bridged, and the link that is to take it is not heard. */
function isWaitedFor(entry: BackboneLink, premises: string, remote: string, seen: Seen): boolean {
  const { backbone, standings, voices, apart } = seen;
  const isApart = apart.has(farSite(entry, premises));
  if (entry.kind !== 'direct-connect' && !isApart) return false;
  const voice = voices.get(entry.name);
  const sinceMs = voice?.session.announced[remote];
  if (voice && sinceMs !== undefined && isHeard(sinceMs, voice)) return false;
  const vpns = new Set(backbone.links.filter(({ kind }) => kind === 'site-to-site-vpn').map(({ name }) => name));
  const bridges = (link: string) => isApart || vpns.has(link);
  const unbridged = new Map(
    [...voices].map(([link, voice]) => [
      link,
      bridges(link) ? { ...voice, session: without(voice.session, remote) } : voice,
    ]),
  );
  return entriesOf(backbone, premises, remote, unbridged, standings).links.some(
    (link) => standings.get(link) === 'down',
  );
}

/** True when this link is the best way to the site over the premises' links that are kept, and works. */
function isBest(kept: Backbone, { link, premises }: SessionEnd, remote: string, standings: Standings): boolean {
  if (nextHops(kept, premises, standings).get(remote)?.name !== link) return false;
  return workingDestinations(kept, premises, standings).has(remote);
}

/** The sites toward which this end of a link should bridge. */
function bridgedBy(end: SessionEnd, seen: Seen): readonly string[] {
  const { backbone, standings, apart } = seen;
  const { premises } = end;
  const isAlike = (link: BackboneLink) => !apart.has(farSite(link, premises));
  const byVpn = withLinks(backbone, premises, (link) => link.kind === 'site-to-site-vpn' && isAlike(link));
  const byAny = withLinks(backbone, premises, isAlike);
  const entries = nextHops(backbone, premises, standings);
  return backbone.sites.flatMap(({ name: remote, kind }) => {
    const entry = entries.get(remote);
    if (kind !== 'aws' || !entry || !isWaitedFor(entry, premises, remote, seen)) return [];
    const ways = isAlike(entry) ? [byVpn] : [byVpn, byAny];
    return ways.some((kept) => isBest(kept, end, remote, standings)) ? [remote] : [];
  });
}

/** The bridges that a site should hold over its own links. */
export function bridgesFor(routing: SiteRouting, seen: Seen): readonly Announcement[] {
  const { backbone, standings } = seen;
  if (![...standings.values()].includes('down')) return [];
  const onwards = nextHops(backbone, routing.site, standings);
  return [...routing.sessionOf.values()].flatMap((end) =>
    bridgedBy(end, seen).flatMap((remote): Announcement[] => {
      const announcement = { site: routing.site, link: end.link, remote };
      if (end.edgeTable === undefined) return [announcement];
      const onward = remote === routing.site ? null : onwards.get(remote)?.name;
      return onward === undefined ? [] : [{ ...announcement, onward }];
    }),
  );
}
