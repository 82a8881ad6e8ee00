// What somebody may do to the route tables of a site by hand, one edit at a time, and how it is undone.

import { contains } from '../../../lib/net/prefix';
import type { GatewayRoute, GatewayTable, Network, PrefixList } from '../../../lib/routing/network';

export interface Edit {
  /** For a person: which table, and what. */
  readonly what: string;
  readonly site: string;
  /** Site toward which it changes a steered table, and the link over which it leads there then; absent: none. */
  readonly remote?: string;
  readonly link?: string;
  /** The BGP link of which it takes back part of what the link brings; absent: none. */
  readonly takesFrom?: string;
  readonly done: (network: Network) => Network;
  /** As if it had never been done, whatever has changed since; absent: it stays. */
  readonly undone?: (network: Network) => Network;
}

const BY_HAND = 'by hand';

function withRoutes(
  id: string,
  change: (routes: readonly GatewayRoute[]) => readonly GatewayRoute[],
): (network: Network) => Network {
  return (network) => {
    const tables = network.tables.map((table) =>
      table.id === id ? { ...table, routes: change(table.routes) } : table,
    );
    return { ...network, tables };
  };
}

function steered({ tables }: Network): readonly GatewayTable[] {
  return tables.filter(({ name }) => name === 'spokes' || name === 'transit');
}

/** The site whose aggregate a route of the baseline is for. */
function siteOf({ prefixLists }: Network, { prefix }: GatewayRoute): string {
  const list = prefixLists.find(({ entries: [entry] }) => entry && contains(prefix, entry));
  return list?.steers ?? '';
}

/** Attachments of links at a site. */
function linksAt({ attachments }: Network, gateway: string): readonly string[] {
  return attachments.flatMap((a) => (a.gateway === gateway && a.to.kind === 'link' ? [a.id] : []));
}

const isStatic = ({ origin, source }: GatewayRoute) => origin === 'static' && source !== BY_HAND;

/** Static routes of the baseline that are taken away, or sent over another link. */
export function baselineEdits(network: Network): readonly Edit[] {
  return steered(network).flatMap(({ id, gateway: site, routes }) =>
    routes.filter(isStatic).flatMap((route): Edit[] => {
      const isIt = (one: GatewayRoute) => one.origin === 'static' && one.prefix.text === route.prefix.text;
      const undone = withRoutes(id, (now) => [...now.filter((one) => !isIt(one)), route]);
      const target = route.target.kind === 'attachment' ? route.target.attachment : '';
      const removed = withRoutes(id, (now) => now.filter((one) => !isIt(one)));
      const others = linksAt(network, site).filter((attachment) => attachment !== target);
      const remote = siteOf(network, route);
      const redirected = others.map((attachment): Edit => {
        const to: GatewayRoute = { ...route, target: { kind: 'attachment', attachment }, source: BY_HAND };
        const done = withRoutes(id, (now) => now.map((one) => (isIt(one) ? to : one)));
        const what = `${id}: ${route.prefix.text} redirected to ${attachment}`;
        return { what, site, remote, link: attachment, done, undone };
      });
      return [{ what: `${id}: ${route.prefix.text} removed`, site, remote, done: removed, undone }, ...redirected];
    }),
  );
}

/** A route for half of what a list steers, to each of the links; `origin` of a list that nobody here knows, or static. */
export function leaks(network: Network, origin: 'static' | 'prefix-list'): readonly Edit[] {
  const undone = (id: string) => withRoutes(id, (now) => now.filter(({ source }) => source !== BY_HAND));
  return steered(network).flatMap(({ id, gateway: site }) =>
    network.prefixLists
      .filter((list) => list.site === site)
      .flatMap(({ entries: [entry], steers }: PrefixList) =>
        linksAt(network, site).flatMap((attachment): Edit[] => {
          if (!entry) return [];
          const route: GatewayRoute = {
            prefix: entry,
            origin,
            target: { kind: 'attachment', attachment },
            source: BY_HAND,
          };
          const done = withRoutes(id, (now) => [...now, route]);
          const what = `${id}: ${origin} route of ${steers} to ${attachment}`;
          return [{ what, site, remote: steers, link: attachment, done, undone: undone(id) }];
        }),
      ),
  );
}

/** References to lists of the backbone that point at an attachment which is not there. */
export function strayReferences(network: Network): readonly Edit[] {
  return steered(network).flatMap(({ id, gateway: site }) =>
    network.prefixLists
      .filter((list) => list.site === site)
      .map((list): Edit => {
        const target = { kind: 'attachment', attachment: 'gone' } as const;
        const routes = list.entries.map(
          (prefix) => ({ prefix, origin: 'prefix-list', target, source: list.id }) as const,
        );
        const done = withRoutes(id, (now) => [...now.filter(({ source }) => source !== list.id), ...routes]);
        return { what: `${id}: ${list.id} points nowhere`, site, done };
      }),
  );
}

/** What BGP links bring no longer reaches a table. */
export function propagationEdits(network: Network): readonly Edit[] {
  return network.sessions.flatMap(({ link, gateway: site, propagatesTo }) =>
    propagatesTo.map((table): Edit => {
      const change = (learns: (now: readonly string[]) => readonly string[]) => (world: Network) => ({
        ...world,
        sessions: world.sessions.map((one) =>
          one.link === link ? { ...one, propagatesTo: learns(one.propagatesTo) } : one,
        ),
      });
      const done = change((now) => now.filter((id) => id !== table));
      return { what: `${table} does not learn ${link}`, site, takesFrom: link, done };
    }),
  );
}
