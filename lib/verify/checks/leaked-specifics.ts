// Pure: routes that keep traffic on a link after it was drained, because they are no shorter than the prefixes with which
// controllers steer: longest prefix match, which moves all other traffic, holds this one. Pins of probes are no shorter
// either, and are meant to stay.
//
//   where                                          what is asked, with the link drained and all steering in place
//   tables spokes, transit and edge-<link>         does any address of the route still leave by the link?
//   what the AWS end of a link advertises          does the router on premises still choose the link for it?
//
// A link that is the last way to a site keeps its traffic by design, and is none of this.

import { steeringOf } from '../../controller/site-prefixes';
import { type SiteRouting, STEERED_TABLES } from '../../controller/site-routing';
import { applySteering, desiredSteering, siteRoutings } from '../../controller/steer';
import { contains, type Prefix } from '../../net/prefix';
import type { BackboneSite } from '../../routing/backbone';
import { settle } from '../../routing/bgp';
import { addressClasses } from '../../routing/flow-trace';
import { matchGatewayRoute, matchRouterRoute } from '../../routing/lookup';
import type { GatewayRoute, Network, RouterRoute } from '../../routing/network';
import { nextHops, type Standings } from '../../routing/shortest-paths';
import { advertisedOver } from '../advertised';
import { type Finding, finding } from '../findings';
import type { Check, Judged } from './check';

/** A route, or a prefix that is advertised, that may hold traffic of `remote` on a link. */
interface Suspect {
  readonly link: string;
  readonly prefix: Prefix;
  readonly remote: BackboneSite;
  /** The steering prefix that is no longer than it. */
  readonly steering: Prefix;
}

function suspect(judged: Judged, routing: SiteRouting, link: string, prefix: Prefix): Suspect | undefined {
  if (routing.probes.some((probe) => contains(probe, prefix))) return undefined;
  for (const remote of judged.backbone.sites) {
    const steering = steeringOf(remote).find((each) => contains(each, prefix));
    if (steering) return { link, prefix, remote, steering };
  }
  return undefined;
}

/** The network as controllers leave it when a link is drained, of which BGP sees nothing: it still carries data. */
function drained({ network, backbone }: Judged) {
  const known = new Map<string, Network>();
  return (link: string): Network => {
    const standings: Standings = new Map([[link, 'drained']]);
    const steering = () => desiredSteering(network, new Map(), backbone, standings);
    const left = known.get(link) ?? settle(applySteering(network, backbone, steering()), new Map());
    known.set(link, left);
    return left;
  };
}

/** True when a site's traffic to another one has to leave by another link once this one is drained. */
function hasToLeave({ backbone }: Judged, site: string, { link, remote }: Suspect): boolean {
  const way = nextHops(backbone, site, new Map([[link, 'drained']])).get(remote.name);
  return way !== undefined && way.name !== link;
}

/** The first addresses of all parts of a prefix that these routes tell apart. */
function partsOf(
  { prefix }: Suspect,
  routes: readonly { readonly prefix: Prefix }[],
): ReturnType<typeof addressClasses> {
  return addressClasses(
    prefix,
    routes.map((route) => route.prefix),
  );
}

function staysInTable(routes: readonly GatewayRoute[], routing: SiteRouting, found: Suspect): boolean {
  return partsOf(found, routes).some((address) => {
    const match = matchGatewayRoute(routes, address);
    return match?.target.kind === 'attachment' && routing.linkOf.get(match.target.attachment) === found.link;
  });
}

function staysOnPremises(routes: readonly RouterRoute[], found: Suspect): boolean {
  return partsOf(found, routes).some((address) => {
    const match = matchRouterRoute(routes, address);
    return match?.target.kind === 'link' && match.target.link === found.link;
  });
}

function leak({ prefix, remote, link, steering }: Suspect, who: string, what: string, source: string): Finding {
  return finding('verify-leaked-specific', {
    message: `${who} sends ${prefix.text} of ${remote.name} over ${link} even when ${link} is drained: ${what}, which is no shorter than the prefixes with which controllers steer (${steering.text})`,
    fix: `remove ${source}, or give it a prefix that is shorter than /${steering.length}, so that a drain can move what it carries`,
    source,
  });
}

function inTables(judged: Judged, routing: SiteRouting, after: (link: string) => Network): readonly Finding[] {
  const edges = [...routing.sessionOf.values()].map(({ edgeTable }) => edgeTable);
  const ids = [...STEERED_TABLES.map((name) => routing.tables[name]), ...edges];
  const tables = judged.network.tables.filter(({ id }) => ids.includes(id));
  return tables.flatMap(({ id, name, routes }) =>
    routes.flatMap(({ prefix, target, source }) => {
      const link = target.kind === 'attachment' ? routing.linkOf.get(target.attachment) : undefined;
      const found = link === undefined ? undefined : suspect(judged, routing, link, prefix);
      if (!found || !hasToLeave(judged, routing.site, found)) return [];
      const left = after(found.link).tables;
      if (!left.some((table) => table.id === id && staysInTable(table.routes, routing, found))) return [];
      return [leak(found, `table ${name} of site ${routing.site}`, `route ${source}`, source)];
    }),
  );
}

function advertised(judged: Judged, routing: SiteRouting, after: (link: string) => Network): readonly Finding[] {
  return [...routing.sessionOf.values()].flatMap(({ link, premises }) => {
    const sessions = judged.network.sessions.filter((session) => session.link === link);
    const all = sessions.flatMap((session) => advertisedOver(judged, session));
    return all.flatMap(({ prefix, source }) => {
      const found = suspect(judged, routing, link, prefix);
      if (found?.remote.kind !== 'aws' || !hasToLeave(judged, premises, found)) return [];
      const left = after(link).routers;
      if (!left.some(({ routes }) => staysOnPremises(routes, found))) return [];
      return [leak(found, premises, `it is advertised there (${source})`, source)];
    });
  });
}

/** Of a backbone that nobody described there is nothing to say: nobody steers in it (`siteRoutings`). */
export const leakedSpecifics: Check = (judged) => {
  const after = drained(judged);
  return siteRoutings(judged.network, judged.backbone).flatMap((routing) => [
    ...inTables(judged, routing, after),
    ...advertised(judged, routing, after),
  ]);
};
