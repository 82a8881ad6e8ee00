// Pure: what is declared otherwise than before, as lines.

import type { Difference, ValueChange } from '../../verify/diff/difference-schema';
import { comingAndGoing, count, flowsText, type Line, listed, name, type Span, strong } from './spans';

function valueText(value: unknown): Span {
  if (value === undefined) return 'nothing';
  return name(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Of two lists, what only one of them has; where that is nothing, their order is another. */
function listLine(before: readonly unknown[], after: readonly unknown[]): Line {
  const [was, is] = [textsIn(before), textsIn(after)];
  const line = comingAndGoing(
    is.filter((item) => !was.includes(item)),
    was.filter((item) => !is.includes(item)),
  );
  return line.length > 0 ? line : ['in another order'];
}

function valueLine(what: string, { name: whose, key, before, after }: ValueChange): Line {
  const owner: Line = whose === '' ? [`${what} `] : [`${what} `, name(whose), ' '];
  if (Array.isArray(before) && Array.isArray(after)) return [...owner, `${key}: `, ...listLine(before, after)];
  return [...owner, `${key}: `, valueText(before), ' → ', valueText(after)];
}

const RISKS = 'sharedRisks';

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** True of a shared risk that no link had before. */
function isNew(risk: string, { changed, links }: Difference): boolean {
  const other = new Set(changed.links.filter(({ key }) => key === RISKS).map((change) => change.name));
  const before = [
    ...changed.links.flatMap(({ key, before: was }) => (key === RISKS ? textsIn(was) : [])),
    ...links.kept.flatMap((link) => (other.has(link.name) ? [] : link.sharedRisks)),
    ...links.removed.flatMap((link) => link.sharedRisks),
  ];
  return !before.includes(risk);
}

/** By risk, which is what links have in common: the links that it takes now, and those that it no longer takes. */
function riskLines(difference: Difference): readonly Line[] {
  const ofRisks = difference.changed.links.filter(({ key }) => key === RISKS);
  const risks = [...new Set(ofRisks.flatMap(({ before, after }) => [...textsIn(before), ...textsIn(after)]))].sort();
  const isWeak = (risk: string) =>
    difference.singlePoints.added.some((point) => point.kind === 'risk' && point.name === risk);
  return risks.flatMap((risk): Line[] => {
    const links = (side: 'before' | 'after', other: 'before' | 'after') =>
      ofRisks
        .filter((change) => textsIn(change[side]).includes(risk) && !textsIn(change[other]).includes(risk))
        .map((change): Line => [name(change.name)]);
    const [taken, spared] = [links('after', 'before'), links('before', 'after')];
    const harm = isNew(risk, difference) && !isWeak(risk) ? '; no flow is lost with it' : '';
    return [
      ...(taken.length > 0 ? [['shared risk ', name(risk), ' now takes ', ...listed(taken), harm]] : []),
      ...(spared.length > 0 ? [['shared risk ', name(risk), ' no longer takes ', ...listed(spared)]] : []),
    ];
  });
}

/** What is declared otherwise; of demands, both directions at once. */
export function declarationLines(difference: Difference): readonly Line[] {
  const { sites, links, changed, demands } = difference;
  return [
    ...sites.removed.map((site): Line => [strong('removed'), ' site ', name(site.name)]),
    ...sites.added.map((site): Line => [strong('added'), ' site ', name(site.name)]),
    ...links.removed.map((link): Line => [strong('removed'), ' link ', name(link.name), ` (${link.kind})`]),
    ...links.added.map((link): Line => [strong('added'), ' link ', name(link.name), ` (${link.kind})`]),
    ...changed.sites.map((change) => valueLine('site', change)),
    ...riskLines(difference),
    ...changed.links.filter(({ key }) => key !== RISKS).map((change) => valueLine('link', change)),
    ...demandLines(demands),
    ...changed.policy.map((change) => valueLine('policy', change)),
  ];
}

function surviveText({ links, risks, sites = 0 }: Difference['demands'][number]['after']): string {
  const of = [count(links, 'link'), count(risks, 'shared risk'), ...(sites > 0 ? [count(sites, 'site')] : [])];
  return of.join(' and ');
}

export function demandLines(demands: Difference['demands']): readonly Line[] {
  const groups = new Map<string, Difference['demands'][number][]>();
  for (const demand of demands) {
    const key = JSON.stringify([demand.before, demand.after]);
    groups.set(key, [...(groups.get(key) ?? []), demand]);
  }
  return [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (!first) return [];
    const flows = flowsText(group.map(({ flow }) => flow));
    return [[...flows, ` must survive ${surviveText(first.after)} instead of ${surviveText(first.before)}`]];
  });
}
