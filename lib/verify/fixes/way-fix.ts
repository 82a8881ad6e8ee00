// Pure: what gives a table, or what premises hear, the way that a flow lacks. The way is the shortest path as it stands
// while these links are failed; where none is left, no route can help.

import type { Backbone, Flow } from '../../routing/backbone';
import type { Network } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import { nothingFailed, type Scenario } from '../../routing/scenario';
import { nextHops, type Standings, workingDestinations } from '../../routing/shortest-paths';
import { steeringPrefixes } from '../../routing/steering';
import type { Facts } from '../facts/facts';
import { sourceOf } from '../labels';
import { conditionsOf } from '../scenarios';

/** What fixes are written from. */
export interface Plans {
  readonly facts: Facts;
  readonly network: Network;
  readonly backbone: Backbone;
}

const STEERED = ['spokes', 'transit'];

export function standingsIn({ backbone }: Plans, scenario: Scenario): Standings {
  return new Map([...conditionsOf(scenario, backbone).keys()].map((link) => [link, 'down']));
}

/** The link by which a site's traffic should leave; undefined where no working path is left. */
export function wayFrom({ backbone }: Plans, site: string, to: string, standings: Standings): string | undefined {
  if (!workingDestinations(backbone, site, standings).has(to)) return undefined;
  return nextHops(backbone, site, standings).get(to)?.name;
}

/** A site's covering prefix, in words; its name alone where that is not known. */
export function addressesOf({ backbone }: Plans, site: string): string {
  const aggregate = backbone.sites.find(({ name }) => name === site)?.aggregate ?? '';
  return aggregate === '' ? `the prefixes of ${site}` : `${aggregate} of ${site}`;
}

export function siteOfTable({ network }: Plans, table: string): string | undefined {
  const { tables, gateways } = indexNetwork(network);
  return gateways.get(tables.get(table)?.gateway ?? '')?.site;
}

function attachmentAt({ network, facts }: Plans, site: string, link: string): string {
  const { gateways } = indexNetwork(network);
  const found = network.attachments.find(
    ({ gateway, to }) => to.kind === 'link' && to.link === link && gateways.get(gateway)?.site === site,
  );
  return found ? `the attachment of ${link} (${sourceOf(facts, found.id)})` : `the attachment of ${link}`;
}

/** What joins two sites that no working path joins. */
export function newLink({ from, to }: Flow, scenario: Scenario): string {
  const risks = scenario.risks.map(({ name }) => name);
  const sharing = risks.length > 0 ? ` that does not share ${risks.join(' and ')}` : '';
  const lost = [
    ...scenario.links.map(({ name }) => name),
    ...risks.map((name) => `what shares ${name}`),
    ...(scenario.sites ?? []).map((name) => `site ${name}`),
  ];
  return lost.length === 0
    ? `add a link: none joins ${from} and ${to}, by itself or with others`
    : `add a link${sharing}, so that ${from} and ${to} are joined without ${lost.join(' and ')}, or let the flow survive less (survive)`;
}

/** True when a site's controller has a list of a remote site's steering prefixes to write into a table. */
export function canSteer({ network, backbone }: Plans, site: string, to: string): boolean {
  const wanted = steeringPrefixes(backbone.sites.find(({ name }) => name === to)?.specifics ?? []);
  const list = network.prefixLists.find((each) => each.site === site && each.steers === to && each.vpc === undefined);
  const held = new Set(list?.entries.map(({ text }) => text));
  return list !== undefined && wanted.every(({ text }) => held.has(text));
}

/** A list, or the whole of one, with which the controllers of a site steer traffic to another one. */
export function listFix(site: string, to: string): string {
  return `give ${site} a prefix list of all steering prefixes of ${to} (AWS::EC2::PrefixList), so that its controller can steer there`;
}

/** What leads a site's traffic to `to` out of one of its tables. */
export function routeFix(plans: Plans, table: string, flow: Flow, scenario: Scenario): string {
  const { facts, network, backbone } = plans;
  const where = sourceOf(facts, table);
  const site = siteOfTable(plans, table);
  if (site === undefined) return `give ${where} a route for ${addressesOf(plans, flow.to)}`;
  if (site === flow.to)
    return `propagate every VPC of ${site} into ${where} (AWS::EC2::TransitGatewayRouteTablePropagation)`;
  const link = wayFrom(plans, site, flow.to, standingsIn(plans, scenario));
  if (link === undefined) return newLink(flow, scenario);
  const isSteered = STEERED.includes(indexNetwork(network).tables.get(table)?.name ?? '');
  if (isSteered && !nothingFailed(scenario) && !canSteer(plans, site, flow.to)) return listFix(site, flow.to);
  const kind = backbone.links.find(({ name }) => name === link)?.kind;
  const isDirect = kind !== 'transit-gateway-peering' && isPremises(plans, flow.to);
  return isDirect
    ? `propagate ${attachmentAt(plans, site, link)} into ${where} (AWS::EC2::TransitGatewayRouteTablePropagation)`
    : `add a route for ${addressesOf(plans, flow.to)} to ${where}, over ${attachmentAt(plans, site, link)} (AWS::EC2::TransitGatewayRoute)`;
}

function isPremises({ backbone }: Plans, site: string): boolean {
  return backbone.sites.find(({ name }) => name === site)?.kind === 'on-prem';
}

/** What makes premises hear of a site on the link by which their traffic should leave. */
export function advertisementFix(plans: Plans, flow: Flow, scenario: Scenario): string {
  const link = wayFrom(plans, flow.from, flow.to, standingsIn(plans, scenario));
  if (link === undefined) return newLink(flow, scenario);
  const what = addressesOf(plans, flow.to);
  const kind = plans.backbone.links.find(({ name }) => name === link)?.kind;
  const dx = plans.facts.directConnects.find((fact) => fact.link === link);
  const vpn = plans.facts.vpns.find((fact) => fact.link === link);
  if (kind === 'direct-connect')
    return `allow ${what} on ${link} (AllowedPrefixesToDirectConnectGateway of ${dx?.source ?? 'its association'})`;
  if (vpn?.bgp.ok && !vpn.bgp.value) return `let ${vpn.source} speak BGP (StaticRoutesOnly: false)`;
  return `add a route for ${what} to the table with which ${vpn?.source ?? link} is associated: its content is what the VPN advertises`;
}
