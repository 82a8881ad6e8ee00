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
import type { GatewayTable, LinkConditions, Network, Router, Session } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import { nextHops, type Standings } from '../../routing/shortest-paths';
import { type Finding, finding } from '../findings';
import { sourceOf } from '../labels';
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

/** The network as controllers leave it when a link is drained: it still carries data. */
function drained({ network, backbone }: Judged) {
  const known = new Map<string, Network>();
  return (link: string): Network => {
    const conditions: LinkConditions = new Map([[link, 'draining']]);
    const standings: Standings = new Map([[link, 'drained']]);
    const steering = () => desiredSteering(network, conditions, backbone, standings);
    const left = known.get(link) ?? settle(applySteering(network, backbone, steering()), conditions);
    known.set(link, left);
    return left;
  };
}

/** True when a site's traffic to another one has to leave by another link once this one is drained. */
function hasToLeave({ backbone }: Judged, site: string, { link, remote }: Suspect): boolean {
  const way = nextHops(backbone, site, new Map([[link, 'drained']])).get(remote.name);
  return way !== undefined && way.name !== link;
}

function staysInTable(table: GatewayTable | undefined, routing: SiteRouting, { prefix, link }: Suspect): boolean {
  if (!table) return false;
  const inner = table.routes.map((route) => route.prefix);
  return addressClasses(prefix, inner).some((address) => {
    const target = matchGatewayRoute(table.routes, address)?.target;
    return target?.kind === 'attachment' && routing.linkOf.get(target.attachment) === link;
  });
}

function staysOnPremises(router: Router | undefined, { prefix, link }: Suspect): boolean {
  if (!router) return false;
  const inner = router.routes.map((route) => route.prefix);
  return addressClasses(prefix, inner).some((address) => {
    const target = matchRouterRoute(router.routes, address)?.target;
    return target?.kind === 'link' && target.link === link;
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
  const { tables } = indexNetwork(judged.network);
  const edges = [...routing.sessionOf.values()].flatMap(({ edgeTable }) => edgeTable ?? []);
  const ids = [...STEERED_TABLES.map((name) => routing.tables[name]), ...edges];
  return ids.flatMap((id) => {
    const table = tables.get(id);
    return (table?.routes ?? []).flatMap(({ prefix, target, source }) => {
      const link = target.kind === 'attachment' ? routing.linkOf.get(target.attachment) : undefined;
      const found = link === undefined ? undefined : suspect(judged, routing, link, prefix);
      if (!table || !found || !hasToLeave(judged, routing.site, found)) return [];
      const left = indexNetwork(after(found.link)).tables.get(id);
      if (!staysInTable(left, routing, found)) return [];
      return [leak(found, `table ${table.name} of site ${routing.site}`, `route ${source}`, source)];
    });
  });
}

/** What a session advertises, with what says so. */
function advertisedOver({ facts, network }: Judged, session: Session): readonly (readonly [Prefix, string])[] {
  const own = sourceOf(facts, session.attachment);
  if (session.advertises.kind === 'prefixes') {
    const more = facts.allowedPrefixes.filter(
      ({ directConnectGateway: dx }) => dx.ok && dx.value === session.attachment,
    );
    return session.advertises.prefixes.map((prefix) => {
      const by = more.find(({ allowed }) => allowed.ok && allowed.value.some(({ text }) => text === prefix.text));
      return [prefix, by?.source ?? own] as const;
    });
  }
  const attachment = network.attachments.find(
    ({ id, gateway }) => id === session.attachment && gateway === session.gateway,
  );
  const table = indexNetwork(network).tables.get(attachment?.table ?? '');
  return session.advertises.kind === 'table' ? (table?.routes ?? []).map(({ prefix, source }) => [prefix, source]) : [];
}

function advertised(judged: Judged, routing: SiteRouting, after: (link: string) => Network): readonly Finding[] {
  const { routers } = indexNetwork(judged.network);
  return judged.network.sessions
    .filter(({ link }) => routing.sessionOf.has(link))
    .flatMap((session) =>
      advertisedOver(judged, session).flatMap(([prefix, source]) => {
        const found = suspect(judged, routing, session.link, prefix);
        const premises = routers.get(session.router)?.site ?? '';
        if (found?.remote.kind !== 'aws' || !hasToLeave(judged, premises, found)) return [];
        if (!staysOnPremises(indexNetwork(after(found.link)).routers.get(session.router), found)) return [];
        return [leak(found, premises, `it is advertised there (${source})`, source)];
      }),
    );
}

export const leakedSpecifics: Check = (judged) => {
  if (!judged.declared) return [];
  const after = drained(judged);
  return siteRoutings(judged.network, judged.backbone).flatMap((routing) => [
    ...inTables(judged, routing, after),
    ...advertised(judged, routing, after),
  ]);
};
