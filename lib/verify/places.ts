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

/** A part of a resource, as the main table of a VPC, is at the resource; a stack's metadata is at the stack. */
function resourceAt(facts: Facts, source: string): string {
  const parts = source.split('.');
  const ids = parts.map((_, i) => parts.slice(0, parts.length - i).join('.'));
  const known = ids.find((id) => sourceOf(facts, id) !== id);
  return known === undefined ? source.replace(/ Metadata\..*$/, '') : sourceOf(facts, known);
}

export function placesOf({ facts, network, backbone }: Pick<Understanding, 'facts' | 'network' | 'backbone'>): PlaceOf {
  const links = linkSources(facts);
  const gateways = gatewaySources(facts, network);
  const linksOf = (risk: string) =>
    backbone.links.filter(({ sharedRisks }) => sharedRisks.includes(risk)).map(({ name }) => name);
  const known = ({ source, scenario, flow }: Finding) => [
    source === undefined ? undefined : resourceAt(facts, source),
    ...(scenario?.links ?? []).map(({ name }) => links.get(name)),
    ...(scenario?.risks ?? []).flatMap(({ name }) => linksOf(name)).map((name) => links.get(name)),
    ...(scenario?.sites ?? []).map((name) => gateways.get(name)),
    gateways.get(flow?.from ?? ''),
  ];
  return (finding) => known(finding).find((place) => place !== undefined) ?? '';
}
