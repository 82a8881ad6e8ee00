// Pure: what is failed to find out what survives.

import type { Backbone, BackboneLink, Flow, FlowRequirement } from '../routing/backbone';
import type { LinkCondition, LinkConditions } from '../routing/network';
import { type FailureForm, failureCount, NOTHING_FAILED, type Scenario } from '../routing/scenario';
import { compareText } from './json';

type FailedLink = Scenario['links'][number];

function isPeering(link: BackboneLink | undefined): boolean {
  return link === undefined || link.kind === 'transit-gateway-peering';
}

/** Nothing watches a peering, so it only fails grey. */
function formsOf(links: readonly (BackboneLink | undefined)[]): readonly FailureForm[] {
  return links.every(isPeering) ? ['grey'] : ['down', 'grey'];
}

function linksAtRisk(links: readonly BackboneLink[], risk: string): readonly BackboneLink[] {
  return links.filter(({ sharedRisks }) => sharedRisks.includes(risk));
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
    formsOf(linksAtRisk(links, name)).map((form): Scenario => ({ links: [], risks: [{ name, form }] })),
  );
}

/** Each shared risk with each link that it does not take anyway. */
function risksAndLinks(links: readonly BackboneLink[], singles: readonly FailedLink[]): readonly Scenario[] {
  return risksOf(links).flatMap(({ risks }) => {
    const taken = new Set(risks.flatMap(({ name }) => linksAtRisk(links, name)).map(({ name }) => name));
    return singles.filter(({ name }) => !taken.has(name)).map((link): Scenario => ({ links: [link], risks }));
  });
}

/**
 * Nothing failed, then each link in each of its forms, each shared risk, each AWS site, each pair of links, and with `deep`
 * each shared risk with each link. Links that only the templates know are failed too. In a backbone that nobody described,
 * where nobody said what must survive, no more than one link fails.
 */
export function scenariosOf(
  { sites, links, inferred }: Backbone,
  alsoLinks: readonly string[],
  { deep = false }: { readonly deep?: boolean } = {},
): readonly Scenario[] {
  const byName = new Map(links.map((link) => [link.name, link]));
  const names = [...new Set([...byName.keys(), ...alsoLinks])].sort(compareText);
  const singles = names.flatMap((name) => formsOf([byName.get(name)]).map((form) => ({ name, form })));
  const fewest = [NOTHING_FAILED, ...singles.map((link): Scenario => ({ links: [link], risks: [] }))];
  if (inferred) return fewest;
  return [
    ...fewest,
    ...risksOf(links),
    ...sites.flatMap(({ name, kind }): Scenario[] => (kind === 'aws' ? [{ links: [], risks: [], sites: [name] }] : [])),
    ...pairsOf(singles),
    ...(deep ? risksAndLinks(links, singles) : []),
  ];
}

/** The scenarios in which only one of two failures happens; none for any other scenario. */
export function failedAlone({ links, risks, sites = [] }: Scenario): readonly Scenario[] {
  if (links.length + risks.length !== 2 || sites.length > 0) return [];
  return [
    ...risks.map((risk): Scenario => ({ links: [], risks: [risk] })),
    ...links.map((link): Scenario => ({ links: [link], risks: [] })),
  ];
}

/** False of flows that start or end at a site that is lost: nothing is left of them to be judged. */
export function isJudged({ sites = [] }: Scenario, { from, to }: Flow): boolean {
  return !sites.includes(from) && !sites.includes(to);
}

/**
 * True when the flow's requirement covers this scenario; it always covers a network in which nothing has failed. Of
 * everything together no more has to be survived at once than of one kind: a shared risk and a link are two failures.
 *
 *   survive               a link   a risk   two links   a risk and a link   a site
 *   links 1, risks 1      yes      yes      no          no                  no
 *   links 2, risks 0      yes      no       yes         no                  no
 *   links 2, risks 1      yes      yes      yes         yes                 no
 *   ..., sites 1          as above                                          yes
 */
export function mustSurvive({ survive }: FlowRequirement, scenario: Scenario): boolean {
  const { links, risks, sites = [] } = scenario;
  const most = { sites: 0, ...survive };
  const isOfKinds = links.length <= most.links && risks.length <= most.risks && sites.length <= most.sites;
  return isOfKinds && failureCount(scenario) <= Math.max(most.links, most.risks, most.sites);
}

/** `mustSurvive` for flows by their sites. */
export function requiredIn({ flows }: Backbone): (flow: Flow, scenario: Scenario) => boolean {
  const requirements = new Map(flows.map((flow): [string, FlowRequirement] => [`${flow.from} ${flow.to}`, flow]));
  return ({ from, to }, scenario) => {
    const requirement = requirements.get(`${from} ${to}`);
    return requirement !== undefined && mustSurvive(requirement, scenario);
  };
}

/** The links that fail, those of shared risks and of lost sites included. BGP sees nothing of a peering, whatever the form. */
export function conditionsOf(scenario: Scenario, { links }: Backbone): LinkConditions {
  const condition = (link: BackboneLink, form: FailureForm): [string, LinkCondition] => [
    link.name,
    isPeering(link) ? 'grey' : form,
  ];
  const ofRisks = scenario.risks.flatMap(({ name, form }) =>
    linksAtRisk(links, name).map((link) => condition(link, form)),
  );
  const ofSites = links.filter(({ between }) => between.some((site) => scenario.sites?.includes(site)));
  return new Map([
    ...ofRisks,
    ...ofSites.map((link) => condition(link, 'down')),
    ...scenario.links.map(({ name, form }): [string, LinkCondition] => [name, form]),
  ]);
}
