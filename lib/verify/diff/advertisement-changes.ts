// Pure: what BGP says otherwise than before, with every session up: what premises hear over each link, and which tables
// learn what they announce.

import { comparePrefixes, prefix } from '../../net/prefix';
import { settle } from '../../routing/bgp';
import type { LinkConditions, Network, Session } from '../../routing/network';
import { attachmentKey, indexNetwork } from '../../routing/network-index';
import { compareText } from '../json';
import type { Moved } from './difference-schema';
import type { Compared } from './side';

const NOTHING: LinkConditions = new Map();

/** A VPN says what its table holds, without what came from the same router (RFC 4271, 9.1.2). */
function advertised(network: Network, session: Session): readonly string[] {
  if (session.advertises.kind === 'unknown') return [];
  if (session.advertises.kind === 'prefixes') return session.advertises.prefixes.map(({ text }) => text);
  const { attachments, tables } = indexNetwork(settle(network, NOTHING));
  const table = attachments.get(attachmentKey(session.gateway, session.attachment))?.table;
  const routerOf = new Map(network.sessions.map(({ link, router }) => [link, router]));
  const routes = table === undefined ? [] : (tables.get(table)?.routes ?? []);
  return routes
    .filter(({ learnedOver }) => learnedOver === undefined || routerOf.get(learnedOver) !== session.router)
    .map((route) => route.prefix.text);
}

function learning(network: Network, { propagatesTo }: Session): readonly string[] {
  const { tables, gateways } = indexNetwork(network);
  return propagatesTo.map((id) => {
    const table = tables.get(id);
    return table ? `${table.name} of ${gateways.get(table.gateway)?.site ?? table.gateway}` : id;
  });
}

type Said = (network: Network, session: Session) => readonly string[];

function saidBy({ understood: { network } }: Compared, says: Said): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(network.sessions.map((session) => [session.link, new Set(says(network, session))]));
}

type Order = (a: string, b: string) => number;

const byPrefix: Order = (a, b) => comparePrefixes(prefix(a), prefix(b));

/** Links that come or go are in it: all that is said over them is new, or is said no more. */
function moved(base: Compared, head: Compared, says: Said, order: Order): readonly Moved[] {
  const [before, after] = [saidBy(base, says), saidBy(head, says)];
  const links = [...new Set([...before.keys(), ...after.keys()])].sort(compareText);
  return links.flatMap((link): Moved[] => {
    const [was, is] = [before.get(link) ?? new Set<string>(), after.get(link) ?? new Set<string>()];
    const added = [...is].filter((one) => !was.has(one)).sort(order);
    const removed = [...was].filter((one) => !is.has(one)).sort(order);
    return added.length + removed.length === 0 ? [] : [{ link, added, removed }];
  });
}

export function advertisementChanges(base: Compared, head: Compared): readonly Moved[] {
  return moved(base, head, advertised, byPrefix);
}

export function learningChanges(base: Compared, head: Compared): readonly Moved[] {
  return moved(base, head, learning, compareText);
}
