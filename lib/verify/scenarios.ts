// Pure: what is failed to find out what survives.

import type { BackboneLink, FlowRequirement } from '../routing/backbone';
import type { LinkConditions } from '../routing/network';
import { type FailureForm, NOTHING_FAILED, type Scenario } from '../routing/scenario';
import type { Standings } from '../routing/shortest-paths';
import { compareText } from './json';

/** Nothing watches a peering, so it only fails grey. */
function formsOf(link: BackboneLink | undefined): readonly FailureForm[] {
  return link === undefined || link.kind === 'transit-gateway-peering' ? ['grey'] : ['down', 'grey'];
}

/** Nothing failed, then each link in each of its forms. Links that only the templates know are failed too. */
export function scenariosOf(links: readonly BackboneLink[], alsoLinks: readonly string[]): readonly Scenario[] {
  const byName = new Map(links.map((link) => [link.name, link]));
  const names = [...new Set([...byName.keys(), ...alsoLinks])].sort(compareText);
  const singles = names.flatMap((name) => formsOf(byName.get(name)).map((form) => ({ name, form })));
  return [NOTHING_FAILED, ...singles.map((link): Scenario => ({ links: [link], risks: [] }))];
}

/** True when the flow's requirement covers this scenario; it always covers a network in which nothing has failed. */
export function mustSurvive({ survive }: FlowRequirement, { links, risks }: Scenario): boolean {
  return links.length <= survive.links && risks.length <= survive.risks;
}

export function conditionsOf({ links }: Scenario): LinkConditions {
  return new Map(links.map(({ name, form }) => [name, form]));
}

/** How controllers see the scenario: their probes find a grey link as surely as one that is down. */
export function standingsOf({ links }: Scenario): Standings {
  return new Map(links.map(({ name }) => [name, 'down']));
}
