// Pure: what is taken of quotas of transit gateways. In a described backbone routes are counted as if every override and
// every announcement stood at once, which no combination of failures exceeds:
//
//   each table of a gateway       what it holds always, and what BGP brings
//   each of spokes and transit    MaxEntries of the list of every other site
//   each table of a VPN           the steering prefixes of every AWS site

import { QUOTAS } from '../../net/quotas';
import type { GatewayTable, Network } from '../../routing/network';
import { steeringPrefixes } from '../../routing/steering';
import type { Judged } from '../checks/check';
import type { Facts } from '../facts/facts';
import { sourceOf } from '../labels';
import type { TemplateTake } from './template-take';

const STEERED = ['spokes', 'transit'];

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Prefixes that a table holds always or learns: one that comes by several ways counts once. */
export function prefixesIn({ routers, sessions }: Network, { id, routes }: GatewayTable): number {
  const announced = sessions
    .filter(({ propagatesTo }) => propagatesTo.includes(id))
    .flatMap(({ router }) => routers.find((each) => each.id === router)?.announces ?? []);
  return new Set([...routes.map((route) => route.prefix.text), ...announced.map(({ text }) => text)]).size;
}

/** MaxEntries of the lists by which a site steers whole sites. */
function overridesAt(facts: Facts, { prefixLists }: Network, site: string): number {
  const sizes = new Map(facts.prefixLists.map(({ id, maxEntries }) => [id, maxEntries]));
  const whole = prefixLists.filter((list) => list.site === site && list.vpc === undefined);
  return sum(whole.map(({ id, entries }) => sizes.get(id) ?? entries.length));
}

/** Tables that VPNs of a gateway are associated with. */
function edgeTables({ sessions, attachments }: Network, gateway: string): ReadonlySet<string | undefined> {
  const vpns = new Set(sessions.filter((s) => s.gateway === gateway && s.origin === 'vpn').map((s) => s.attachment));
  return new Set(attachments.filter((a) => a.gateway === gateway && vpns.has(a.id)).map(({ table }) => table));
}

function steeredRoutes({ facts, network, backbone }: Judged, gateway: string, site: string): number {
  const tables = network.tables.filter((table) => table.gateway === gateway);
  const steered = tables.filter(({ name }) => STEERED.includes(name)).length;
  const edges = edgeTables(network, gateway);
  const announced = backbone.sites.flatMap(({ kind, specifics }) =>
    kind === 'aws' ? steeringPrefixes(specifics) : [],
  );
  return (
    steered * overridesAt(facts, network, site) + tables.filter(({ id }) => edges.has(id)).length * announced.length
  );
}

type Whose = Pick<TemplateTake, 'who' | 'source'>;

function routesTake(judged: Judged, gateway: string, site: string, { who, source }: Whose): TemplateTake {
  const { network, declared } = judged;
  const tables = network.tables.filter((table) => table.gateway === gateway);
  const always = sum(tables.map((table) => prefixesIn(network, table)));
  return {
    who: declared ? `${who}, with traffic to every other site steered at once,` : who,
    source,
    quota: QUOTAS.routesOfGateway,
    count: always + (declared ? steeredRoutes(judged, gateway, site) : 0),
    fix: 'let shorter prefixes stand for several',
  };
}

/** Direct Connect gateways of a gateway. */
function directConnectsOf({ directConnects }: Facts, gateway: string): number {
  const on = directConnects.filter((fact) => fact.gateway.ok && fact.gateway.value === gateway);
  return new Set(on.flatMap(({ directConnectGateway: dx }) => (dx.ok ? [dx.value] : []))).size;
}

function takesOf(judged: Judged, gateway: string, site: string): readonly TemplateTake[] {
  const { facts, network } = judged;
  const tables = network.tables.filter((table) => table.gateway === gateway).length;
  const attachments = network.attachments.filter((attachment) => attachment.gateway === gateway);
  const peeringIds = new Set(facts.peerings.map(({ id }) => id));
  const peerings = attachments.filter(({ id }) => peeringIds.has(id)).length;
  const directs = directConnectsOf(facts, gateway);
  const own: Whose = { who: `the transit gateway of ${site}`, source: sourceOf(facts, gateway) };
  return [
    { ...own, quota: QUOTAS.tablesOfGateway, count: tables, fix: 'let attachments share tables' },
    {
      ...own,
      quota: QUOTAS.attachmentsOfGateway,
      count: attachments.length,
      fix: 'attach some VPCs to another gateway',
    },
    { ...own, quota: QUOTAS.peeringsOfGateway, count: peerings, fix: 'have fewer peerings there' },
    {
      ...own,
      quota: QUOTAS.directConnectsOfGateway,
      count: directs,
      fix: 'end some Direct Connect links at another site',
    },
    routesTake(judged, gateway, site, own),
  ];
}

export function gatewayTakes(judged: Judged): readonly TemplateTake[] {
  return judged.network.gateways.flatMap(({ id, site }) => takesOf(judged, id, site));
}
