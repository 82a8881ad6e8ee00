// Pure: what links with BGP take of quotas: prefixes in both directions, and gateways.

import { QUOTAS } from '../../net/quotas';
import type { Session } from '../../routing/network';
import type { Judged } from '../checks/check';
import type { DirectConnectFact, Facts } from '../facts/facts';
import { sourceOf } from '../labels';
import { type AnnouncedOn, announcedIn } from './drawn-prefixes';
import { prefixesIn } from './gateway-takes';
import { grouped, type TemplateTake } from './template-take';

/** Every prefix that is allowed on an association, by itself and beside it, as far as it is known. */
function allowedOn(facts: Facts, { directConnectGateway: dx, gateway, allowed }: DirectConnectFact): number {
  const more = facts.allowedPrefixes.filter(
    (fact) =>
      fact.directConnectGateway.ok &&
      fact.gateway.ok &&
      dx.ok &&
      gateway.ok &&
      fact.directConnectGateway.value === dx.value &&
      fact.gateway.value === gateway.value,
  );
  const lists = [allowed, ...more.map((fact) => fact.allowed)];
  return new Set(lists.flatMap((list) => (list.ok ? list.value.map(({ text }) => text) : []))).size;
}

function worst(declared: boolean): string {
  return declared ? ', when the worst one or two failures draw other sites to it,' : '';
}

const FEWER = 'have fewer VPCs in the AWS sites, or another link for the premises to enter by';

function associationTakes({ facts, declared }: Judged, announced: AnnouncedOn): readonly TemplateTake[] {
  const quota = QUOTAS.allowedPrefixes;
  return facts.directConnects.map((fact) => ({
    quota,
    who: `the Direct Connect link ${fact.link}${worst(declared)}`,
    count: announced(fact.link, allowedOn(facts, fact), quota.limit),
    fix: FEWER,
    source: fact.source,
  }));
}

function gatewayTakes({ directConnects }: Facts): readonly TemplateTake[] {
  const byGateway = grouped(directConnects, ({ directConnectGateway: dx }) => (dx.ok ? dx.value : undefined));
  return [...byGateway].map(([, associations]) => ({
    quota: QUOTAS.gatewaysOfDirectConnect,
    who: `the Direct Connect gateway of ${associations[0]?.link ?? 'a link'}`,
    count: new Set(associations.flatMap(({ gateway }) => (gateway.ok ? [gateway.value] : []))).size,
    fix: 'give some of its transit gateways a Direct Connect gateway of their own',
    source: associations.at(-1)?.source ?? '',
  }));
}

/** What a VPN advertises: every route of the table that it is associated with. */
function vpnTakes({ facts, network, declared }: Judged, announced: AnnouncedOn): readonly TemplateTake[] {
  const quota = QUOTAS.routesFromVpn;
  const tables = new Map(network.tables.map((table) => [table.id, table]));
  return facts.vpns.flatMap(({ id, link, source, bgp }): TemplateTake[] => {
    const table = tables.get(network.attachments.find((attachment) => attachment.id === id)?.table ?? '');
    if (!table || (bgp.ok && !bgp.value)) return [];
    const count = announced(link, prefixesIn(network, table), quota.limit);
    return [{ quota, who: `the VPN ${link}${worst(declared)}`, count, fix: FEWER, source }];
  });
}

function heardTake({ facts, network }: Judged, { link, router, origin, attachment }: Session): readonly TemplateTake[] {
  const premises = network.routers.find(({ id }) => id === router);
  if (!premises) return [];
  const isDirect = origin === 'direct-connect';
  return [
    {
      quota: isDirect ? QUOTAS.routesToTransitInterface : QUOTAS.routesToVpn,
      who: `the ${isDirect ? 'Direct Connect link' : 'VPN'} ${link}`,
      count: premises.announces.length,
      fix: `let ${premises.site} announce fewer, shorter prefixes`,
      source: sourceOf(facts, attachment),
    },
  ];
}

export function bgpTakes(judged: Judged): readonly TemplateTake[] {
  const announced: AnnouncedOn = judged.declared ? announcedIn(judged.backbone) : (_link, always) => always;
  return [
    ...associationTakes(judged, announced),
    ...gatewayTakes(judged.facts),
    ...vpnTakes(judged, announced),
    ...judged.network.sessions.flatMap((session) => heardTake(judged, session)),
  ];
}
