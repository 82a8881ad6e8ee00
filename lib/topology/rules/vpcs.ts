// Pure: VPCs and the subnets that go into them, without those of probes.

import { prefix } from '../../net/prefix';
import { zonesThatFit } from '../../net/subnet-plan';
import { DEFAULTS } from '../defaults';
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

/** A VPC of another length than AWS has is reported as that. The zones of an existing one have their subnets. */
const roomForZones = perVpc(({ cidr, azs = DEFAULTS.azs, vpcId }, site, name) => {
  const most = zonesThatFit(prefix(cidr));
  if (vpcId !== undefined || most === 0 || azs <= most) return [];
  return [
    {
      code: 'topology-vpc-too-small',
      path: ['sites', site, 'vpcs', name, 'azs'],
      problem: `the VPC ${name} of ${site} has no room for ${azs} zones`,
      got: `${azs} in ${cidr}`,
      allowed: '2 zones in a /26 or a /25, up to 4 in anything shorter',
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

export const VPC_RULES: readonly Rule[] = [roomForZones, fullyNamed];
