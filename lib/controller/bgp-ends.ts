// Pure: the AWS ends of a site's BGP links as they stand: what each announces beyond the baseline, and how much of its
// own routes and advertisements is withdrawn. Read, never remembered; what cannot be read is filled in before
// (unread-ends.ts).

import { type Prefix, prefix, samePrefix } from '../net/prefix';
import type { Backbone, BackboneSite } from '../routing/backbone';
import type { GatewayRoute, GatewayTable } from '../routing/network';
import type { Announcement } from './announcements';
import { effectiveLink, linksIn } from './effective';
import type { SteeredTables } from './plan';
import type { BgpReading, EdgeRoute } from './ports';
import { specificsOf, steeringOf } from './site-prefixes';
import { type SessionEnd, type SiteRouting, STEERED_TABLES } from './site-routing';
import { withdrawnPrefixes } from './steer';

/** How much of a link's own routes and advertisements is taken back; `part` is what a crash leaves. */
type Withdrawn = 'none' | 'part' | 'whole';

/** What an end announces of one AWS site beyond the baseline. */
interface AnnouncedPart {
  /** VPN: its static routes for steering prefixes of the site; Direct Connect: the prefixes without attachment. */
  readonly routes: readonly { readonly prefix: Prefix; readonly attachment?: string }[];
}

/** Pieces of a withdrawal, as far as they stand in the way of it being whole. */
interface Withdrawable {
  readonly propagations: readonly string[];
  readonly prefixes: readonly Prefix[];
  readonly edgeVpcs: readonly string[];
  readonly edgeRoutes: readonly EdgeRoute[];
}

export interface BgpEnd {
  readonly end: SessionEnd;
  /** By AWS site; sites of which nothing is announced are left out. */
  readonly announced: ReadonlyMap<string, AnnouncedPart>;
  readonly withdrawn: Withdrawn;
  /** What a withdrawal would take away, and what a restore would bring back. */
  readonly standing: Withdrawable;
  readonly missing: Withdrawable;
  /** Direct Connect: false while an update is under way. */
  readonly settled: boolean;
  /** It learns nothing from the premises although it would: BGP is down. */
  readonly unheard: boolean;
  /** AWS holds BGP down for a while: what the link brings comes back by itself. */
  readonly heldDown: boolean;
  /** VPN: the links over which the edge table sends each AWS site. */
  readonly onward: Readonly<Record<string, readonly string[]>>;
  /** Why it could not be read, so that all of this but what the steered tables learn is as last published; absent: it was. */
  readonly unread?: string;
}

export type BgpEnds = ReadonlyMap<string, BgpEnd>;

const NOTHING: GatewayTable = { id: '', name: '', gateway: '', routes: [] };

function isOneOf(prefixes: readonly Prefix[], to: Prefix): boolean {
  return prefixes.some((one) => samePrefix(one, to));
}

function targetOf({ target }: GatewayRoute): string {
  return target.kind === 'attachment' ? target.attachment : '';
}

function announcedOf(end: SessionEnd, reading: BgpReading, remote: BackboneSite): AnnouncedPart {
  const steering = steeringOf(remote);
  if (end.edgeTable === undefined) {
    const allowed = reading.allowed.get(end.link)?.prefixes ?? [];
    return { routes: steering.filter((one) => isOneOf(allowed, one)).map((to) => ({ prefix: to })) };
  }
  const routes = (reading.edges.get(end.link)?.routes ?? []).filter(
    (route) => route.origin === 'static' && isOneOf(steering, route.prefix),
  );
  return { routes: routes.map((route) => ({ prefix: route.prefix, attachment: targetOf(route) })) };
}

/** Everything that a withdrawal of this link takes back, in the baseline. */
function withdrawable(end: SessionEnd, routing: SiteRouting, backbone: Backbone): Withdrawable {
  const gone = withdrawnPrefixes(backbone, routing.site).map(prefix);
  const table = end.edgeTable ?? '';
  const steered = STEERED_TABLES.map((name) => routing.tables[name]);
  return {
    propagations: steered.filter((id) => end.propagatesTo.includes(id)),
    prefixes: end.allowed.filter((one) => isOneOf(gone, one)),
    edgeVpcs: [...new Set(end.edgeVpcs.filter((r) => isOneOf(gone, r.prefix)).map((r) => r.attachment))],
    edgeRoutes: end.edgeStatics.filter((r) => isOneOf(gone, r.prefix)).map((r) => ({ ...r, table })),
  };
}

