// Pure: routers and sessions of premises that nobody described. What templates do not say is not made up:
//
//   VPN without BGP   the premises hold what static routes send there, and send to the VPCs of the templates
//   with BGP          they hear what AWS advertises; what they announce, and which link they prefer, nobody knows
//
// They may announce anything that is shorter than what templates know of VPCs and of premises. That they announce nothing
// longer is taken for granted: it would take a VPC's own addresses away from it.

import { addressAt, comparePrefixes, contains, type Prefix, prefix, prefixOf } from '../../net/prefix';
import type { Advertisement, Router, RouterRoute, Session, Vpc } from '../../routing/network';
import type { Facts } from '../facts/facts';
import { allowedOn, learningTables, routerId } from '../network/bgp';
import type { FarEnd } from './premises';

const EVERYTHING = [prefix('0.0.0.0/0'), prefix('::/0')] as const;

function once(prefixes: readonly Prefix[]): readonly Prefix[] {
  return [...new Map(prefixes.map((each) => [each.text, each])).values()].sort(comparePrefixes);
}

/** False of a VPN that carries static routes only. */
function speaksBgp(facts: Facts, { attachment }: FarEnd): boolean {
  const vpn = facts.vpns.find(({ id }) => id === attachment);
  return !(vpn?.bgp.ok && !vpn.bgp.value);
}

/** Prefixes that static routes send over a link. A default route does not say where anything is. */
function sentOver(facts: Facts, { attachment }: FarEnd): readonly Prefix[] {
  const routes = facts.gatewayRoutes.flatMap(({ exists, destination, target }) =>
    exists.ok && target.kind === 'attachment' && target.attachment.ok && target.attachment.value === attachment
      ? [destination]
      : [],
  );
  const declared = facts.vpnRoutes.flatMap(({ exists, vpn, destination }) =>
    exists.ok && vpn.ok && vpn.value === attachment ? [destination] : [],
  );
  return [...routes, ...declared].flatMap((known) => (known.ok && known.value.length > 0 ? [known.value] : []));
}

/** Routes of premises to the VPCs of the templates, over their links without BGP. */
function staticRoutes(facts: Facts, ends: readonly FarEnd[], vpcs: readonly Vpc[]): readonly RouterRoute[] {
  const remotes = ends.flatMap(({ link, attachment }) => {
    const remote = facts.vpns.find(({ id }) => id === attachment)?.remote;
    return remote?.ok ? [{ link, remote: remote.value }] : [];
  });
  return once(vpcs.flatMap(({ cidrs }) => cidrs)).flatMap((cidr): RouterRoute[] => {
    const [link, ...others] = remotes.filter(({ remote }) => contains(remote, cidr)).map((each) => each.link);
    if (link === undefined) return [];
    const target = { kind: 'link', link, ...(others.length > 0 ? { others } : {}) } as const;
    return [{ prefix: cidr, target, source: `static over ${[link, ...others].join(' and ')}` }];
  });
}

/** What is one bit shorter than any of these, and everything. */
function shorterThan(known: readonly Prefix[]): readonly Prefix[] {
  const parents = known
    .filter(({ length }) => length > 0)
    .map((each) => prefixOf(addressAt(each, 0n), each.length - 1));
  return once([...parents, ...EVERYTHING]);
}

interface Site {
  readonly name: string;
  readonly ends: readonly FarEnd[];
  readonly holds: readonly Prefix[];
}

function routerOf(facts: Facts, { name, ends, holds }: Site, vpcs: readonly Vpc[], known: readonly Prefix[]): Router {
  const isBgp = (end: FarEnd) => speaksBgp(facts, end);
  const statics = staticRoutes(
    facts,
    ends.filter((end) => !isBgp(end)),
    vpcs,
  );
  const why = `what ${name} announces over BGP is not in the templates`;
  return {
    id: routerId(name),
    site: name,
    cidrs: holds,
    announces: [],
    holds,
    // A summary may cover VPCs, too: flows do not end at addresses of theirs.
    probes: vpcs.flatMap(({ cidrs }) => cidrs),
    preferences: [],
    undecided: true,
    routes: statics,
    statics,
    ...(ends.some(isBgp) ? { mayAnnounce: { prefixes: shorterThan(known), why } } : {}),
  };
}

function advertised(facts: Facts, { kind, attachment, gateway }: FarEnd): Advertisement {
  const vpn = facts.vpns.find(({ id }) => id === attachment);
  if (vpn && !vpn.bgp.ok) return { kind: 'unknown', why: vpn.bgp.error };
  const dx = facts.directConnects.find(
    ({ directConnectGateway: of, gateway: to }) => of.ok && of.value === attachment && to.ok && to.value === gateway,
  );
  return kind === 'direct-connect' && dx ? allowedOn(facts, dx) : { kind: 'table' };
}

function sessionOf(facts: Facts, end: FarEnd, name: string): Session {
  const { link, gateway, attachment, kind } = end;
  const tables = new Map(facts.gatewayTables.map((table) => [table.id, table.gateway]));
  return {
    link,
    router: routerId(name),
    gateway,
    attachment,
    origin: kind === 'direct-connect' ? 'direct-connect' : 'vpn',
    advertises: advertised(facts, end),
    propagatesTo: learningTables(facts, attachment).filter((table) => {
      const of = tables.get(table);
      return of?.ok && of.value === gateway;
    }),
    pathLength: 0,
  };
}

/** Routers and sessions of all premises, whose names `nameOf` gives. */
export function inferredRouters(
  facts: Facts,
  ends: readonly FarEnd[],
  vpcs: readonly Vpc[],
  nameOf: (premises: string) => string,
): { readonly routers: readonly Router[]; readonly sessions: readonly Session[] } {
  const sites = [...new Set(ends.map(({ premises }) => premises))].map((premises): Site => {
    const own = ends.filter((end) => end.premises === premises);
    return { name: nameOf(premises), ends: own, holds: once(own.flatMap((end) => sentOver(facts, end))) };
  });
  const known = [...vpcs.flatMap(({ cidrs }) => cidrs), ...sites.flatMap(({ holds }) => holds)];
  return {
    routers: sites.map((site) => routerOf(facts, site, vpcs, known)),
    sessions: ends.filter((end) => speaksBgp(facts, end)).map((end) => sessionOf(facts, end, nameOf(end.premises))),
  };
}
