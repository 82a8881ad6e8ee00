// Pure: bridging announcements. What premises send over a link that is down is being lost, and an announcement on a
// Direct Connect link takes minutes to be heard. Until it is, the best VPN way that works announces, too; that takes
// seconds.
//
//   shortest path enters by   its announcement   premises may now enter by a link that is down   bridge
//   a VPN                     any                any                                             none: it announces itself
//   a Direct Connect link     heard              any                                             none
//   a Direct Connect link     not heard          no                                              none
//   a Direct Connect link     not heard          yes                                             the best VPN way

import type { Backbone } from '../routing/backbone';
import { linksAt, nextHops, type Standings, workingDestinations } from '../routing/shortest-paths';
import type { Announcement } from './announcements';
import { entriesOf, isHeard, type Voices } from './premises-entries';
import type { SessionEnd, SiteRouting } from './site-routing';

/** The backbone without the premises' Direct Connect links. */
function withoutDirectConnect(backbone: Backbone, premises: string): Backbone {
  const links = backbone.links.filter(({ kind, between }) => kind !== 'direct-connect' || !between.includes(premises));
  return { ...backbone, links };
}

/** True when what premises send may be lost now, if no VPN announced, and the link that is to take it is not heard. */
function isWaitedFor(
  backbone: Backbone,
  { premises }: SessionEnd,
  remote: string,
  voices: Voices,
  standings: Standings,
): boolean {
  const entry = nextHops(backbone, premises, standings).get(remote);
  if (entry?.kind !== 'direct-connect') return false;
  const voice = voices.get(entry.name);
  const sinceMs = voice?.session.announced[remote];
  if (voice && sinceMs !== undefined && isHeard(sinceMs, voice)) return false;
  const vpns = new Set(backbone.links.filter(({ kind }) => kind === 'site-to-site-vpn').map(({ name }) => name));
  const unbridged = new Map(
    [...voices].map(([link, { session, ...voice }]) => {
      const { [remote]: _, ...announced } = session.announced;
      return [link, { ...voice, session: vpns.has(link) ? { ...session, announced } : session }] as const;
    }),
  );
  return entriesOf(backbone, premises, remote, unbridged, standings).links.some(
    (link) => standings.get(link) === 'down',
  );
}

/** The bridges that a site should hold over its own VPN links. */
export function bridgesFor(
  routing: SiteRouting,
  backbone: Backbone,
  standings: Standings,
  voices: Voices,
): readonly Announcement[] {
  const onwards = nextHops(backbone, routing.site, standings);
  return [...routing.sessionOf.values()].flatMap((end) => {
    const isCut = linksAt(backbone, end.premises).some(({ name }) => standings.get(name) === 'down');
    if (end.edgeTable === undefined || !isCut) return [];
    const vpnOnly = withoutDirectConnect(backbone, end.premises);
    const working = workingDestinations(vpnOnly, end.premises, standings);
    const ways = nextHops(vpnOnly, end.premises, standings);
    const remotes = backbone.sites.filter(({ kind, name }) => kind === 'aws' && working.has(name));
    return remotes.flatMap(({ name: remote }): Announcement[] => {
      const onward = remote === routing.site ? null : onwards.get(remote)?.name;
      if (onward === undefined || ways.get(remote)?.name !== end.link) return [];
      if (!isWaitedFor(backbone, end, remote, voices, standings)) return [];
      return [{ site: routing.site, link: end.link, remote, onward }];
    });
  });
}
