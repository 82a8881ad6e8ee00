// Pure: what is failed to find out what survives.

import type { Backbone, BackboneLink, FlowRequirement } from '../routing/backbone';
import type { LinkCondition, LinkConditions } from '../routing/network';
import { type FailureForm, NOTHING_FAILED, type Scenario } from '../routing/scenario';
import type { Standings } from '../routing/shortest-paths';
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
 * Nothing failed, then each link in each of its forms, then each shared risk; and each pair of links where a flow must
 * survive any two. Links that only the templates know are failed too.
 */
export function scenariosOf({ links, flows }: Backbone, alsoLinks: readonly string[]): readonly Scenario[] {
  const byName = new Map(links.map((link) => [link.name, link]));
  const names = [...new Set([...byName.keys(), ...alsoLinks])].sort(compareText);
  const singles = names.flatMap((name) => formsOf([byName.get(name)]).map((form) => ({ name, form })));
  const pairs = flows.some(({ survive }) => survive.links > 1) ? pairsOf(singles) : [];
  return [
    NOTHING_FAILED,
    ...singles.map((link): Scenario => ({ links: [link], risks: [] })),
    ...risksOf(links),
    ...pairs,
  ];
}

/** True when the flow's requirement covers this scenario; it always covers a network in which nothing has failed. */
export function mustSurvive({ survive }: FlowRequirement, { links, risks }: Scenario): boolean {
  return links.length <= survive.links && risks.length <= survive.risks;
}

/** What is judged: pairs of links only for flows that must survive them, everything else for every flow. */
export function isJudged(flow: FlowRequirement, scenario: Scenario): boolean {
  return scenario.links.length < 2 || mustSurvive(flow, scenario);
}

/** The links that fail, those of shared risks included. BGP sees nothing of a peering, whatever the form. */
export function conditionsOf(scenario: Scenario, { links }: Backbone): LinkConditions {
  const ofRisks = scenario.risks.flatMap(({ name, form }) =>
    links
      .filter(({ sharedRisks }) => sharedRisks.includes(name))
      .map((link): [string, LinkCondition] => [link.name, isPeering(link) ? 'grey' : form]),
  );
  return new Map([...ofRisks, ...scenario.links.map(({ name, form }): [string, LinkCondition] => [name, form])]);
}

/** How controllers see the scenario: their probes find a grey link as surely as one that is down. */
export function standingsOf(conditions: LinkConditions): Standings {
  return new Map([...conditions.keys()].map((name) => [name, 'down']));
}
