// Pure: where functions of a site may run.

import type { WrittenSite } from '../written';
import { type Draft, linksOf, type Rule, type Subject, sitesOf } from './subject';

type AwsSite = Extract<WrittenSite, { kind: 'aws' }>;

/** Sites whose functions run in a VPC, and its name. */
function placed(subject: Subject): readonly { readonly name: string; readonly site: AwsSite; readonly vpc: string }[] {
  return sitesOf(subject).flatMap(([name, site]) =>
    site.kind === 'aws' && site.controller ? [{ name, site, vpc: site.controller.vpc }] : [],
  );
}

/** Endpoints with private DNS are made in it, and somebody else's VPC may have them already. */
const vpcIsCreated: Rule = (subject) =>
  placed(subject).flatMap(({ name, site, vpc }): Draft[] => {
    const found = Object.hasOwn(site.vpcs, vpc) ? site.vpcs[vpc] : undefined;
    if (found && found.vpcId === undefined) return [];
    const created = Object.entries(site.vpcs).flatMap(([own, { vpcId }]) => (vpcId === undefined ? [own] : []));
    return [
      {
        code: 'topology-controller-vpc',
        path: ['sites', name, 'controller', 'vpc'],
        problem: found ? `the VPC ${vpc} of ${name} exists already` : `${name} has no VPC ${vpc}`,
        got: vpc,
        allowed: created.length === 0 ? 'none, as all VPCs of the site exist already' : created.join(', '),
        fix: 'name a VPC of the site that is created, or leave controller out',
      },
    ];
  });

/** The functions ask Direct Connect, and AWS has no endpoint for that in a VPC. */
const noDirectConnect: Rule = (subject) =>
  placed(subject).flatMap(({ name, vpc }): Draft[] => {
    const [link] =
      linksOf(subject).find(([, { kind, between }]) => kind === 'direct-connect' && between.includes(name)) ?? [];
    if (link === undefined) return [];
    return [
      {
        code: 'topology-controller-direct-connect',
        path: ['sites', name, 'controller'],
        problem: `functions of ${name} in a VPC could not ask about its Direct Connect link ${link}`,
        got: vpc,
        allowed: 'a site without Direct Connect links: AWS has no endpoint of that service in a VPC',
        fix: `leave controller out of ${name}`,
      },
    ];
  });

export const CONTROLLER_RULES: readonly Rule[] = [vpcIsCreated, noDirectConnect];
