// Pure: what a scenario names exists, and its traffic can be replayed.

import { didYouMean } from '../net/document/did-you-mean';
import type { Draft, Path } from '../net/document/draft';
import type { ScenarioRule, ScenarioWorld } from './scenario-subject';

const MAX_PACKETS = 50_000_000;

function list(names: readonly string[]): string {
  return names.length === 0 ? 'nothing: there is none' : names.join(', ');
}

type Missing = Pick<Draft, 'code' | 'path'> & { readonly what: string; readonly name: string };

function missing({ code, path, what, name }: Missing, names: readonly string[]): Draft {
  const meant = didYouMean(name, names);
  const fix =
    meant === undefined ? `name one of those, or play the scenario on another topology` : `did you mean ${meant}`;
  return { code, path, problem: `there is no ${what} ${name}`, allowed: list(names), fix };
}

const links: ScenarioRule = ({ world, faults, notices }) => {
  const names = world.backbone.links.map(({ name }) => name);
  return [...faults, ...notices].flatMap(({ path, entry: { link } }) =>
    link === undefined || names.includes(link)
      ? []
      : [missing({ code: 'scenario-unknown-link', path: [...path, 'link'], what: 'link', name: link }, names)],
  );
};

/** Nothing when the site has such a VPC. */
function endMistakes({ backbone, vpcs }: ScenarioWorld, path: Path, end: string): readonly Draft[] {
  const [siteName = '', vpcName = ''] = end.split('/');
  const site = backbone.sites.find(({ name }) => name === siteName);
  const sites = backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  if (site === undefined)
    return [missing({ code: 'scenario-unknown-site', path, what: 'site', name: siteName }, sites)];
  const own = vpcs.filter((vpc) => vpc.site === siteName).map(({ name }) => name);
  if (own.includes(vpcName)) return [];
  if (site.kind === 'aws') {
    const ends = own.map((name) => `${siteName}/${name}`).sort();
    return [missing({ code: 'scenario-unknown-vpc', path, what: 'VPC', name: end }, ends)];
  }
  return [
    {
      code: 'scenario-unknown-vpc',
      path,
      problem: `${siteName} is on premises and has no VPCs`,
      allowed: `a VPC of ${list(sites)}`,
      fix: 'name a VPC of an AWS site',
    },
  ];
}

const ends: ScenarioRule = ({ world, traffic }) =>
  traffic.flatMap(({ path, entry: { between } }) =>
    (between ?? []).flatMap((end, i) => endMistakes(world, [...path, 'between', i], end)),
  );

const differentSites: ScenarioRule = ({ traffic }) =>
  traffic
    .filter(({ entry: { between } }) => between !== undefined && siteOf(between[0]) === siteOf(between[1]))
    .map(({ path }) => ({
      code: 'scenario-traffic-same-site',
      path: [...path, 'between', 1],
      problem: 'both ends are at the same site, so no link is used',
      allowed: 'VPCs of two different sites',
      fix: 'name a VPC of the other site',
    }));

function siteOf(end: string): string {
  return end.split('/')[0] ?? '';
}

const oncePerPair: ScenarioRule = ({ traffic }) => {
  const seen = new Set<string>();
  return traffic.flatMap(({ path, entry: { between } }): Draft[] => {
    const pair = between && [...between].sort().join(' ');
    if (between === undefined || pair === undefined) return [];
    if (!seen.has(pair)) {
      seen.add(pair);
      return [];
    }
    return [
      {
        code: 'scenario-traffic-duplicate',
        path: [...path, 'between'],
        problem: `packets between ${between.join(' and ')} are counted already`,
        allowed: 'one entry per pair of VPCs; its packets go both ways',
        fix: 'merge the two entries',
      },
    ];
  });
};

const fewEnough: ScenarioRule = ({ traffic, startMs, endMs }) => {
  if (startMs === undefined || endMs === undefined || endMs <= startMs) return [];
  const seconds = (endMs - startMs) / 1_000;
  const most = Math.floor(MAX_PACKETS / seconds);
  return traffic
    .filter(({ entry: { packetsPerSecond = 0 } }) => packetsPerSecond * seconds > MAX_PACKETS)
    .map(({ path }) => ({
      code: 'scenario-too-many-packets',
      path: [...path, 'packetsPerSecond'],
      problem: `the flow would have more than ${MAX_PACKETS / 1_000_000} million packets each way`,
      allowed: `at most ${most} packets per second in a scenario of ${seconds} s`,
      fix: 'send fewer packets, or make the scenario shorter',
    }));
};

export const NAME_RULES: readonly ScenarioRule[] = [links, ends, differentSites, oncePerPair, fewEnough];
