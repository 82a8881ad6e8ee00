// Pure: ends of BGP links that cannot be read at the moment, as this site last published them. It is the only one that
// writes them beside deployments, which leave alone what it wrote, and what it is about to ask of Direct Connect it has
// published before (begun-updates.ts).
//
//   last published of the end          the end is taken to
//   nothing is withdrawn               say what CloudFormation wrote
//   it is withdrawn, or partly         say the same without what a withdrawal takes back
//   it announces a site                announce all steering prefixes of the site besides
//   an update is under way             be updating still
//   nothing at all                     say what CloudFormation wrote, and be updating: nobody relies on any of it
//
// What the steered tables learn over a link is asked of EC2, and read in any case.

import { type Prefix, prefix, samePrefix } from '../net/prefix';
import type { Backbone } from '../routing/backbone';
import type { GatewayRoute, GatewayTable } from '../routing/network';
import type { Publication, PublishedSession } from './database';
import { announcedRoutes } from './plan-bgp';
import type { AllowedPrefixes, BgpReading } from './ports';
import type { SessionEnd, SiteRouting } from './site-routing';
import { withdrawnPrefixes } from './steer';

/** An end, and what was published of it. */
interface Known {
  readonly end: SessionEnd;
  readonly session: PublishedSession | undefined;
}

/** Tells which parts of the baseline are there still. */
function standing({ session }: Known, gone: readonly Prefix[]): (to: Prefix) => boolean {
  const isWithdrawn = session?.withdrawnMs !== undefined || session?.partly === true;
  return (to) => !(isWithdrawn && gone.some((one) => samePrefix(one, to)));
}

type Route = SessionEnd['edgeStatics'][number];

/** Every announcement that stands, as routes; on Direct Connect they lead nowhere. */
function announced({ end, session }: Known, routing: SiteRouting, { sites }: Backbone): readonly Route[] {
  const drawn = sites.filter(({ name }) => session?.announced[name] !== undefined);
  return drawn.flatMap((remote): readonly Route[] => {
    const onward = end.edgeTable === undefined ? {} : { onward: session?.onward?.[remote.name]?.[0] ?? null };
    const announcement = { site: routing.site, link: end.link, remote: remote.name, ...onward };
    const routes = announcedRoutes(routing, announcement, remote);
    return routes.map((route) => ({ prefix: route.prefix, attachment: route.attachment ?? '' }));
  });
}

function allowedAsPublished(
  known: Known,
  gone: readonly Prefix[],
  routing: SiteRouting,
  backbone: Backbone,
): AllowedPrefixes {
  const { end, session } = known;
  const prefixes = [
    ...end.allowed.filter(standing(known, gone)),
    ...announced(known, routing, backbone).map((one) => one.prefix),
  ];
  return { prefixes, settled: session !== undefined && session.changing === undefined };
}

function edgeAsPublished(known: Known, gone: readonly Prefix[], routing: SiteRouting, backbone: Backbone) {
  const { end } = known;
  const stands = standing(known, gone);
  const vpcs = end.edgeVpcs.filter((route) => stands(route.prefix));
  const statics = [...end.edgeStatics.filter((route) => stands(route.prefix)), ...announced(known, routing, backbone)];
  const route = (origin: GatewayRoute['origin']) => (one: Route) =>
    ({
      prefix: one.prefix,
      origin,
      target: { kind: 'attachment', attachment: one.attachment },
      source: end.link,
    }) as const;
  const table: GatewayTable = {
    id: end.edgeTable ?? '',
    name: `edge-${end.link}`,
    gateway: routing.gateway,
    routes: [...statics.map(route('static')), ...vpcs.map(route('vpc'))],
  };
  return { table, vpcs: [...new Set(vpcs.map(({ attachment }) => attachment))] };
}

/** The reading with the ends that are missing in it. */
export function asPublished(
  reading: BgpReading,
  routing: SiteRouting,
  backbone: Backbone,
  sessions: Publication['sessions'],
): BgpReading {
  const { unread = new Map<string, string>() } = reading;
  const gone = withdrawnPrefixes(backbone, routing.site).map(prefix);
  const missing = [...routing.sessionOf.values()].filter(({ link }) => unread.has(link));
  const known = missing.map((end): Known => ({ end, session: sessions?.[end.link] }));
  const direct = known.filter(({ end }) => end.edgeTable === undefined);
  const edges = known
    .filter(({ end }) => end.edgeTable !== undefined)
    .map((one) => [one.end.link, edgeAsPublished(one, gone, routing, backbone)] as const);
  return {
    ...reading,
    edges: new Map([...reading.edges, ...edges.map(([link, { table }]) => [link, table] as const)]),
    edgePropagations: new Map([...reading.edgePropagations, ...edges.map(([link, { vpcs }]) => [link, vpcs] as const)]),
    allowed: new Map([
      ...reading.allowed,
      ...direct.map((one) => [one.end.link, allowedAsPublished(one, gone, routing, backbone)] as const),
    ]),
  };
}
