// Pure: a name moves only when its primary has something that can turn unhealthy, when there is another place to move to,
// and as late as resolvers forget what it led to. Source of what Route 53 does: its API reference, ResourceRecordSet.

import { type Address, holdsAddress, prefix } from '../../net/prefix';
import type { Facts, Known } from '../facts/facts';
import type { FailoverRecordFact, HealthCheckFact } from '../facts/failover';
import { type Finding, finding } from '../findings';
import type { Check, Judged } from './check';

/** "If you're associating health checks with the record, we recommend 60 seconds or less." */
const LONGEST_TTL = 60;

function certain<T>(known: Known<T> | undefined): T | undefined {
  return known?.ok ? known.value : undefined;
}

/** `orders-db.acme.internal A` */
function called({ name, type, source }: FailoverRecordFact): string {
  return name.ok ? `${name.value} ${certain(type) ?? ''}`.trim() : source;
}

function roleText({ role }: FailoverRecordFact): string {
  return `${role.toLowerCase()} record`;
}

/** A calculated check that needs no healthy child is always healthy. */
function neverUnhealthy({ type, threshold }: HealthCheckFact): boolean {
  return certain(type) === 'CALCULATED' && certain(threshold) === 0;
}

function checkOf({ healthChecks }: Facts, { healthCheck }: FailoverRecordFact): HealthCheckFact | undefined {
  const id = certain(healthCheck);
  return healthChecks.find((check) => check.id === id);
}

/** Why a record always counts as healthy; undefined when it may not. What only a deployment knows may not. */
function alwaysHealthy(facts: Facts, record: FailoverRecordFact): string | undefined {
  const { healthCheck, aliasFollowsHealth: follows } = record;
  if (follows && (!follows.ok || follows.value)) return undefined;
  if (!healthCheck)
    return follows
      ? 'has no health check, and its alias does not evaluate the health of its target'
      : 'has no health check';
  const check = checkOf(facts, record);
  return check && neverUnhealthy(check) ? `has a calculated health check that needs 0 healthy children` : undefined;
}

/** A secondary is answered when the primary is unhealthy, whether or not it has a check of its own. */
export const failoverChecked: Check = ({ facts }) =>
  facts.failoverRecords.flatMap((record) => {
    const why = record.role === 'PRIMARY' ? alwaysHealthy(facts, record) : undefined;
    if (why === undefined) return [];
    return [
      finding('verify-failover-without-health-check', {
        message: `the ${roleText(record)} of ${called(record)} ${why}, so it always counts as healthy and the name never moves`,
        fix: 'give it a health check that follows an alarm on whether the site is reached (CLOUDWATCH_METRIC)',
        source: record.source,
      }),
    ];
  });

export const failoverTtl: Check = ({ facts }) =>
  facts.failoverRecords.flatMap((record) => {
    const seconds = certain(record.ttlSeconds) ?? 0;
    if (seconds <= LONGEST_TTL) return [];
    return [
      finding('verify-failover-ttl', {
        message: `resolvers keep the ${roleText(record)} of ${called(record)} for ${seconds} s, more than ${LONGEST_TTL} s, and lead to what failed for so much longer`,
        fix: `give it a TTL of ${LONGEST_TTL} s or less`,
        source: record.source,
      }),
    ];
  });

/** What is not known may be the same. */
function maySame(a: Known<string>, b: Known<string>): boolean {
  return !a.ok || !b.ok || a.value === b.value;
}

function arePair(one: FailoverRecordFact, other: FailoverRecordFact): boolean {
  const alike = maySame(one.name, other.name) && maySame(one.type, other.type) && maySame(one.zone, other.zone);
  return one.role !== other.role && alike;
}

export const failoverPaired: Check = ({ facts: { failoverRecords: all } }) =>
  all.flatMap((record) => {
    if (all.some((other) => arePair(record, other))) return [];
    const [other, then] =
      record.role === 'PRIMARY'
        ? ['secondary', 'the name leads to the primary, healthy or not']
        : ['primary', 'nothing says when the name is to lead there'];
    return [
      finding('verify-failover-alone', {
        message: `the templates have no ${other} record of ${called(record)} beside its ${roleText(record)}: without one, ${then}`,
        fix: `add the ${other} record with the same name and type in the same hosted zone, which leads to another site`,
        source: record.source,
      }),
    ];
  });

/** The site that an address is at. */
function siteOf({ network, backbone }: Judged, address: Address): string | undefined {
  const vpc = network.vpcs.find(({ cidrs }) => cidrs.some((cidr) => holdsAddress(cidr, address)));
  if (vpc) return vpc.site === '' ? undefined : vpc.site;
  return backbone.sites.find(({ aggregate }) => aggregate !== '' && holdsAddress(prefix(aggregate), address))?.name;
}

/** The one site at which all addresses of a record are; undefined when there is none, or it is not known. */
function onlySite(judged: Judged, { addresses }: FailoverRecordFact): string | undefined {
  const sites = new Set(addresses.map((address) => siteOf(judged, address)));
  return sites.size === 1 ? [...sites][0] : undefined;
}

function sameSite(judged: Judged, primary: FailoverRecordFact, secondary: FailoverRecordFact): readonly Finding[] {
  const site = onlySite(judged, primary);
  if (site === undefined || site !== onlySite(judged, secondary)) return [];
  return [
    finding('verify-failover-same-site', {
      message: `both records of ${called(primary)} lead to site ${site}, so the name is lost with that site`,
      fix: 'let the secondary record lead to another site',
      source: secondary.source,
    }),
  ];
}

/** Two records are a pair for certain when all is known that makes them one. */
function isPair(primary: FailoverRecordFact, secondary: FailoverRecordFact): boolean {
  const known = [primary, secondary].every(({ name, type, zone }) => name.ok && type.ok && zone.ok);
  return known && arePair(primary, secondary);
}

export const failoverApart: Check = (judged) => {
  const { failoverRecords: records } = judged.facts;
  const primaries = records.filter(({ role }) => role === 'PRIMARY');
  return primaries.flatMap((primary) =>
    records.filter((other) => isPair(primary, other)).flatMap((other) => sameSite(judged, primary, other)),
  );
};
