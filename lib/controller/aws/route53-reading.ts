// What Route 53 has: its health checks, and the records of a zone.

import {
  type AliasTarget,
  GetHealthCheckCommand,
  type HealthCheck,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { HealthCheckPort, SeenHealthCheck, SeenRecord, ZonePort } from '../health-check-ports';
import { called, failureOf } from './failure';

type Route53 = Pick<Route53Client, 'send'>;

function seenCheck({ Id, HealthCheckVersion, HealthCheckConfig }: HealthCheck): SeenHealthCheck {
  const { Type = '', Disabled = false, Inverted = false, AlarmIdentifier } = HealthCheckConfig ?? {};
  const { InsufficientDataHealthStatus: missingData, ChildHealthChecks: children = [] } = HealthCheckConfig ?? {};
  const { Region: region, Name: name } = AlarmIdentifier ?? {};
  return {
    id: Id ?? '',
    version: HealthCheckVersion ?? 0,
    type: Type,
    disabled: Disabled,
    inverted: Inverted,
    ...(region !== undefined && name !== undefined ? { alarm: { region, name } } : {}),
    ...(missingData === undefined ? {} : { missingData }),
    ...(Type === 'CALCULATED' ? { calculated: { children, threshold: HealthCheckConfig?.HealthThreshold ?? 0 } } : {}),
  };
}

async function readCheck(route53: Route53, id: string): Promise<SeenHealthCheck | undefined> {
  try {
    const command = new GetHealthCheckCommand({ HealthCheckId: id });
    const { HealthCheck: check } = await called('GetHealthCheck', id, () => route53.send(command));
    return check && seenCheck(check);
  } catch (error) {
    if (failureOf(error).kind === 'not-found') return undefined;
    throw error;
  }
}

/** For who changes no health check. */
export function healthCheckReader(route53: Route53): Pick<HealthCheckPort, 'read'> {
  return { read: (id) => readCheck(route53, id) };
}

function seenAlias({ DNSName = '', HostedZoneId = '', EvaluateTargetHealth = false }: Partial<AliasTarget>) {
  return { name: DNSName, zoneId: HostedZoneId, evaluatesHealth: EvaluateTargetHealth };
}

function seenRecord(record: ResourceRecordSet): SeenRecord {
  const { Name, Type, SetIdentifier, Failover, HealthCheckId, TTL, ResourceRecords = [], AliasTarget: alias } = record;
  return {
    name: Name ?? '',
    type: Type ?? '',
    ...(SetIdentifier === undefined ? {} : { setIdentifier: SetIdentifier }),
    ...(Failover === undefined ? {} : { failover: Failover }),
    ...(HealthCheckId === undefined ? {} : { healthCheckId: HealthCheckId }),
    ...(TTL === undefined ? {} : { ttlSeconds: TTL }),
    values: ResourceRecords.flatMap(({ Value }) => (Value === undefined ? [] : [Value])),
    ...(alias ? { alias: seenAlias(alias) } : {}),
  };
}

/** A page names the record with which the next one begins. */
function nextOf(page: ListResourceRecordSetsResponse) {
  if (page.IsTruncated !== true) return undefined;
  const { NextRecordName: name, NextRecordType: type, NextRecordIdentifier: identifier } = page;
  if (name === undefined) throw new Error('Route 53 has more records and does not say where they begin');
  return {
    StartRecordName: name,
    ...(type === undefined ? {} : { StartRecordType: type }),
    ...(identifier === undefined ? {} : { StartRecordIdentifier: identifier }),
  };
}

async function recordsOf(route53: Route53, zoneId: string): Promise<readonly SeenRecord[]> {
  const found: SeenRecord[] = [];
  let start: ReturnType<typeof nextOf>;
  do {
    const command: ListResourceRecordSetsCommand = new ListResourceRecordSetsCommand({
      HostedZoneId: zoneId,
      ...start,
    });
    const page: ListResourceRecordSetsResponse = await called('ListResourceRecordSets', zoneId, () =>
      route53.send(command),
    );
    found.push(...(page.ResourceRecordSets ?? []).map(seenRecord));
    start = nextOf(page);
  } while (start !== undefined);
  return found;
}

export function zoneApi(route53: Route53): ZonePort {
  return {
    async records(zoneId) {
      try {
        return await recordsOf(route53, zoneId);
      } catch (error) {
        if (failureOf(error).kind === 'not-found') return undefined;
        throw error;
      }
    },
  };
}
