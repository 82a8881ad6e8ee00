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

const withBgp: ScenarioRule = ({ world, faults }) =>
  faults.flatMap(({ path, entry: { link: name, form } }): Draft[] => {
    const link = world.backbone.links.find((candidate) => candidate.name === name);
    if (form !== 'down' || link?.kind !== 'transit-gateway-peering') return [];
    return [
      {
        code: 'scenario-fault-form',
        path: [...path, 'form'],
        problem: `${link.name} is a transit gateway peering, and nothing sees a peering go down`,
        allowed: 'grey',
        fix: 'write form: grey, or leave it out',
      },
    ];
  });

/** Nothing when the site has such a VPC, or is on premises and no VPC is named. */
function endMistakes({ backbone, vpcs }: ScenarioWorld, path: Path, end: string): readonly Draft[] {
  const [siteName = '', vpcName] = end.split('/');
  const site = backbone.sites.find(({ name }) => name === siteName);
  if (site === undefined) {
    const sites = backbone.sites.map(({ name }) => name);
    return [missing({ code: 'scenario-unknown-site', path, what: 'site', name: siteName }, sites)];
  }
  const own = vpcs.filter((vpc) => vpc.site === siteName).map(({ name }) => `${siteName}/${name}`);
  return site.kind === 'aws' ? vpcMistakes(path, end, own.sort()) : premisesMistakes(path, siteName, vpcName);
}

function vpcMistakes(path: Path, end: string, own: readonly string[]): readonly Draft[] {
  if (own.includes(end)) return [];
  if (end.includes('/')) return [missing({ code: 'scenario-unknown-vpc', path, what: 'VPC', name: end }, own)];
  const problem = `${end} is an AWS site, and which of its VPCs is not said`;
  const fix = `name the VPC as well, for example ${own[0] ?? `${end}/core`}`;
  return [{ code: 'scenario-traffic-end', path, problem, allowed: list(own), fix }];
}

function premisesMistakes(path: Path, site: string, vpc: string | undefined): readonly Draft[] {
  if (vpc === undefined) return [];
  const problem = `${site} is on premises and has no VPCs`;
  return [{ code: 'scenario-unknown-vpc', path, problem, allowed: site, fix: `write ${site} alone` }];
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
      allowed: 'ends at two different sites',
      fix: 'name an end at the other site',
    }));

/** Transit gateways do not carry traffic between two sites on premises dependably, so nothing is promised for it. */
const throughAws: ScenarioRule = ({ world, traffic }) => {
  const premises = new Set(world.backbone.sites.flatMap(({ name, kind }) => (kind === 'on-prem' ? [name] : [])));
  return traffic
    .filter(({ entry: { between } }) => between !== undefined && between[0] !== between[1])
    .filter(({ entry: { between } }) => between?.every((end) => premises.has(end)))
    .map(({ path }) => ({
      code: 'scenario-traffic-end',
      path: [...path, 'between', 1],
      problem: 'both ends are on premises, and Detour routes no traffic between them',
      allowed: 'at least one VPC of an AWS site',
      fix: 'name a VPC for one of the ends',
    }));
};

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
        allowed: 'one entry per pair of ends; its packets go both ways',
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

export const NAME_RULES: readonly ScenarioRule[] = [
  links,
  withBgp,
  ends,
  differentSites,
  throughAws,
  oncePerPair,
  fewEnough,
];
