// Pure: what mends the loss of a flow, by how it was lost and where. It names what has to be changed: a resource by its
// construct path, a link or a site by its name.
//
//   outcome     where                      what mends it
//   no-path     VPC table                  a route to the gateway; an attachment of the VPC
//   no-path     gateway                    an association; a route, propagation or prefix list; a link where none is left
//   no-path     router on premises         an advertisement on the link of the shortest path
//   blackhole   any table                  the route leads on
//   dead-link   a working path is left     the table, the route or the list that keeps the flow from it
//   dead-link   none is left               another link
//   loop        the round                  the first table of it that leads off the shortest path
//   unknown     any                        the value, the description or the address that is not settled

import { contains, prefix } from '../../net/prefix';
import { indexNetwork } from '../../routing/network-index';
import { steeringPrefixes } from '../../routing/steering';
import type { Hop } from '../../routing/trace';
import { sourceOf } from '../labels';
import type { FlowResult } from '../results';
import {
  addressesOf,
  advertisementFix,
  canSteer,
  listFix,
  newLink,
  type Plans,
  routeFix,
  siteOfTable,
  standingsIn,
  wayFrom,
} from './way-fix';

type Loss = Pick<FlowResult, 'scenario' | 'flow' | 'outcome' | 'hops'>;

/** What leads past the internet: a route of a VPC for other sites has to lead to the gateway. */
function insideFix(plans: Plans, { flow }: Loss, { table, matched }: Hop): string {
  const where = table === undefined ? 'the table' : sourceOf(plans.facts, table);
  return `add a route for ${addressesOf(plans, flow.to)} to ${where}, to the transit gateway (AWS::EC2::Route): ${matched?.source ?? 'the route that matches'} leads to the internet`;
}

function isToInternet({ place, said }: Hop): boolean {
  return place.at === 'vpc-table' && /^goes to .+, and (the internet carries|where the internet)/.test(said);
}

function noPathFix(plans: Plans, loss: Loss, last: Hop): string {
  const { facts } = plans;
  const { flow, scenario } = loss;
  const { place, table, matched } = last;
  if (isToInternet(last)) return insideFix(plans, loss, last);
  if (place.at === 'router') return advertisementFix(plans, flow, scenario);
  if (place.at === 'vpc-table')
    return matched
      ? `attach the VPC of ${sourceOf(facts, place.table)} to the gateway to which ${matched.source} leads (AWS::EC2::TransitGatewayVpcAttachment)`
      : `add a route for ${addressesOf(plans, flow.to)} to ${sourceOf(facts, place.table)}, to the transit gateway (AWS::EC2::Route)`;
  if (place.at === 'gateway' && table === undefined)
    return `associate ${sourceOf(facts, place.arrivedBy)} with a table of its gateway (AWS::EC2::TransitGatewayRouteTableAssociation)`;
  return table === undefined
    ? `give what lies beyond ${place.at} a route back`
    : routeFix(plans, table, flow, scenario);
}

/** The site that holds a table or is a router. */
function siteOfHop(plans: Plans, { place, table }: Hop): string | undefined {
  if (place.at === 'router') return indexNetwork(plans.network).routers.get(place.router)?.site;
  return table === undefined ? undefined : siteOfTable(plans, table);
}

function blackholeFix(plans: Plans, { flow, scenario }: Loss, last: Hop): string {
  const site = siteOfHop(plans, last);
  const link = site === undefined ? undefined : wayFrom(plans, site, flow.to, standingsIn(plans, scenario));
  const source = last.matched?.source ?? 'the route';
  if (link === undefined) return `let ${source} lead to an attachment of its own gateway, or remove it`;
  return `let ${source} lead over ${link} toward ${flow.to}, or remove it`;
}

/** True of a route that no steering prefix of the site is longer than. */
function isLeaked(plans: Plans, to: string, matched: Hop['matched']): boolean {
  const specifics = plans.backbone.sites.find(({ name }) => name === to)?.specifics ?? [];
  return matched !== undefined && steeringPrefixes(specifics).some((each) => contains(each, prefix(matched.prefix)));
}

/** What keeps a flow on a dead link although another way is left from this hop. */
function pinFix(plans: Plans, { flow, scenario }: Loss, dead: string, before: Hop, way: string): string {
  const { table, matched, place } = before;
  const site = siteOfHop(plans, before) ?? '';
  if (place.at === 'router') return advertisementFix(plans, { from: site, to: flow.to }, scenario);
  const where = table === undefined ? 'the table' : sourceOf(plans.facts, table);
  if (isLeaked(plans, flow.to, matched))
    return `remove ${matched?.source}: it is no shorter than the prefixes with which controllers steer, so it pins traffic to ${dead}`;
  const isSteered = /^(spokes|transit|edge-.*)$/.test(indexNetwork(plans.network).tables.get(table ?? '')?.name ?? '');
  if (!isSteered)
    return `associate what is looked up in ${where} with the table spokes or transit of ${site}: controllers steer in no other one`;
  return canSteer(plans, site, flow.to)
    ? `let ${where} lead to ${flow.to} over ${way}, where ${matched?.source} leads over ${dead}`
    : listFix(site, flow.to);
}

