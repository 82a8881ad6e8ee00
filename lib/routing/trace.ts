// Pure: the one judge. Follows a packet through forwarding tables, hop by hop, until it is delivered or lost.

import { type Address, holdsAddress } from '../net/prefix';
import { settle } from './bgp';
import { matchGatewayRoute, matchRouterRoute, matchVpcRoute } from './lookup';
import type {
  Attachment,
  LinkCondition,
  LinkConditions,
  LinkEnd,
  Network,
  Router,
  RouteTarget,
  VpcTarget,
} from './network';
import { attachmentKey, indexNetwork, type NetworkIndex } from './network-index';

/** The closed list of what can become of a packet, worst last. */
export const OUTCOMES = ['delivered', 'unknown', 'dead-link', 'no-path', 'blackhole', 'loop'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Where a packet is about to be handled. */
export type Place =
  | { readonly at: 'vpc-table'; readonly table: string }
  | { readonly at: 'gateway'; readonly gateway: string; readonly arrivedBy: string }
  /** `from` is the gateway or the router that sent it. */
  | { readonly at: 'link'; readonly link: string; readonly from: string }
  | { readonly at: 'router'; readonly router: string }
  | { readonly at: 'vpc'; readonly vpc: string };

export interface Hop {
  readonly place: Place;
  /** The table that was consulted, and the route that matched there. */
  readonly table?: string;
  readonly matched?: { readonly prefix: string; readonly origin: string; readonly source: string };
  /** What happened, as a sentence. */
  readonly said: string;
}

/** One step of a packet: it goes on to another place, or its journey ends. */
export type Step =
  | { readonly kind: 'forward'; readonly hop: Hop; readonly next: Place }
  | { readonly kind: 'end'; readonly hop: Hop; readonly outcome: Exclude<Outcome, 'loop'> };

export interface Trace {
  readonly outcome: Outcome;
  /** Names of the links that were entered, in order. */
  readonly path: readonly string[];
  readonly hops: readonly Hop[];
}

/** True when a link in this condition carries data. */
export function carries(condition: LinkCondition | undefined): boolean {
  return condition === undefined || condition === 'up' || condition === 'draining';
}

function end(hop: Hop, outcome: Exclude<Outcome, 'loop'>): Step {
  return { kind: 'end', hop, outcome };
}

function atVpcTable(index: NetworkIndex, place: Place & { at: 'vpc-table' }, destination: Address): Step {
  const table = index.vpcTables.get(place.table);
  if (!table) return end({ place, said: 'there is no such VPC route table' }, 'unknown');
  const route = matchVpcRoute(table.routes, destination);
  if (!route) return end({ place, table: table.id, said: 'no route matches' }, 'no-path');
  const matched = { prefix: route.prefix.text, origin: 'vpc-route', source: route.source };
  return fromVpc(index, table.vpc, { place, table: table.id, matched, said: sayVpcTarget(route.target) }, route.target);
}

function sayVpcTarget(target: VpcTarget): string {
  switch (target.kind) {
    case 'local':
      return 'stays in the VPC';
    case 'gateway':
      return 'goes to the transit gateway';
    case 'blackhole':
      return 'is dropped by a blackhole route';
    case 'unknown':
      return target.why;
  }
}

function fromVpc(index: NetworkIndex, vpc: string, hop: Hop, target: VpcTarget): Step {
  switch (target.kind) {
    case 'local':
      return end(hop, 'delivered');
    case 'blackhole':
      return end(hop, 'blackhole');
    case 'unknown':
      return end(hop, 'unknown');
    case 'gateway': {
      const attachment = index.vpcAttachments.get(`${target.gateway} ${vpc}`);
      if (!attachment) return end({ ...hop, said: 'the VPC is not attached to the gateway of this route' }, 'no-path');
      return { kind: 'forward', hop, next: { at: 'gateway', gateway: target.gateway, arrivedBy: attachment.id } };
    }
  }
}

function atGateway(index: NetworkIndex, place: Place & { at: 'gateway' }, destination: Address): Step {
  const arrival = index.attachments.get(attachmentKey(place.gateway, place.arrivedBy));
  const table = arrival?.table === undefined ? undefined : index.tables.get(arrival.table);
  if (!table) return end({ place, said: 'the attachment it arrived by has no route table associated' }, 'no-path');
  const route = matchGatewayRoute(table.routes, destination);
  if (!route) return end({ place, table: table.id, said: 'no route matches' }, 'no-path');
  const matched = { prefix: route.prefix.text, origin: route.origin, source: route.source };
  return fromGateway(index, place.gateway, { place, table: table.id, matched, said: '' }, route.target);
}

function fromGateway(index: NetworkIndex, gateway: string, hop: Hop, target: RouteTarget): Step {
  switch (target.kind) {
    case 'blackhole':
      return end({ ...hop, said: 'is dropped by a blackhole route' }, 'blackhole');
    case 'unknown':
      return end({ ...hop, said: target.why }, 'unknown');
    case 'attachment': {
      const attachment = index.attachments.get(attachmentKey(gateway, target.attachment));
      if (!attachment) return end({ ...hop, said: 'the attachment of this route does not exist' }, 'blackhole');
      return { kind: 'forward', hop: { ...hop, said: sayAttachment(attachment) }, next: beyond(attachment) };
    }
  }
}

function sayAttachment({ to }: Attachment): string {
  return to.kind === 'vpc' ? `goes to VPC ${to.vpc}` : `goes to link ${to.link}`;
}

function beyond({ to, gateway }: Attachment): Place {
  return to.kind === 'vpc' ? { at: 'vpc', vpc: to.vpc } : { at: 'link', link: to.link, from: gateway };
}

function holderOf(end: LinkEnd): string {
  return 'router' in end ? end.router : end.gateway;
}

function entering(end: LinkEnd): Place {
  return 'router' in end
    ? { at: 'router', router: end.router }
    : { at: 'gateway', gateway: end.gateway, arrivedBy: end.attachment };
}

function atLink(index: NetworkIndex, place: Place & { at: 'link' }, conditions: LinkConditions): Step {
  const condition = conditions.get(place.link);
  if (!carries(condition)) return end({ place, said: `link ${place.link} drops data` }, 'dead-link');
  const ends = index.links.get(place.link)?.ends ?? [];
  const near = ends.findIndex((candidate) => holderOf(candidate) === place.from);
  const far = near < 0 ? undefined : ends[1 - near];
  if (!far) return end({ place, said: `where link ${place.link} leads is not known` }, 'unknown');
  return { kind: 'forward', hop: { place, said: `crosses link ${place.link}` }, next: entering(far) };
}

function atRouter(index: NetworkIndex, place: Place & { at: 'router' }, destination: Address): Step {
  const router = index.routers.get(place.router);
  if (!router) return end({ place, said: 'there is no such router' }, 'unknown');
  if (router.cidrs.some((cidr) => holdsAddress(cidr, destination)))
    return end({ place, said: `arrives at ${router.site}` }, 'delivered');
  return fromRouter(router, place, destination);
}

function fromRouter(router: Router, place: Place, destination: Address): Step {
  const route = matchRouterRoute(router.routes, destination);
  if (!route) return end({ place, table: router.id, said: 'no route matches' }, 'no-path');
  const matched = { prefix: route.prefix.text, origin: 'bgp', source: route.source };
  const hop = { place, table: router.id, matched };
  if (route.target.kind === 'unknown') return end({ ...hop, said: route.target.why }, 'unknown');
  const { link } = route.target;
  return {
    kind: 'forward',
    hop: { ...hop, said: `goes to link ${link}` },
    next: { at: 'link', link, from: router.id },
  };
}

function atVpc(index: NetworkIndex, place: Place & { at: 'vpc' }, destination: Address): Step {
  const holds = index.vpcs.get(place.vpc)?.cidrs.some((cidr) => holdsAddress(cidr, destination)) ?? false;
  if (holds) return end({ place, said: `arrives in VPC ${place.vpc}` }, 'delivered');
  return end({ place, said: `enters VPC ${place.vpc}, which does not hold the address` }, 'unknown');
}

function stepIn(index: NetworkIndex, conditions: LinkConditions, place: Place, destination: Address): Step {
  switch (place.at) {
    case 'vpc-table':
      return atVpcTable(index, place, destination);
    case 'gateway':
      return atGateway(index, place, destination);
    case 'link':
      return atLink(index, place, conditions);
    case 'router':
      return atRouter(index, place, destination);
    case 'vpc':
      return atVpc(index, place, destination);
  }
}

/**
 * Handles a packet at one place, with BGP at rest under these conditions. Total: what is missing ends the journey and
 * says so.
 */
export function step(network: Network, conditions: LinkConditions, place: Place, destination: Address): Step {
  return stepIn(indexNetwork(settle(network, conditions)), conditions, place, destination);
}

/** Follows a packet from a place. A table that is consulted a second time is a loop: nothing in it changed. */
export function trace(network: Network, conditions: LinkConditions, from: Place, destination: Address): Trace {
  const index = indexNetwork(settle(network, conditions));
  const hops: Hop[] = [];
  const path: string[] = [];
  const consulted = new Set<string>();
  for (let place = from; ; ) {
    if (place.at === 'link') path.push(place.link);
    const taken = stepIn(index, conditions, place, destination);
    hops.push(taken.hop);
    if (taken.kind === 'end') return { outcome: taken.outcome, path, hops };
    if (place.at !== 'vpc-table' && taken.hop.table !== undefined) {
      if (consulted.has(taken.hop.table)) return { outcome: 'loop', path, hops };
      consulted.add(taken.hop.table);
    }
    place = taken.next;
  }
}
