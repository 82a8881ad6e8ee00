// What the VPCs of a site are answered when they ask for a name: read from the template of the site's DNS stack, and by
// what Route 53 says it does, and nothing else.
//
//   primary    secondary   answered
//   healthy    any         primary
//   not        healthy     secondary
//   not        not         primary
//
// A record without a health check is healthy; an alias that evaluates its target is as healthy as any record there. Sources:
// Route 53 developer guide, "How Amazon Route 53 chooses records when health checking is configured"; API reference,
// ResourceRecordSet, UpdateHealthCheck.

import type { Resource, Template } from './assembly';
import { FollowedAlarm } from './followed-alarm';

interface CheckConfig {
  readonly Type: string;
  readonly AlarmIdentifier?: { readonly Name: string; readonly Region: string };
  readonly InsufficientDataHealthStatus?: string;
  readonly ChildHealthChecks?: readonly { readonly Ref: string }[];
  readonly HealthThreshold?: number;
}

interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly Failover: 'PRIMARY' | 'SECONDARY';
  readonly SetIdentifier: string;
  readonly HostedZoneId: { readonly Ref: string };
  readonly HealthCheckId?: { readonly Ref: string };
  readonly ResourceRecords?: readonly string[];
  readonly AliasTarget?: { readonly DNSName: string; readonly EvaluateTargetHealth: boolean };
}

function required<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`the template has no ${what}`);
  return found;
}

export class NamesAnswered {
  private readonly alarms = new Map<string, { readonly alarm: FollowedAlarm; readonly metric: string }>();
  /** Alarms that are somebody else's, and are on. */
  private readonly on = new Set<string>();
  /** Checks that count as unhealthy whatever they measure: disabled and inverted. */
  private readonly forced = new Set<string>();
  private readonly checks: ReadonlyMap<string, CheckConfig>;
  private readonly records: readonly RecordSet[];

  constructor(template: Template) {
    const of = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
    for (const [, alarm] of of('AWS::CloudWatch::Alarm')) this.addAlarm(alarm);
    this.checks = new Map(
      of('AWS::Route53::HealthCheck').map(([id, { Properties }]) => [id, Properties.HealthCheckConfig as CheckConfig]),
    );
    this.records = of('AWS::Route53::RecordSet').map(([, { Properties }]) => Properties as unknown as RecordSet);
  }

  private addAlarm(resource: Resource): void {
    const { AlarmName, MetricName, Namespace, Dimensions } = resource.Properties;
    if (Namespace !== 'Detour' || MetricName !== 'Reachable') return;
    const dimensions = Dimensions as readonly { readonly Name: string; readonly Value: string }[];
    const dimension = (name: string) => dimensions.find(({ Name }) => Name === name)?.Value;
    const metric = `${dimension('From')} ${dimension('To')}`;
    this.alarms.set(String(AlarmName), { alarm: new FollowedAlarm(resource), metric });
  }

  /** A controller says it. */
  put(from: string, to: string, value: number, atMs: number): void {
    for (const { alarm, metric } of this.alarms.values()) if (metric === `${from} ${to}`) alarm.put(atMs, value);
  }

  /** An alarm of the service's owner. */
  setAlarm(name: string, isOn: boolean): void {
    if (isOn) this.on.add(name);
    else this.on.delete(name);
  }

  /** The check that follows what the controller says of the site, forced or let go. */
  force(to: string, isForced: boolean): void {
    const names = [...this.alarms].filter(([, { metric }]) => metric.endsWith(` ${to}`)).map(([name]) => name);
    for (const [id, { AlarmIdentifier }] of this.checks) {
      if (!names.includes(AlarmIdentifier?.Name ?? '')) continue;
      if (isForced) this.forced.add(id);
      else this.forced.delete(id);
    }
  }

  private isFollowedHealthy({ AlarmIdentifier, InsufficientDataHealthStatus }: CheckConfig, nowMs: number): boolean {
    const name = required(AlarmIdentifier, 'alarm of a health check').Name;
    const own = this.alarms.get(name);
    if (!own) return !this.on.has(name);
    if (InsufficientDataHealthStatus !== 'LastKnownStatus') throw new Error(`${name} moves names when it has no data`);
    const known = own.alarm.states(nowMs).filter((state) => state !== 'INSUFFICIENT_DATA');
    return known.at(-1) !== 'ALARM';
  }

  private isHealthy(id: string, nowMs: number): boolean {
    if (this.forced.has(id)) return false;
    const check = required(this.checks.get(id), `health check ${id}`);
    if (check.Type === 'CLOUDWATCH_METRIC') return this.isFollowedHealthy(check, nowMs);
    if (check.Type !== 'CALCULATED') throw new Error(`nobody can check an address in a VPC by ${check.Type}`);
    const children = (check.ChildHealthChecks ?? []).filter(({ Ref }) => this.isHealthy(Ref, nowMs));
    return children.length >= (check.HealthThreshold ?? 0);
  }

  private isUsable({ HealthCheckId, AliasTarget }: RecordSet, nowMs: number): boolean {
    if (HealthCheckId && !this.isHealthy(HealthCheckId.Ref, nowMs)) return false;
    if (!AliasTarget?.EvaluateTargetHealth) return true;
    return this.of(AliasTarget.DNSName).some((record) => this.isUsable(record, nowMs));
  }

  private of(name: string): readonly RecordSet[] {
    return this.records.filter((record) => record.Name === name);
  }

  /** `TYPE value`; throws when there is no such name. */
  answer(name: string, nowMs: number): string {
    const found = this.of(`${name.replace(/\.$/, '')}.`);
    const [primary, secondary] = (['PRIMARY', 'SECONDARY'] as const).map((role) =>
      found.find(({ Failover }) => Failover === role),
    );
    const first = required(primary, `primary record ${name}`);
    const isFirst = this.isUsable(first, nowMs) || !secondary || !this.isUsable(secondary, nowMs);
    const { Type, AliasTarget, ResourceRecords } = isFirst ? first : secondary;
    return AliasTarget ? this.answer(AliasTarget.DNSName, nowMs) : `${Type} ${ResourceRecords?.join(' ')}`;
  }
}
