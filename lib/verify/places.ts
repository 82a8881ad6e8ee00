// Pure: where a finding points at: the resource that it names, else the link that has failed, else the gateway of the site that is
// lost or that sends.

import type { Network } from '../routing/network';
import type { PlaceOf } from './acknowledgements';
import type { Facts } from './facts/facts';
import type { Finding } from './findings';
import { sourceOf } from './labels';
import type { Understanding } from './verify';

/** The attachments of links, by link. */
function linkSources({ peerings, vpns, directConnects }: Facts): ReadonlyMap<string, string> {
  return new Map([...peerings, ...vpns, ...directConnects].map(({ link, source }) => [link, source]));
}

function gatewaySources(facts: Facts, { gateways }: Network): ReadonlyMap<string, string> {
  return new Map(gateways.map(({ id, site }) => [site, sourceOf(facts, id)]));
}

/** A stack's metadata is at the stack. */
function withoutKey(source: string): string {
  return source.replace(/ Metadata\..*$/, '');
}

export function placesOf({ facts, network, backbone }: Pick<Understanding, 'facts' | 'network' | 'backbone'>): PlaceOf {
  const links = linkSources(facts);
  const gateways = gatewaySources(facts, network);
  const linksOf = (risk: string) =>
    backbone.links.filter(({ sharedRisks }) => sharedRisks.includes(risk)).map(({ name }) => name);
  const known = ({ source, scenario, flow }: Finding) => [
    source === undefined ? undefined : withoutKey(source),
    ...(scenario?.links ?? []).map(({ name }) => links.get(name)),
    ...(scenario?.risks ?? []).flatMap(({ name }) => linksOf(name)).map((name) => links.get(name)),
    ...(scenario?.sites ?? []).map((name) => gateways.get(name)),
    gateways.get(flow?.from ?? ''),
  ];
  return (finding) => known(finding).find((place) => place !== undefined) ?? '';
}
