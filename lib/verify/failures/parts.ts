// Pure: a network in parts. What a gateway's tables hold depends on its own routes, on its own sessions and on what its
// own controller adds, so a failure changes few parts, and the others need not be made again.

import type { SiteRouting } from '../../controller/site-routing';
import { siteRoutings } from '../../controller/steer';
import type { Backbone } from '../../routing/backbone';
import type { Network } from '../../routing/network';

export interface Part {
  /** The network with the tables, attachments and sessions of this part's gateways only. */
  readonly network: Network;
  /** The sites whose controllers write into these tables. */
  readonly routings: readonly SiteRouting[];
  /** Sites from which shortest paths decide what they write: their own, and the premises of their sessions. */
  readonly origins: readonly string[];
  /** Links whose standing matters in any case: those of the premises, of which the last one is never withdrawn. */
  readonly watched: ReadonlySet<string>;
}

/** Gateways by themselves, except that one whose session fills another's table stands with it. */
function gatewayGroups({ gateways, tables, sessions }: Network): readonly ReadonlySet<string>[] {
  const gatewayOf = new Map(tables.map(({ id, gateway }) => [id, gateway]));
  const ids = [...gateways.map(({ id }) => id), ...gatewayOf.values(), ...sessions.map(({ gateway }) => gateway)];
  const groupOf = new Map(ids.map((id) => [id, new Set([id])]));
  for (const { gateway, propagatesTo } of sessions)
    for (const table of propagatesTo) {
      const [one, other] = [groupOf.get(gateway), groupOf.get(gatewayOf.get(table) ?? gateway)];
      if (!one || !other || one === other) continue;
      for (const id of other) {
        one.add(id);
        groupOf.set(id, one);
      }
    }
  return [...new Set(groupOf.values())];
}

function partOf(network: Network, backbone: Backbone, group: ReadonlySet<string>): Part {
  const sessions = network.sessions.filter(({ gateway }) => group.has(gateway));
  const routers = new Set(sessions.map(({ router }) => router));
  const premises = network.routers.filter(({ id }) => routers.has(id)).map(({ site }) => site);
  const routings = siteRoutings(network, backbone).filter(({ gateway }) => group.has(gateway));
  const links = backbone.links.filter(({ between }) => between.some((site) => premises.includes(site)));
  return {
    network: {
      ...network,
      gateways: network.gateways.filter(({ id }) => group.has(id)),
      tables: network.tables.filter(({ gateway }) => group.has(gateway)),
      attachments: network.attachments.filter(({ gateway }) => group.has(gateway)),
      sessions,
    },
    routings,
    origins: [...routings.map(({ site }) => site), ...premises],
    watched: new Set(links.map(({ name }) => name)),
  };
}

export function partsOf(network: Network, backbone: Backbone): readonly Part[] {
  return gatewayGroups(network).map((group) => partOf(network, backbone, group));
}