/** The pieces for which the reading says the same as `present`. */
function pieces(all: Withdrawable, { link }: SessionEnd, reading: BgpReading, present: boolean): Withdrawable {
  const allowed = reading.allowed.get(link)?.prefixes ?? [];
  const statics = (reading.edges.get(link)?.routes ?? []).filter(({ origin }) => origin === 'static');
  const stands = (to: Prefix) => statics.some((route) => samePrefix(route.prefix, to));
  return {
    propagations: all.propagations.filter((id) => (reading.propagations.get(link) ?? []).includes(id) === present),
    prefixes: all.prefixes.filter((one) => isOneOf(allowed, one) === present),
    edgeVpcs: all.edgeVpcs.filter((id) => (reading.edgePropagations.get(link) ?? []).includes(id) === present),
    edgeRoutes: all.edgeRoutes.filter((route) => stands(route.prefix) === present),
  };
}

export function isNothing({ propagations, prefixes, edgeVpcs, edgeRoutes }: Withdrawable): boolean {
  return propagations.length + prefixes.length + edgeVpcs.length + edgeRoutes.length === 0;
}

/**
 * True when some table learns from the link and holds no route at all for something that the premises announce. A route
 * over another link says nothing: the one over this link may be hidden beneath it.
 */
function isUnheard(end: SessionEnd, routing: SiteRouting, tables: SteeredTables, reading: BgpReading): boolean {
  const learning = reading.propagations.get(end.link) ?? [];
  return STEERED_TABLES.some(
    (name) =>
      learning.includes(routing.tables[name]) &&
      end.announced.some((to) => !tables[name].routes.some((route) => samePrefix(route.prefix, to))),
  );
}

function endOf(
  end: SessionEnd,
  routing: SiteRouting,
  tables: SteeredTables,
  reading: BgpReading,
  backbone: Backbone,
  heldDown: ReadonlySet<string>,
): BgpEnd {
  const all = withdrawable(end, routing, backbone);
  const [standing, missing] = [pieces(all, end, reading, true), pieces(all, end, reading, false)];
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws');
  const parts = sites.map((site) => [site.name, announcedOf(end, reading, site)] as const);
  const edge = reading.edges.get(end.link) ?? NOTHING;
  const onward = sites
    .filter(({ name }) => end.edgeTable !== undefined && name !== routing.site)
    .map((site) => [site.name, linksIn(effectiveLink(edge, specificsOf(site), routing))] as const);
  const unread = reading.unread?.get(end.link);
  return {
    end,
    announced: new Map(parts.filter(([, { routes }]) => routes.length > 0)),
    withdrawn: isNothing(missing) ? 'none' : isNothing(standing) ? 'whole' : 'part',
    standing,
    missing,
    settled: reading.allowed.get(end.link)?.settled ?? true,
    unheard: isUnheard(end, routing, tables, reading),
    heldDown: heldDown.has(end.link),
    onward: Object.fromEntries(onward),
    ...(unread === undefined ? {} : { unread }),
  };
}

/** By link name. A site of which nothing could be read of BGP has none. On links in `heldDown` AWS holds BGP down. */
export function bgpEnds(
  routing: SiteRouting,
  tables: SteeredTables,
  reading: BgpReading | undefined,
  backbone: Backbone,
  heldDown: ReadonlySet<string> = new Set(),
): BgpEnds {
  if (!reading) return new Map();
  const ends = [...routing.sessionOf.values()];
  return new Map(ends.map((end) => [end.link, endOf(end, routing, tables, reading, backbone, heldDown)]));
}

/** The announcements that stand, whole or in part. */
export function standingAnnouncements(ends: BgpEnds, routing: SiteRouting): readonly Announcement[] {
  return [...ends.values()].flatMap(({ end, announced }) =>
    [...announced].map(([remote, { routes }]): Announcement => {
      const announcement = { site: routing.site, link: end.link, remote };
      if (end.edgeTable === undefined) return announcement;
      return { ...announcement, onward: routing.linkOf.get(routes[0]?.attachment ?? '') ?? null };
    }),
  );
}
