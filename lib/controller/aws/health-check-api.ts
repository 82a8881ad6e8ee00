// Route 53's side of health checks that are forced, and of the records of a zone.
//
//   before the update        Route 53 answers               then
//   it is as asked           not asked                      done
//   it is not                it is changed                  done
//   it is not                another change came between    read again, and tried again, and not for ever
//   it is not                anything else                  rejects
//
// An update whose answer was lost is found done, or made again: the version lets none count twice.

import {
  type AliasTarget,
  GetHealthCheckCommand,
  type HealthCheck,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsResponse,
  type ResourceRecordSet,
  type Route53Client,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import type { HealthCheckPort, SeenHealthCheck, SeenRecord, ZonePort } from '../health-check-ports';
import { CallFailure, called, failureOf } from './failure';
import { lookAgain, PAUSES, type Pauses } from './look-again';

type Route53 = Pick<Route53Client, 'send'>;
type Forced = Pick<SeenHealthCheck, 'disabled' | 'inverted'>;

const UPDATE = 'UpdateHealthCheck';

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

function isLike(check: SeenHealthCheck | undefined, { disabled, inverted }: Forced): boolean {
  return check?.disabled === disabled && check.inverted === inverted;
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

/** One try; false: the check was changed between our look and our call. */
async function updated(route53: Route53, id: string, forced: Forced): Promise<boolean> {
  const check = await readCheck(route53, id);
  if (!check) throw new CallFailure(UPDATE, id, { kind: 'not-found', code: 'NotAsked', message: 'there is none' });
  if (isLike(check, forced)) return true;
  const command = new UpdateHealthCheckCommand({
    HealthCheckId: id,
    HealthCheckVersion: check.version,
    Disabled: forced.disabled,
    Inverted: forced.inverted,
  });
  try {
    await called(UPDATE, id, () => route53.send(command));
    return true;
  } catch (error) {
    if (failureOf(error).code === 'HealthCheckVersionMismatch') return false;
    throw error;
  }
}

export function healthCheckApi(route53: Route53, pauses: Pauses = PAUSES): HealthCheckPort {
  const become = async (id: string, forced: Forced) => {
    const isDone = await lookAgain(
      () => updated(route53, id, forced),
      (done) => done,
      pauses,
    );
    const message = `others went on changing it while it was tried ${pauses.looks} times`;
    if (!isDone) throw new CallFailure(UPDATE, id, { kind: 'conflict', code: 'HealthCheckVersionMismatch', message });
  };
  return {
    read: (id) => readCheck(route53, id),
    forceUnhealthy: (id) => become(id, { disabled: true, inverted: true }),
    release: (id) => become(id, { disabled: false, inverted: false }),
  };
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
