// The names of a site as they were deployed, and Route 53 that has just that, for tests of what compares the two.

import type { SeenHealthCheck, SeenRecord } from '../../lib/controller/health-check-ports';
import type { SiteNames } from '../../lib/controller/names/read-names';
import type { NamedService, NameRecord, ReachCheck, ServiceCheck } from '../../lib/routing/site-names';

const alarm = (name: string) => ({ region: 'us-east-1', name });

export function reachCheck(to: string): ReachCheck {
  return { id: `reaches-${to}`, to, alarm: alarm(`acme-cmh-reaches-${to}`) };
}

/** At two sites and, with a third, at that as well; with an alarm, the first has a health check of its own. */
export function namedService(name: string, sites: readonly string[], ownAlarm?: string): NamedService {
  const [first = '', second = '', third] = sites;
  const [zoneId, label] = [`Z-${name.length}`, `${name}.acme.internal.`];
  const own: readonly ServiceCheck[] =
    ownAlarm === undefined
      ? []
      : [
          { id: `${name}-well`, alarm: alarm(ownAlarm) },
          { id: `${name}-usable`, allOf: [`reaches-${first}`, `${name}-well`] },
        ];
  const record = (at: string, site: string, failover: NameRecord['failover'], check: string): NameRecord => ({
    ...{ name: at, type: 'A', setIdentifier: failover.toLowerCase(), failover, ttlSeconds: 60 },
    values: [`10.0.${site.length}.${site.charCodeAt(0)}`],
    healthCheckId: check,
  });
  const primary = record(label, first, 'PRIMARY', own[1]?.id ?? `reaches-${first}`);
  const inner = `_second.${label}`;
  const records: readonly NameRecord[] =
    third === undefined
      ? [primary, record(label, second, 'SECONDARY', `reaches-${second}`)]
      : [
          primary,
          record(inner, second, 'PRIMARY', `reaches-${second}`),
          record(inner, third, 'SECONDARY', `reaches-${third}`),
          { name: label, type: 'A', setIdentifier: 'secondary', failover: 'SECONDARY', values: [], aliasOf: inner },
        ];
  return { name, zoneId, sites, records, checks: own };
}

export function seenCheck(check: ReachCheck | ServiceCheck): SeenHealthCheck {
  const quiet = { id: check.id, version: 3, disabled: false, inverted: false };
  if ('allOf' in check)
    return { ...quiet, type: 'CALCULATED', calculated: { children: check.allOf, threshold: check.allOf.length } };
  return { ...quiet, type: 'CLOUDWATCH_METRIC', alarm: check.alarm, missingData: 'LastKnownStatus' };
}

export function seenRecord({ aliasOf, ...record }: NameRecord, zoneId: string): SeenRecord {
  return { ...record, ...(aliasOf === undefined ? {} : { alias: { name: aliasOf, zoneId, evaluatesHealth: true } }) };
}

/** All records by zone, and all health checks by id, to be changed by the test. */
export function asDeployed({ checks, services }: SiteNames) {
  const zones = new Map<string, SeenRecord[]>();
  for (const { zoneId, records } of services)
    zones.set(zoneId, [...(zones.get(zoneId) ?? []), ...records.map((record) => seenRecord(record, zoneId))]);
  const all = [...checks, ...services.flatMap((service) => service.checks)];
  return { zones, checks: new Map(all.map((check) => [check.id, seenCheck(check)])) };
}
