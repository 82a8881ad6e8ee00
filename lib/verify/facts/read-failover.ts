// Pure: templates -> facts about failover records and health checks. A group holds records that stand as well by
// themselves; its zone is theirs unless they name their own.

import { type Address, parseAddress } from '../../net/prefix';
import { err, ok } from '../../net/result';
import { field, listOf } from '../json';
import { type Resolved, resolve } from '../resolve';
import type { Known, Reference } from './facts';
import type { FailoverFacts, FailoverRecordFact, FailoverRole, HealthCheckFact } from './failover';
import type { Resource } from './resource';
import { base } from './values';

const RECORD = 'AWS::Route53::RecordSet';
const GROUP = 'AWS::Route53::RecordSetGroup';
const HEALTH_CHECK = 'AWS::Route53::HealthCheck';

/** The values of a map under their names, followed. */
type Values = (name: string) => Resolved;

function valuesOf({ scope }: Resource, map: unknown): Values {
  return (name) => resolve(scope, field(map, name));
}

function known(value: Resolved, name: string): Known<string | number | boolean> {
  if (value.kind === 'unknown') return err(value.why);
  if (value.kind === 'literal' && ['string', 'number', 'boolean'].includes(typeof value.value))
    return ok(value.value as string | number | boolean);
  return err(`${name} is known only at deployment`);
}

function text(value: Resolved, name: string): Known<string> {
  const found = known(value, name);
  return found.ok ? ok(String(found.value)) : found;
}

/** CloudFormation takes a number as text as well. */
function number(value: Resolved, name: string): Known<number> {
  const found = known(value, name);
  if (!found.ok) return found;
  const parsed = Number(found.value);
  return Number.isFinite(parsed) ? ok(parsed) : err(`${name} is no number`);
}

function flag(value: Resolved, name: string): Known<boolean> {
  const found = known(value, name);
  return found.ok ? ok(String(found.value) === 'true') : found;
}

function address(value: Resolved, name: string): Known<Address> {
  const found = text(value, name);
  return found.ok ? parseAddress(found.value) : found;
}

/** The id of what a value names: a resource of this assembly, or the literal id of something else. */
function identity(value: Resolved, name: string): Reference {
  if (value.kind === 'resource') return ok(`${value.scope.stack.id}.${value.logicalId}`);
  return text(value, name);
}

function domain(value: Resolved, name: string): Known<string> {
  const found = text(value, name);
  return found.ok ? ok(found.value.toLowerCase().replace(/\.$/, '')) : found;
}

function zoneOf(values: Values, group: Values): Known<string> {
  const given = [values, group].find((of) => ['HostedZoneId', 'HostedZoneName'].some((name) => isGiven(of(name))));
  const of = given ?? values;
  return isGiven(of('HostedZoneId'))
    ? identity(of('HostedZoneId'), 'HostedZoneId')
    : domain(of('HostedZoneName'), 'HostedZoneName');
}

function isGiven({ kind }: Resolved): boolean {
  return kind !== 'absent';
}

function roleOf(values: Values): FailoverRole | undefined {
  const failover = values('Failover');
  const role = failover.kind === 'literal' ? failover.value : undefined;
  return role === 'PRIMARY' || role === 'SECONDARY' ? role : undefined;
}

function addressesIn(resource: Resource, records: Resolved): readonly Address[] {
  const values = records.kind === 'literal' ? listOf(records.value) : [];
  return values.flatMap((value) => {
    const found = address(resolve(resource.scope, value), 'ResourceRecords');
    return found.ok ? [found.value] : [];
  });
}

function aliasOf(resource: Resource, target: Resolved): Pick<FailoverRecordFact, 'aliasFollowsHealth'> {
  if (target.kind === 'absent') return {};
  if (target.kind !== 'literal') return { aliasFollowsHealth: err('AliasTarget is known only at deployment') };
  const follows = valuesOf(resource, target.value)('EvaluateTargetHealth');
  return { aliasFollowsHealth: isGiven(follows) ? flag(follows, 'EvaluateTargetHealth') : ok(false) };
}

/** A record, if its name moves. */
function readRecord(resource: Resource, id: string, values: Values, group: Values): readonly FailoverRecordFact[] {
  const role = roleOf(values);
  if (!role) return [];
  const [check, ttl] = [values('HealthCheckId'), values('TTL')];
  return [
    {
      ...base(resource),
      id,
      role,
      name: domain(values('Name'), 'Name'),
      type: text(values('Type'), 'Type'),
      zone: zoneOf(values, group),
      addresses: addressesIn(resource, values('ResourceRecords')),
      ...(isGiven(check) ? { healthCheck: identity(check, 'HealthCheckId') } : {}),
      ...(isGiven(ttl) ? { ttlSeconds: number(ttl, 'TTL') } : {}),
      ...aliasOf(resource, values('AliasTarget')),
    },
  ];
}

function readGroup(resource: Resource): readonly FailoverRecordFact[] {
  const group = valuesOf(resource, field(resource.body, 'Properties'));
  const records = group('RecordSets');
  return (records.kind === 'literal' ? listOf(records.value) : []).flatMap((record, i) => {
    const map = resolve(resource.scope, record);
    if (map.kind !== 'literal') return [];
    return readRecord(resource, `${resource.id}.RecordSets.${i}`, valuesOf(resource, map.value), group);
  });
}

function readHealthCheck(resource: Resource): HealthCheckFact {
  const config = resolve(resource.scope, field(field(resource.body, 'Properties'), 'HealthCheckConfig'));
  const values = valuesOf(resource, config.kind === 'literal' ? config.value : undefined);
  const [silence, asks, threshold] = ['InsufficientDataHealthStatus', 'IPAddress', 'HealthThreshold'].map(values);
  return {
    ...base(resource),
    type: text(values('Type'), 'Type'),
    ...(silence && isGiven(silence) ? { withoutData: text(silence, 'InsufficientDataHealthStatus') } : {}),
    ...(asks && isGiven(asks) ? { asks: address(asks, 'IPAddress') } : {}),
    ...(threshold && isGiven(threshold) ? { threshold: number(threshold, 'HealthThreshold') } : {}),
  };
}

export function readFailoverFacts(resources: readonly Resource[]): FailoverFacts {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const alone = of(RECORD).flatMap((resource) => {
    const values = valuesOf(resource, field(resource.body, 'Properties'));
    return readRecord(resource, resource.id, values, values);
  });
  return {
    failoverRecords: [...alone, ...of(GROUP).flatMap(readGroup)],
    healthChecks: of(HEALTH_CHECK).map(readHealthCheck),
  };
}
