// Pure: sites that are named must exist.

import { didYouMean } from '../../net/document/did-you-mean';
import { type Draft, flowsOf, isKnownSite, linksOf, type Path, type Rule, type Subject } from './subject';

/** Nothing when the site is known. */
function unknownSite(subject: Subject, path: Path, name: string): readonly Draft[] {
  if (isKnownSite(subject, name)) return [];
  const names = [...Object.keys(subject.written.sites), ...subject.left.sites];
  const meant = didYouMean(name, names);
  return [
    {
      code: 'topology-unknown-site',
      path,
      problem: `there is no site ${name}`,
      allowed: names.length === 0 ? 'a site of this file' : names.join(', '),
      fix: meant === undefined ? `define ${name} under sites, or name one of the sites` : `did you mean ${meant}`,
    },
  ];
}

const linkEnds: Rule = (subject) =>
  linksOf(subject).flatMap(([name, { between }]) =>
    between.flatMap((site, i) => unknownSite(subject, ['links', name, 'between', i], site)),
  );

const flowEnds: Rule = (subject) =>
  flowsOf(subject).flatMap(([flow, { between }]) =>
    between.flatMap((site, i) => unknownSite(subject, ['flows', flow, 'between', i], site)),
  );

const serviceSites: Rule = (subject) =>
  Object.entries(subject.written.services ?? {}).flatMap(([name, service]) =>
    (['primary', 'secondary', 'tertiary'] as const).flatMap((role) => {
      const endpoint = service[role];
      return endpoint ? unknownSite(subject, ['services', name, role, 'site'], endpoint.site) : [];
    }),
  );

const admission: Rule = (subject) => {
  const site = subject.written.policy?.admission;
  return site === undefined ? [] : unknownSite(subject, ['policy', 'admission'], site);
};

export const REFERENCE_RULES: readonly Rule[] = [linkEnds, flowEnds, serviceSites, admission];
