// Pure: the one judge. Follows a packet through forwarding tables, hop by hop, until it is delivered or lost.

import { type Address, holdsAddress } from '../net/prefix';
import { settle } from './bgp';
import { matchGatewayRoute, matchRouterRoute } from './lookup';
import type { Attachment, LinkCondition, LinkConditions, LinkEnd, Network, Router, RouteTarget } from './network';
import { attachmentKey, indexNetwork, type NetworkIndex } from './network-index';
import { routedStep, sharedStep } from './shared-steps';
import { atAppliance, atVpc, atVpcTable, end, forward, type Unsaid } from './vpc-steps';

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
  | { readonly at: 'appliance'; readonly appliance: string }
  | { readonly at: 'vpc'; readonly vpc: string };

export interface Hop {
  readonly place: Place;
  /** The table that was consulted, and the route that matched there. */
  readonly table?: string;
  readonly matched?: { readonly prefix: string; readonly origin: string; readonly source: string };
  /** The appliance that the packet passed here, whose state both directions of a connection need. */
  readonly stateful?: string;
  /** What happened, as a sentence. */
  readonly said: string;
}

/**
 * One step of a packet: it goes on to another place, or its journey ends. `others` are places where it may go as well,
 * for all that is known: which zone of an attachment it enters, which of two links a router takes.
 */
export type Step =
  | { readonly kind: 'forward'; readonly hop: Hop; readonly next: Place; readonly others?: readonly Place[] }
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

function atGateway(index: NetworkIndex, place: Place & { at: 'gateway' }, destination: Address): Step {
  const key = attachmentKey(place.gateway, place.arrivedBy);
  const arrival = index.attachments.get(key);
  const table = arrival?.table === undefined ? undefined : index.tables.get(arrival.table);
  if (!table) return end({ place, said: 'the attachment it arrived by has no route table associated' }, 'no-path');
  const route = matchGatewayRoute(table.routes, destination);
  if (!route) return end({ place, table: table.id, said: 'no route matches' }, 'no-path');
  return routedStep(index.attachments, route, key, () => {
    const matched = { prefix: route.prefix.text, origin: route.origin, source: route.source };
    return fromGateway(index, place.gateway, { place, table: table.id, matched }, route.target);
  });
}

function fromGateway(index: NetworkIndex, gateway: string, hop: Unsaid, target: RouteTarget): Step {
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
  return sharedStep(index.links, `${place.from} ${place.link}`, () => across(index, place));
}

function across(index: NetworkIndex, place: Place & { at: 'link' }): Step {
  const ends = index.links.get(place.link)?.ends ?? [];
  // Of two ends the other one; none where it was entered by neither.
  const far = ends[1 - ends.findIndex((candidate) => holderOf(candidate) === place.from)];
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
  const { link, others = [] } = route.target;
  const names = [link, ...others];
  const ways = names.map((name): Place => ({ at: 'link', link: name, from: router.id }));
  return forward({ ...hop, said: `goes to link ${names.join(' or ')}` }, ways);
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
    case 'appliance':
      return atAppliance(index, place);
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

/** A packet that may go more ways than this goes nobody knows where. */
const MAX_WAYS = 64;

/** A packet's way so far. */
interface Walk {
  readonly hops: readonly Hop[];
  readonly path: readonly string[];
  readonly consulted: ReadonlySet<string>;
}

/** What is kept of a packet, whichever way it goes. */
interface Watch {
  /** What its fate depends on: every link that it enters, and every table and router that it consults. */
  readonly links: Set<string>;
  readonly holders: Set<string>;
  /** Whether a packet that is delivered at this place is where it should be; elsewhere, what became of it is unknown. */
  readonly isThere: (place: Place) => boolean;
}

function worse(a: Trace, b: Trace): Trace {
  return OUTCOMES.indexOf(b.outcome) > OUTCOMES.indexOf(a.outcome) ? b : a;
}

/**
 * Follows a packet from a place. A table that is consulted a second time is a loop: nothing in it changed. Where the packet
 * may go several ways, the one that fares worst counts, and among equals the first.
 */
export function trace(
  network: Network,
  conditions: LinkConditions,
  from: Place,
  destination: Address,
  watch?: Watch,
): Trace {
  const index = indexNetwork(settle(network, conditions));
  let ways = 1;
  const follow = (start: Place, walk: Walk): Trace => {
    const hops = [...walk.hops];
    const path = [...walk.path];
    const consulted = new Set(walk.consulted);
    for (let place = start; ; ) {
      if (place.at === 'link') {
        path.push(place.link);
        watch?.links.add(place.link);
      }
      const taken = stepIn(index, conditions, place, destination);
      hops.push(taken.hop);
      if (taken.hop.table !== undefined) watch?.holders.add(taken.hop.table);
      if (taken.kind === 'end') {
        const isElsewhere = taken.outcome === 'delivered' && watch?.isThere(place) === false;
        return { outcome: isElsewhere ? 'unknown' : taken.outcome, path, hops };
      }
      if (taken.hop.table !== undefined) {
        if (consulted.has(taken.hop.table)) return { outcome: 'loop', path, hops };
        consulted.add(taken.hop.table);
      }
      if (taken.others) {
        ways += taken.others.length;
        if (ways > MAX_WAYS)
          return { outcome: 'unknown', path, hops: [...hops, { place, said: 'may go too many ways' }] };
        return [taken.next, ...taken.others].map((way) => follow(way, { hops, path, consulted })).reduce(worse);
      }
      place = taken.next;
    }
  };
  return follow(from, { hops: [], path: [], consulted: new Set() });
}
