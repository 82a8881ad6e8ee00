// Pure: which sites there are, and what tells them apart.

import { isKnownSite, linksOf, type Rule, repeated, sitesOf } from './subject';

const anAwsSite: Rule = ({ written, left }) => {
  if (left.sites.size > 0 || Object.values(written.sites).some(({ kind }) => kind === 'aws')) return [];
  return [
    {
      code: 'topology-no-sites',
      path: ['sites'],
      at: 'key',
      problem: 'the topology has no AWS site',
      got: Object.keys(written.sites).length === 0 ? 'no sites' : 'on-prem sites only',
      allowed: 'at least one site of kind aws',
      fix: 'add the AWS regions that the backbone joins',
    },
  ];
};

const someLinks: Rule = ({ written, left }) => {
  if (left.links.size > 0 || Object.keys(written.links).length > 0) return [];
  return [
    {
      code: 'topology-no-links',
      path: ['links'],
      at: 'key',
      problem: 'the topology has no links',
      got: 'an empty map',
      allowed: 'at least one link',
      fix: 'add the links between the sites',
    },
  ];
};

/** Says nothing when there is no link at all, and when a link whose ends are not clear could be the missing one. */
const everySiteLinked: Rule = (subject) => {
  const links = linksOf(subject);
  const linked = new Set(links.flatMap(([, { between }]) => between));
  const unclear = subject.left.links.size > 0 || [...linked].some((site) => !isKnownSite(subject, site));
  if (links.length === 0 || unclear) return [];
  return sitesOf(subject)
    .filter(([name]) => !linked.has(name))
    .map(([name]) => ({
      code: 'topology-site-without-link',
      path: ['sites', name],
      problem: `no link leads to ${name}`,
      got: 'no link',
      allowed: 'at least one link at every site',
      fix: `add a link between ${name} and another site, or remove the site`,
    }));
};

const oneSitePerRegion: Rule = (subject) =>
  repeated(sitesOf(subject), ([, site]) => (site.kind === 'aws' ? site.region : undefined)).map(({ first, again }) => ({
    code: 'topology-region-shared',
    path: ['sites', again[0], 'region'],
    problem: `${again[0]} is in the same region as ${first[0]}`,
    allowed: 'one AWS site per region',
    fix: `put the VPCs of ${again[0]} into ${first[0]}, or choose another region`,
  }));

export const SITE_RULES: readonly Rule[] = [anAwsSite, someLinks, everySiteLinked, oneSitePerRegion];
