// Pure: names that mean something else already.

import { linksOf, type Rule, sitesOf } from './subject';

/** Names of route tables, and words that commands and reports use for something else. */
const RESERVED: ReadonlySet<string> = new Set(['spokes', 'transit', 'all', 'any', 'none', 'unknown', 'constructor']);

const noReservedNames: Rule = (subject) => {
  const named = [
    ...sitesOf(subject).map(([name]) => ['sites', name]),
    ...linksOf(subject).map(([name]) => ['links', name]),
    ...sitesOf(subject).flatMap(([site, { kind, ...rest }]) =>
      kind === 'aws' && 'vpcs' in rest ? Object.keys(rest.vpcs).map((vpc) => ['sites', site, 'vpcs', vpc]) : [],
    ),
  ];
  return named
    .filter((path) => RESERVED.has(path.at(-1) ?? ''))
    .map((path) => ({
      code: 'topology-reserved-name',
      path,
      at: 'key',
      problem: `the name ${path.at(-1)} is reserved`,
      allowed: `any name but ${[...RESERVED].join(', ')}`,
      fix: 'choose another name',
    }));
};

/** Orders, notices and reports name a site or a link by its bare name. */
const noCollisions: Rule = (subject) => {
  const sites = new Set([...sitesOf(subject).map(([name]) => name), ...subject.left.sites]);
  return linksOf(subject)
    .filter(([name]) => sites.has(name))
    .map(([name]) => ({
      code: 'topology-name-collision',
      path: ['links', name],
      at: 'key',
      problem: `the link ${name} has the name of a site`,
      allowed: 'a name that no site has',
      fix: 'rename the link, for example after both of its sites',
    }));
};

export const NAME_RULES: readonly Rule[] = [noReservedNames, noCollisions];
