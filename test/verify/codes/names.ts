// Codes of names that move: failover records and their health checks, as anybody writes them.

import type { Assembly } from '../../../lib/verify/assembly';
import { stack, without } from '../../support/judged';
import type { Exhibit } from './exhibit';
import { changedAt, hybrid, the } from './world';

const RECORD = 'AWS::Route53::RecordSet';
const CHECK = 'AWS::Route53::HealthCheck';
const primary = () => the(RECORD, 'acme-iad-dns/Services/orders-db/Records/Primary');
const secondary = () => the(RECORD, 'acme-iad-dns/Services/orders-db/Records/Secondary');

const FOLLOWING = { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'reached', Region: 'us-east-1' } };

/** A name of somebody else, as a group of two records, whose primary goes by a check with this configuration. */
function moving(config: object, records: { readonly primary?: object } = {}): Assembly {
  const pair = { Name: 'db.corp.internal', Type: 'A', TTL: 30 };
  const [first, second] = ['PRIMARY', 'SECONDARY'].map((Failover, i) => ({
    ...pair,
    Failover,
    SetIdentifier: Failover,
    ResourceRecords: [`10.${i + 1}.0.10`],
  }));
  const RecordSets = [{ ...first, HealthCheckId: { Ref: 'Check' }, ...records.primary }, second];
  const Resources = {
    Check: { Type: CHECK, Properties: { HealthCheckConfig: config } },
    Names: { Type: 'AWS::Route53::RecordSetGroup', Properties: { HostedZoneName: 'corp.internal.', RecordSets } },
  };
  return { stacks: [stack('names', { Resources })] };
}

/** The primary as an alias. */
function alias(EvaluateTargetHealth: boolean): Assembly {
  const AliasTarget = { DNSName: 'lb.corp.internal', HostedZoneId: 'Z1', EvaluateTargetHealth };
  const none = { HealthCheckId: undefined, TTL: undefined, ResourceRecords: undefined };
  return moving(FOLLOWING, { primary: { ...none, AliasTarget } });
}

function asking(IPAddress: string): Assembly {
  return moving({ Type: 'TCP', IPAddress, Port: 443 });
}

function silent(InsufficientDataHealthStatus: string, type = 'CLOUDWATCH_METRIC'): Assembly {
  return moving({ ...FOLLOWING, Type: type, InsufficientDataHealthStatus });
}

/** The controllers' own checks. */
function silentReach(InsufficientDataHealthStatus: string): Assembly {
  const path = 'acme-iad-dns/Reachable/iad/Check';
  const HealthCheckConfig = { ...FOLLOWING, InsufficientDataHealthStatus };
  return changedAt(CHECK, path, { HealthCheckConfig });
}

const CHECKED: readonly Exhibit[] = [
  {
    code: 'verify-failover-without-health-check',
    wrong: [
      'a primary record has no health check',
      () => changedAt(RECORD, primary().path, { HealthCheckId: undefined }),
    ],
    right: [
      'only the secondary record has none',
      () => changedAt(RECORD, secondary().path, { HealthCheckId: undefined }),
    ],
  },
  {
    code: 'verify-failover-without-health-check',
    wrong: ['an alias does not evaluate the health of its target', () => alias(false)],
    right: ['an alias evaluates the health of its target', () => alias(true)],
  },
  {
    code: 'verify-failover-without-health-check',
    wrong: [
      'a calculated check needs no healthy child',
      () => moving({ Type: 'CALCULATED', ChildHealthChecks: ['a', 'b'], HealthThreshold: 0 }),
    ],
    right: [
      'a calculated check needs one healthy child',
      () => moving({ Type: 'CALCULATED', ChildHealthChecks: ['a', 'b'], HealthThreshold: 1 }),
    ],
  },
  {
    code: 'verify-failover-check-unreachable',
    wrong: ['checkers ask a private address', () => asking('10.1.0.10')],
    right: ['checkers ask a public address', () => asking('198.51.100.10')],
  },
  {
    code: 'verify-failover-missing-data',
    wrong: ['a silent metric counts as healthy', () => silent('Healthy')],
    right: ['somebody else wants a silent metric to count as unhealthy', () => silent('Unhealthy')],
  },
  {
    code: 'verify-failover-missing-data',
    wrong: ['silent controllers move names', () => silentReach('Unhealthy')],
    right: ['silent controllers leave names alone', () => silentReach('LastKnownStatus')],
  },
];

const PAIRED: readonly Exhibit[] = [
  {
    code: 'verify-failover-alone',
    wrong: ['a name has a primary record only', () => without(hybrid(), secondary())],
    right: [
      'the secondary record is written in another form',
      () => {
        const { body } = secondary();
        const upper = { ...body.Properties, Name: 'ORDERS-DB.acme.internal' };
        return changedAt(RECORD, secondary().path, upper);
      },
    ],
  },
  {
    code: 'verify-failover-same-site',
    wrong: [
      'the secondary record leads to another VPC of the same site',
      () => changedAt(RECORD, secondary().path, { ResourceRecords: ['10.10.64.10'] }),
    ],
    right: [
      'the secondary record leads to a VPC of another site',
      () => changedAt(RECORD, secondary().path, { ResourceRecords: ['10.20.0.10'] }),
    ],
  },
  {
    code: 'verify-failover-ttl',
    wrong: ['resolvers keep a record for two minutes', () => changedAt(RECORD, primary().path, { TTL: '120' })],
    right: ['resolvers keep a record for a minute', () => changedAt(RECORD, primary().path, { TTL: '60' })],
  },
];

export const NAMES: readonly Exhibit[] = [...CHECKED, ...PAIRED];
