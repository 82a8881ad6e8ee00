// Pure: VPCs and the subnets that go into them.

import { contains, prefix } from '../../net/prefix';
import type { WrittenSite } from '../written';
import { type Draft, type Rule, type Subject, sitesOf } from './subject';

type AwsSite = Extract<WrittenSite, { kind: 'aws' }>;
type WrittenVpc = AwsSite['vpcs'][string];

function awsSites(subject: Subject): [string, AwsSite][] {
  return sitesOf(subject).flatMap(([name, site]): [string, AwsSite][] => (site.kind === 'aws' ? [[name, site]] : []));
}

function perVpc(rule: (vpc: WrittenVpc, site: string, name: string) => readonly Draft[]): Rule {
  return (subject) =>
    awsSites(subject).flatMap(([site, { vpcs }]) =>
      Object.entries(vpcs).flatMap(([name, vpc]) => rule(vpc, site, name)),
    );
}

/**
 * Workload subnet i is unit i of the lower half of the VPC. A unit is an eighth, but AWS wants a /28 at least: in a /26
 * the lower half has room for two.
 */
const roomForZones = perVpc((vpc, site, name) => {
  if (prefix(vpc.cidr).length !== 26 || (vpc.azs ?? 2) <= 2) return [];
  return [
    {
      code: 'topology-vpc-too-small',
      path: ['sites', site, 'vpcs', name, 'azs'],
      problem: `the VPC ${name} of ${site} has no room for ${vpc.azs} zones`,
      got: `${vpc.azs} in a /26`,
      allowed: '2 zones in a /26, 2 to 4 in anything shorter',
      fix: 'write azs: 2, or choose a shorter prefix',
    },
  ];
});

/** With an existing VPC everything that is attached must be named; without one nothing may be. */
const fullyNamed = perVpc((vpc, site, name) => {
  const path = ['sites', site, 'vpcs', name];
  const others = ['subnetIds', 'routeTableIds'] as const;
  if (vpc.vpcId === undefined)
    return others.filter((key) => vpc[key] !== undefined).map((key) => notNamed([...path, key], key, 'vpcId'));
  return others.filter((key) => vpc[key] === undefined).map((key) => notNamed([...path, 'vpcId'], 'vpcId', key));
});

function notNamed(path: readonly string[], key: string, missing: string): Draft {
  return {
    code: 'topology-vpc-existing',
    path,
    problem: `${key} stands without ${missing}`,
    got: `no ${missing}`,
    allowed: 'vpcId, subnetIds and routeTableIds together, or none of them',
    fix: `add ${missing}, or remove ${key} to have the VPC created`,
  };
}

/** Probe subnets are one block: inside the aggregate, and either within one VPC or apart from all. */
const probeBlock: Rule = (subject) =>
  awsSites(subject).flatMap(([name, { probeCidr, cidr, vpcs }]) => {
    if (probeCidr === undefined) return [];
    const block = prefix(probeCidr);
    const cut = Object.entries(vpcs).find(([, vpc]) => contains(block, prefix(vpc.cidr)));
    const fits = block.length === 20 && contains(prefix(cidr), block) && block.text !== prefix(cidr).text;
    if (fits && cut === undefined) return [];
    return [
      {
        code: 'topology-probe-cidr' as const,
        path: ['sites', name, 'probeCidr'],
        problem: fits ? `probeCidr of ${name} covers its VPC ${cut?.[0]}` : `probeCidr of ${name} does not fit`,
        allowed: `a /20 inside ${cidr} that covers no VPC`,
        fix: 'choose a free /20, or leave probeCidr out',
      },
    ];
  });

export const VPC_RULES: readonly Rule[] = [roomForZones, fullyNamed, probeBlock];
