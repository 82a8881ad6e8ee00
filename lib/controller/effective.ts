// Pure: what a site's tables do now, read back through the forwarding model rather than remembered.

import { holdsAddress, type Prefix } from '../net/prefix';
import { addressClasses } from '../routing/flow-trace';
import { matchGatewayRoute } from '../routing/lookup';
import type { GatewayRoute, GatewayTable } from '../routing/network';
import type { SiteRouting } from './site-routing';

/** Stands among the links of a `split` for the part that goes over no link at all. */
const NO_LINK = '(none)';

/**
 * Where a table sends a site's traffic. `split` means that some of its prefixes go elsewhere, as a longer route that
 * was leaked would make them; `links` then names all links in use, and NO_LINK if part of it goes nowhere, sorted.
 */
export type Effective =
  | { readonly kind: 'link'; readonly link: string }
  | { readonly kind: 'split'; readonly links: readonly string[] }
  | { readonly kind: 'none' };

function linkOfRoute(route: GatewayRoute | undefined, routing: SiteRouting): string | undefined {
  return route?.target.kind === 'attachment' ? routing.linkOf.get(route.target.attachment) : undefined;
}

function lookUp(table: Pick<GatewayTable, 'routes'>, specifics: readonly Prefix[], routing: SiteRouting): Effective {
  const prefixes = table.routes.map((route) => route.prefix);
  const links = new Set<string | undefined>();
  for (const specific of specifics)
    for (const address of addressClasses(specific, [...prefixes, ...routing.probes]))
      if (!routing.probes.some((probe) => holdsAddress(probe, address)))
        links.add(linkOfRoute(matchGatewayRoute(table.routes, address), routing));
  if (links.size > 1) return { kind: 'split', links: [...links].map((link) => link ?? NO_LINK).sort() };
  const [link] = links;
  return link === undefined ? { kind: 'none' } : { kind: 'link', link };
}

type EffectiveOf = (specifics: readonly Prefix[]) => Effective;

const lookedUp = new WeakMap<SiteRouting, WeakMap<GatewayTable['routes'], EffectiveOf>>();

function lookUpOnce(table: Pick<GatewayTable, 'routes'>, routing: SiteRouting): EffectiveOf {
  const known = new WeakMap<readonly Prefix[], Effective>();
  return (specifics) => {
    const before = known.get(specifics);
    if (before) return before;
    const effective = lookUp(table, specifics, routing);
    known.set(specifics, effective);
    return effective;
  };
}

/**
 * Where `table` sends specifics, every class of address looked up but those of pinned probes. Most tables are asked again
 * and again before they change, so answers are kept.
 */
export function effectiveIn(table: Pick<GatewayTable, 'routes'>, routing: SiteRouting): EffectiveOf {
  const ofSite = lookedUp.get(routing) ?? new WeakMap<GatewayTable['routes'], EffectiveOf>();
  lookedUp.set(routing, ofSite);
  const known = ofSite.get(table.routes) ?? lookUpOnce(table, routing);
  ofSite.set(table.routes, known);
  return known;
}

export function effectiveLink(
  table: Pick<GatewayTable, 'routes'>,
  specifics: readonly Prefix[],
  routing: SiteRouting,
): Effective {
  return effectiveIn(table, routing)(specifics);
}

/** The links in use, sorted; empty when there are none. */
export function linksIn(effective: Effective): readonly string[] {
  switch (effective.kind) {
    case 'link':
      return [effective.link];
    case 'split':
      return effective.links;
    case 'none':
      return [];
  }
}

/** True when the table sends all of it to this link. */
export function goesTo(effective: Effective, link: string): boolean {
  return effective.kind === 'link' && effective.link === link;
}

const beneathOverrides = new WeakMap<SiteRouting, WeakMap<GatewayTable['routes'], GatewayTable['routes']>>();

/** The table without the prefix-list routes of the lists the controller owns: the baseline, as it stands beneath. */
export function withoutOverrides(table: GatewayTable, routing: SiteRouting): Pick<GatewayTable, 'routes'> {
  const ofSite = beneathOverrides.get(routing) ?? new WeakMap<GatewayTable['routes'], GatewayTable['routes']>();
  beneathOverrides.set(routing, ofSite);
  const known = ofSite.get(table.routes);
  if (known) return known === table.routes ? table : { routes: known };
  const owned = new Set([...routing.listOf.values()].map((list) => list.id));
  const routes = table.routes.filter((route) => !(route.origin === 'prefix-list' && owned.has(route.source)));
  const beneath = routes.length === table.routes.length ? table.routes : routes;
  ofSite.set(table.routes, beneath);
  return beneath === table.routes ? table : { routes: beneath };
}