/** The hop that leads to a dead link although another way is left from there. */
function pinned(plans: Plans, { flow, scenario, hops }: Loss): { readonly hop: Hop; readonly way: string } | undefined {
  const hop = hops.at(-2);
  const site = hop && siteOfHop(plans, hop);
  const way = site === undefined ? undefined : wayFrom(plans, site, flow.to, standingsIn(plans, scenario));
  return hop && way !== undefined ? { hop, way } : undefined;
}

function deadLinkFix(plans: Plans, loss: Loss, last: Hop): string {
  const { flow, scenario } = loss;
  const dead = last.place.at === 'link' ? last.place.link : '';
  const pin = pinned(plans, loss);
  if (pin) return pinFix(plans, loss, dead, pin.hop, pin.way);
  const [from, to] = plans.backbone.links.find(({ name }) => name === dead)?.between ?? [flow.from, flow.to];
  return newLink({ from, to }, scenario);
}

/** The hops of the round: from the first look-up in the table that is consulted twice. */
function round(hops: readonly Hop[]): readonly (readonly [Hop, Hop | undefined])[] {
  const again = hops.at(-1)?.table;
  const first = hops.findIndex(({ table }) => table === again);
  return hops.slice(first, -1).map((hop, i) => [hop, hops[first + i + 1]] as const);
}

function loopFix(plans: Plans, { flow, scenario, hops }: Loss): string {
  const standings = standingsIn(plans, scenario);
  for (const [hop, next] of round(hops)) {
    const site = siteOfHop(plans, hop);
    const way = site === undefined ? undefined : wayFrom(plans, site, flow.to, standings);
    const taken = next?.place.at === 'link' ? next.place.link : undefined;
    if (way === undefined || taken === undefined || way === taken || hop.table === undefined) continue;
    return `let ${sourceOf(plans.facts, hop.table)} lead to ${flow.to} over ${way}, where ${hop.matched?.source} leads over ${taken}`;
  }
  const tables = round(hops).flatMap(([{ table }]) => (table === undefined ? [] : [sourceOf(plans.facts, table)]));
  return `let one of ${[...new Set(tables)].join(', ')} lead to a site that is nearer to ${flow.to}`;
}

/** The last route that was followed before the packet ended. */
function routeInto(hops: readonly Hop[]): string | undefined {
  return hops.findLast(({ matched }) => matched !== undefined)?.matched?.source;
}

/** The resource that a sentence of the forwarding model says is not settled. */
function unsettled(said: string): string | undefined {
  return (
    /^where (.+) leads is not known/.exec(said)?.[1] ?? /^(\S+) has a destination that is not known/.exec(said)?.[1]
  );
}

function unknownFix(plans: Plans, loss: Loss, last: Hop): string {
  const { flow, hops } = loss;
  const { place, matched } = last;
  if (isToInternet(last)) return insideFix(plans, loss, last);
  if (place.at === 'appliance')
    return `let the templates say in which subnets ${sourceOf(plans.facts, place.appliance)} is, and which tables they use`;
  if (place.at === 'link')
    return `let the templates say what ${place.link} joins: refer to both gateways from it, and describe it in the metadata`;
  if (place.at === 'vpc') {
    const vpc = sourceOf(plans.facts, place.vpc);
    return `let ${routeInto(hops) ?? 'the route'} lead to ${flow.to}, or give ${vpc} addresses that no other site has`;
  }
  if (matched && / with equal preference$/.test(last.said))
    return `let one of them have a longer prefix, or both lead to the same: ${last.said}`;
  if (matched)
    return `settle ${unsettled(last.said) ?? matched.source} in the template, so that it is known before deployment where it leads`;
  if (place.at === 'vpc-table' && place.table === '')
    return `synthesize the VPCs of ${flow.from} and ${flow.to} with their route tables into the assembly, their addresses known`;
  return `let ${routeInto(hops) ?? 'the route'} lead to ${flow.to}: what it leads to now does not hold its addresses`;
}

export function fixOfLoss(plans: Plans, loss: Loss): string {
  const last = loss.hops.at(-1);
  if (!last) return 'nothing is known of it';
  switch (loss.outcome) {
    case 'no-path':
      return noPathFix(plans, loss, last);
    case 'blackhole':
      return blackholeFix(plans, loss, last);
    case 'dead-link':
      return deadLinkFix(plans, loss, last);
    case 'loop':
      return loopFix(plans, loss);
    case 'unknown':
      return unknownFix(plans, loss, last);
    case 'delivered':
      return 'nothing to do';
  }
}

/** Origins of routes that are resources, or made of one; what BGP brings is none. */
const MADE: readonly string[] = ['static', 'prefix-list', 'vpc', 'vpc-route'];

/**
 * The resource at which a flow was lost, by its construct path: the route that matched last, else the table without one,
 * else the attachment without a table. Of a dead link: the route that keeps the flow on it, if another way is left.
 */
export function placeOfLoss(plans: Plans, loss: Loss): string | undefined {
  const last = loss.hops.at(-1);
  if (!last) return undefined;
  const hop = last.place.at === 'link' && pinned(plans, loss) ? loss.hops.at(-2) : last;
  if (hop?.matched && MADE.includes(hop.matched.origin)) return sourceOf(plans.facts, hop.matched.source);
  if (hop?.place.at === 'router' || hop?.matched) return undefined;
  if (hop?.table !== undefined) return sourceOf(plans.facts, hop.table);
  return hop?.place.at === 'gateway' ? sourceOf(plans.facts, hop.place.arrivedBy) : undefined;
}
