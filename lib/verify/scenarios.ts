// Pure: what is failed to find out what survives.

import type { Backbone, BackboneLink, FlowRequirement } from '../routing/backbone';
import type { LinkCondition, LinkConditions } from '../routing/network';
import { type FailureForm, NOTHING_FAILED, type Scenario } from '../routing/scenario';
import { compareText } from './json';

type FailedLink = Scenario['links'][number];

function isPeering(link: BackboneLink | undefined): boolean {
  return link === undefined || link.kind === 'transit-gateway-peering';
}

/** Nothing watches a peering, so it only fails grey. */
function formsOf(links: readonly (BackboneLink | undefined)[]): readonly FailureForm[] {
  return links.every(isPeering) ? ['grey'] : ['down', 'grey'];
}

/** Every two of them, but not two forms of one link. */
function pairsOf(singles: readonly FailedLink[]): readonly Scenario[] {
  return singles.flatMap((one, i) =>
    singles
      .slice(i + 1)
      .filter(({ name }) => name !== one.name)
      .map((other): Scenario => ({ links: [one, other], risks: [] })),
  );
}

function risksOf(links: readonly BackboneLink[]): readonly Scenario[] {
  const names = [...new Set(links.flatMap(({ sharedRisks }) => sharedRisks))].sort(compareText);
  return names.flatMap((name) =>
    formsOf(links.filter(({ sharedRisks }) => sharedRisks.includes(name))).map(
      (form): Scenario => ({ links: [], risks: [{ name, form }] }),
    ),
  );
}

/**
 * Nothing failed, then each link in each of its forms, then each shared risk, then each pair of links. Links that only
 * the templates know are failed too.
 */
export function scenariosOf({ links }: Backbone, alsoLinks: readonly string[]): readonly Scenario[] {
  const byName = new Map(links.map((link) => [link.name, link]));
  const names = [...new Set([...byName.keys(), ...alsoLinks])].sort(compareText);
  const singles = names.flatMap((name) => formsOf([byName.get(name)]).map((form) => ({ name, form })));
  return [
    NOTHING_FAILED,
    ...singles.map((link): Scenario => ({ links: [link], risks: [] })),
    ...risksOf(links),
    ...pairsOf(singles),
  ];
}

/** The scenarios in which only one of two failed links fails; none for any other scenario. */
export function failedAlone({ links, risks, sites }: Scenario): readonly Scenario[] {
  return links.length === 2 && risks.length === 0 && !sites
    ? links.map((link): Scenario => ({ links: [link], risks: [] }))
    : [];
}

/** True when the flow's requirement covers this scenario; it always covers a network in which nothing has failed. */
export function mustSurvive({ survive }: FlowRequirement, { links, risks }: Scenario): boolean {
  return links.length <= survive.links && risks.length <= survive.risks;
}

/** The links that fail, those of shared risks and of lost sites included. BGP sees nothing of a peering, whatever the form. */
export function conditionsOf(scenario: Scenario, { links }: Backbone): LinkConditions {
  const condition = (link: BackboneLink, form: FailureForm): [string, LinkCondition] => [
    link.name,
    isPeering(link) ? 'grey' : form,
  ];
  const ofRisks = scenario.risks.flatMap(({ name, form }) =>
    links.filter(({ sharedRisks }) => sharedRisks.includes(name)).map((link) => condition(link, form)),
  );
  const ofSites = links.filter(({ between }) => between.some((site) => scenario.sites?.includes(site)));
  return new Map([
    ...ofRisks,
    ...ofSites.map((link) => condition(link, 'down')),
    ...scenario.links.map(({ name, form }): [string, LinkCondition] => [name, form]),
  ]);
}
