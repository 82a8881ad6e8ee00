// Pure: what a link may join.

import type { WrittenLink } from '../written';
import { type Draft, linksOf, pairKey, type Rule, repeated, siteNamed } from './subject';

const twoSites: Rule = (subject) =>
  linksOf(subject)
    .filter(([, { between }]) => between[0] === between[1])
    .map(([name]) => ({
      code: 'topology-link-self',
      path: ['links', name, 'between', 1],
      problem: `${name} joins a site with itself`,
      allowed: 'two different sites',
      fix: 'name the site at the other end',
    }));

const kindFitsSites: Rule = (subject) =>
  linksOf(subject).flatMap(([name, link]) => {
    const kinds = link.between.map((site) => siteNamed(subject, site)?.kind);
    const onPrem = kinds.filter((kind) => kind === 'on-prem').length;
    const wanted = link.kind === 'transit-gateway-peering' ? 0 : 1;
    const judged = !kinds.includes(undefined) && link.between[0] !== link.between[1];
    return judged && onPrem !== wanted ? [wrongKind(name, link, onPrem)] : [];
  });

function wrongKind(name: string, { kind, between }: WrittenLink, onPrem: number): Draft {
  const ends = ['two AWS sites', 'an AWS site and an on-prem site', 'two on-prem sites'];
  const fix = [
    'use kind transit-gateway-peering',
    'use kind direct-connect or site-to-site-vpn',
    'join each to AWS sites',
  ];
  return {
    code: 'topology-link-kind',
    path: ['links', name, 'kind'],
    problem: `a ${kind} cannot join ${between.join(' and ')}`,
    got: `${kind} between ${ends[onPrem]}`,
    allowed:
      kind === 'transit-gateway-peering' ? 'a peering joins two AWS sites' : `a ${kind} has exactly one on-prem end`,
    fix: `${fix[onPrem]}`,
  };
}

const uniqueIndexes: Rule = (subject) => {
  const ends = linksOf(subject).flatMap(([name, { between, index }]) =>
    [...new Set(between)].map((site) => ({ name, site, index })),
  );
  const clashes = repeated(ends, ({ site, index }) => `${site} ${index}`);
  const perLink = new Map(clashes.map((clash) => [clash.again.name, clash]));
  return [...perLink.values()].map(({ first, again }) => ({
    code: 'topology-index-clash',
    path: ['links', again.name, 'index'],
    problem: `${again.name} and ${first.name} have the same index at ${again.site}`,
    allowed: 'an index that no other link of either site has',
    fix: `give the newer link another index; ${nextFree(subject, again.name)} is free at both of its sites`,
  }));
};

function nextFree(subject: Parameters<Rule>[0], name: string): number | string {
  const ends: readonly string[] = subject.written.links[name]?.between ?? [];
  const used = new Set(
    linksOf(subject).flatMap(([, { between, index }]) => (between.some((site) => ends.includes(site)) ? [index] : [])),
  );
  return Array.from({ length: 255 }, (_, i) => i + 1).find((index) => !used.has(index)) ?? 'none';
}

/** AWS refuses a second peering between the same two gateways. */
const onePeeringPerPair: Rule = (subject) =>
  repeated(linksOf(subject), ([, link]) =>
    link.kind === 'transit-gateway-peering' ? pairKey(link.between) : undefined,
  ).map(({ first, again }) => ({
    code: 'topology-peering-duplicate',
    path: ['links', again[0]],
    problem: `${again[0]} joins the same sites as ${first[0]}`,
    got: `a second peering between ${again[1].between.join(' and ')}`,
    allowed: 'one peering per pair of transit gateways',
    fix: `remove ${again[0]}; a third site gives the pair a second path`,
  }));

const riskOnce: Rule = (subject) =>
  linksOf(subject).flatMap(([name, { sharedRisks = [] }]) =>
    repeated([...sharedRisks.entries()], ([, risk]) => risk).map(({ again: [i, risk] }) => ({
      code: 'topology-risk-duplicate' as const,
      path: ['links', name, 'sharedRisks', i],
      problem: `${name} lists the shared risk ${risk} twice`,
      allowed: 'each shared risk once',
      fix: 'remove one, or correct its name',
    })),
  );

export const LINK_RULES: readonly Rule[] = [twoSites, kindFitsSites, uniqueIndexes, onePeeringPerPair, riskOnce];
