// Pure: what Route 53 has of a site's names, held against what was deployed.
//
//   of what was deployed, Route 53 has                     told as
//   a record not at all, or not even its zone              record-missing
//   a record with something else in it                     record-changed
//   beside it, another record of the same name             record-foreign
//   a health check not at all                              health-check-missing
//   a health check that follows something else,
//   or that is only disabled or only inverted              health-check-changed
//   a forced health check, of no site that is evacuated    health-check-forced
//   a forced health check of a site that is                nothing: it was asked for, or does what was asked for
//
// Records of other names in the zone are their owners' business.

import { formatAddress, parseAddress } from '../../net/prefix';
import type { NamedService, NameRecord, ReachCheck, ServiceCheck } from '../../routing/site-names';
import type { AuditEntry } from '../audit';
import type { SeenHealthCheck, SeenRecord } from '../health-check-ports';
import type { SiteNames } from './read-names';

export type NameFinding = Pick<AuditEntry, 'code' | 'because'>;

/** What was read. What is in neither map could not be, and nothing is said of it. */
export interface SeenNames {
  /** By id of the zone; undefined: there is no such zone. */
  readonly zones: ReadonlyMap<string, readonly SeenRecord[] | undefined>;
  /** By id; undefined: there is none. */
  readonly checks: ReadonlyMap<string, SeenHealthCheck | undefined>;
  /** Sites; undefined: nobody knows, and nothing is said of forced checks. */
  readonly evacuated: ReadonlySet<string> | undefined;
}

/** Route 53 takes a name in either case, and an address in any of its forms. */
function canonical(value: string): string {
  const address = parseAddress(value);
  return address.ok ? formatAddress(address.value) : value.toLowerCase();
}

type Facts = Readonly<Record<string, unknown>>;

/** What a record says, in a form in which it can be compared and shown. */
function factsOf(record: SeenRecord): Facts {
  const { failover, healthCheckId, ttlSeconds, values, alias } = record;
  return {
    failover,
    'health check': healthCheckId,
    TTL: ttlSeconds,
    values: values.map(canonical).sort(),
    'alias of': alias && canonical(alias.name),
    'zone of the alias': alias?.zoneId,
    'alias follows health': alias?.evaluatesHealth,
  };
}

/** As Route 53 would tell it. */
function deployedRecord({ aliasOf, ...record }: NameRecord, zoneId: string): SeenRecord {
  return { ...record, ...(aliasOf === undefined ? {} : { alias: { name: aliasOf, zoneId, evaluatesHealth: true } }) };
}

function labelOf({ name, type, setIdentifier }: Pick<SeenRecord, 'name' | 'type' | 'setIdentifier'>): string {
  return [name.toLowerCase(), type, ...(setIdentifier === undefined ? [] : [setIdentifier])].join(' ');
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}

function comparedRecord(wanted: SeenRecord, records: readonly SeenRecord[]): readonly NameFinding[] {
  const label = labelOf(wanted);
  const found = records.find((record) => labelOf(record) === label);
  if (!found) return [{ code: 'record-missing', because: `the record ${label} is missing` }];
  const [is, was] = [factsOf(found), factsOf(wanted)];
  const changed = Object.keys(was).filter((key) => show(is[key]) !== show(was[key]));
  if (changed.length === 0) return [];
  const said = changed.map((key) => `${key} is ${show(is[key])} and was deployed as ${show(was[key])}`);
  return [{ code: 'record-changed', because: `the record ${label} is another one: ${said.join('; ')}` }];
}

function comparedService({ name, zoneId, records }: NamedService, zones: SeenNames['zones']): readonly NameFinding[] {
  if (!zones.has(zoneId)) return [];
  const seen = zones.get(zoneId);
  if (!seen) {
    const because = `the zone ${zoneId} is missing, and with it all records of ${name}`;
    return [{ code: 'record-missing', because }];
  }
  const names = new Set(records.map((record) => record.name.toLowerCase()));
  const wanted = new Set(records.map(labelOf));
  const foreign = seen.filter((record) => names.has(record.name.toLowerCase()) && !wanted.has(labelOf(record)));
  return [
    ...records.flatMap((record) => comparedRecord(deployedRecord(record, zoneId), seen)),
    ...foreign.map((record): NameFinding => {
      const because = `the record ${labelOf(record)} is none of Detour, and has the name of ${name}`;
      return { code: 'record-foreign', because };
    }),
  ];
}

/** What a check goes by. */
function subjectOf(check: SeenHealthCheck): string {
  const { type, alarm, missingData, calculated } = check;
  if (type === 'CALCULATED' && calculated)
    return `wants ${calculated.threshold} of ${[...calculated.children].sort().join(', ')} healthy`;
  if (type !== 'CLOUDWATCH_METRIC' || !alarm) return `is of type ${type}`;
  return `follows the alarm ${alarm.name} in ${alarm.region}, and without its data is ${missingData ?? 'of no known status'}`;
}

/** As Route 53 would tell it. */
function deployedCheck(check: ReachCheck | ServiceCheck): SeenHealthCheck {
  const common = { id: check.id, version: 1, disabled: false, inverted: false };
  if ('alarm' in check)
    return { ...common, type: 'CLOUDWATCH_METRIC', alarm: check.alarm, missingData: 'LastKnownStatus' };
  return { ...common, type: 'CALCULATED', calculated: { children: check.allOf, threshold: check.allOf.length } };
}

/** What has been done to it, in words; undefined: nothing. */
function doneTo(seen: SeenHealthCheck, deployed: SeenHealthCheck): string | undefined {
  const [is, was] = [subjectOf(seen), subjectOf(deployed)];
  if (is !== was) return `${is}; as it was deployed it ${was}`;
  if (seen.disabled === seen.inverted) return undefined;
  return seen.disabled
    ? 'is disabled: it is healthy whatever happens'
    : 'is inverted: it is healthy when what it goes by is not';
}

function isWanted(check: ReachCheck | ServiceCheck, evacuated: ReadonlySet<string>): boolean {
  return 'to' in check && evacuated.has(check.to);
}

function comparedCheck(check: ReachCheck | ServiceCheck, { checks, evacuated }: SeenNames): readonly NameFinding[] {
  if (!checks.has(check.id)) return [];
  const [whose, forced] =
    'to' in check
      ? [`by which names follow ${check.to}`, `no order evacuates ${check.to}`]
      : ['of a service', 'no order forces one'];
  const what = `the health check ${check.id}, ${whose},`;
  const seen = checks.get(check.id);
  if (!seen) return [{ code: 'health-check-missing', because: `${what} is missing` }];
  const done = doneTo(seen, deployedCheck(check));
  if (done !== undefined) return [{ code: 'health-check-changed', because: `${what} ${done}` }];
  if (!seen.disabled || !evacuated || isWanted(check, evacuated)) return [];
  const because = `${what} is forced to be unhealthy in its version ${seen.version}, and ${forced}`;
  return [{ code: 'health-check-forced', because }];
}

/** What differs: records by service, then health checks, in the order of what was deployed. */
export function compareNames({ services, checks }: SiteNames, seen: SeenNames): readonly NameFinding[] {
  const deployed = [...checks, ...services.flatMap((service) => service.checks)];
  return [
    ...services.flatMap((service) => comparedService(service, seen.zones)),
    ...deployed.flatMap((check) => comparedCheck(check, seen)),
  ];
}
