// Pure: failover records.

import { holdsAddress, parseAddress, prefix } from '../../net/prefix';
import type { Written } from '../written';
import { type Draft, type Path, type Rule, repeated, type Subject, siteNamed } from './subject';

type Service = NonNullable<Written['services']>[string];

interface Endpoint {
  readonly path: Path;
  readonly site: string;
  readonly address: string;
}

function endpointsOf(name: string, service: Service): Endpoint[] {
  return (['primary', 'secondary', 'tertiary'] as const).flatMap((role) => {
    const endpoint = service[role];
    return endpoint ? [{ path: ['services', name, role], ...endpoint }] : [];
  });
}

function perService(rule: (endpoints: readonly Endpoint[], subject: Subject) => readonly Draft[]): Rule {
  return (subject) =>
    Object.entries(subject.written.services ?? {}).flatMap(([name, service]) =>
      rule(endpointsOf(name, service), subject),
    );
}

const inAws = perService((endpoints, subject) =>
  endpoints
    .filter(({ site }) => siteNamed(subject, site)?.kind === 'on-prem')
    .map(({ path, site }) => ({
      code: 'topology-service-site',
      path: [...path, 'site'],
      problem: `${site} is on premises`,
      allowed: 'AWS sites',
      fix: 'name an AWS site',
    })),
);

const sitesApart = perService((endpoints) =>
  repeated(endpoints, ({ site }) => site).map(({ first, again }) => ({
    code: 'topology-service-site',
    path: [...again.path, 'site'],
    problem: `${again.path.at(-1)} is at the site of ${first.path.at(-1)}`,
    allowed: 'a different site for each, because they are for the loss of a site',
    fix: `name another site, or remove ${again.path.at(-1)}`,
  })),
);

const insideVpcs = perService((endpoints, subject) =>
  endpoints.flatMap(({ path, site, address }): Draft[] => {
    const home = siteNamed(subject, site);
    const parsed = parseAddress(address);
    if (home?.kind !== 'aws' || !parsed.ok) return [];
    const cidrs = Object.values(home.vpcs).map((vpc) => vpc.cidr);
    if (cidrs.some((cidr) => holdsAddress(prefix(cidr), parsed.value))) return [];
    return [
      {
        code: 'topology-service-address',
        path: [...path, 'address'],
        problem: `${address} is in no VPC of ${site}`,
        allowed: `an address inside ${cidrs.join(' or ')}`,
        fix: `write the address of the service at ${site}`,
      },
    ];
  }),
);

/** A failover record set has one type: A for addresses, CNAME for names. */
const oneType = perService((endpoints) => {
  const isAddress = ({ address }: Endpoint) => parseAddress(address).ok;
  const [first, ...others] = endpoints;
  if (first === undefined) return [];
  return others
    .filter((other) => isAddress(other) !== isAddress(first))
    .map(({ path }) => ({
      code: 'topology-service-address',
      path: [...path, 'address'],
      problem: 'a service mixes addresses and host names',
      allowed: isAddress(first) ? 'addresses only, because primary is one' : 'host names only, because primary is one',
      fix: 'write all of them in the same way',
    }));
});

export const SERVICE_RULES: readonly Rule[] = [inAws, sitesApart, insideVpcs, oneType];
