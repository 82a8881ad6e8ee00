// Failover records in whatever form templates have them, and what nobody can know of them before a deployment.

import type { Assembly } from '../../lib/verify/assembly';
import { findings, stack } from '../support/judged';

const CHECK = {
  Type: 'AWS::Route53::HealthCheck',
  Properties: { HealthCheckConfig: { Type: 'CLOUDWATCH_METRIC', AlarmIdentifier: { Name: 'a', Region: 'us-east-1' } } },
};

/** One half of a pair; the primary goes by the check. */
function half(Failover: 'PRIMARY' | 'SECONDARY', changes: object = {}) {
  const own = Failover === 'PRIMARY' ? { HealthCheckId: { Ref: 'Check' } } : {};
  const common = { HostedZoneId: 'Z1', Name: 'db.corp.internal', Type: 'A', TTL: '60', SetIdentifier: Failover };
  return {
    Type: 'AWS::Route53::RecordSet',
    Properties: { ...common, Failover, ResourceRecords: ['198.51.100.1'], ...own, ...changes },
  };
}

function templates(resources: object, more: object = {}): Assembly {
  return { stacks: [stack('names', { Resources: { Check: CHECK, ...resources }, ...more })] };
}

function pair(primary: object, secondary: object = {}): Assembly {
  return templates({ First: half('PRIMARY', primary), Second: half('SECONDARY', secondary) });
}

/** Codes of what is said of names. */
function found(assembly: Assembly): readonly string[] {
  return findings(assembly).flatMap(({ code }) => (code.startsWith('verify-failover') ? [code] : []));
}

test('a pair with a health check and a short TTL is nothing to complain of', () => {
  expect(found(pair({}))).toEqual([]);
});

test('records that do not move are nobody’s business', () => {
  const plain = { Type: 'AWS::Route53::RecordSet', Properties: { Name: 'x', Type: 'A', TTL: '86400' } };
  const weighted = half('PRIMARY', { Failover: undefined, Weight: 1, TTL: '86400', HealthCheckId: undefined });
  expect(found(templates({ plain, weighted }))).toEqual([]);
});

test.each([
  ['its TTL', { TTL: { Ref: 'Seconds' } }],
  ['its health check', { HealthCheckId: { Ref: 'CheckElsewhere' } }],
  ['its address', { ResourceRecords: [{ Ref: 'Address' }] }],
  ['its records', { ResourceRecords: { Ref: 'Addresses' } }],
  ['its alias', { TTL: undefined, HealthCheckId: undefined, AliasTarget: { Ref: 'Alias' } }],
])('nothing is claimed of a record when a deployment gives %s', (_what, changes) => {
  expect(found(pair(changes))).toEqual([]);
});

test('a health check of another assembly, by its literal id, counts as one', () => {
  expect(found(pair({ HealthCheckId: 'abcdef11-2222-3333-4444-555555fedcba' }))).toEqual([]);
});

describe('two records', () => {
  test('fail to be a pair in two zones, for two types and under two names', () => {
    const both = ['verify-failover-alone', 'verify-failover-alone'];
    expect(found(pair({}, { HostedZoneId: 'Z2' }))).toEqual(both);
    expect(found(pair({}, { Type: 'AAAA' }))).toEqual(both);
    expect(found(pair({}, { Name: 'other.corp.internal' }))).toEqual(both);
  });

  test('may be a pair where a deployment names the zone, so nothing is claimed', () => {
    expect(found(pair({}, { HostedZoneId: { Ref: 'Zone' } }))).toEqual([]);
  });

  test('of one role fail to be a pair', () => {
    const two = templates({ First: half('PRIMARY'), Second: half('PRIMARY', { SetIdentifier: 'b' }) });
    expect(found(two)).toEqual(['verify-failover-alone', 'verify-failover-alone']);
  });

  test('are a pair in a zone that the stack makes and one that a stack beside it reads', () => {
    const zone = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'corp.internal' } };
    const first = { Check: CHECK, Zone: zone, First: half('PRIMARY', { HostedZoneId: { Ref: 'Zone' } }) };
    const read = { 'Fn::GetStackOutput': { StackName: 'first', OutputName: 'ZoneId' } };
    const stacks = [
      stack('first', { Resources: first, Outputs: { ZoneId: { Value: { Ref: 'Zone' } } } }),
      stack('second', { Resources: { Second: half('SECONDARY', { HostedZoneId: read }) } }),
    ];
    expect(found({ stacks })).toEqual([]);
  });
});

describe('a group', () => {
  const group = (properties: object) =>
    templates({ Group: { Type: 'AWS::Route53::RecordSetGroup', Properties: properties } });
  const members = (zone: object = {}) =>
    [half('PRIMARY'), half('SECONDARY')].map(({ Properties: { HostedZoneId: _, ...rest } }) => ({ ...rest, ...zone }));

  test('gives its zone to its records', () => {
    expect(found(group({ HostedZoneId: 'Z1', RecordSets: members() }))).toEqual([]);
  });

  test('fails where one of its records names a zone of its own', () => {
    const [first, second] = members();
    const RecordSets = [{ ...first, HostedZoneName: 'corp.internal' }, second];
    expect(found(group({ HostedZoneId: 'Z1', RecordSets }))).toEqual([
      'verify-failover-alone',
      'verify-failover-alone',
    ]);
  });

  test.each([[undefined], [{ Ref: 'Records' }], ['text'], [[1, null, 'text', { Ref: 'One' }]]])(
    'has no records that anybody knows when they are %j',
    (RecordSets) => {
      expect(found(group({ HostedZoneId: 'Z1', RecordSets }))).toEqual([]);
    },
  );
});

test.each([[undefined], ['text'], [{ Ref: 'Config' }], [{ Type: { Ref: 'Kind' } }], [{ IPAddress: 'nowhere' }]])(
  'nothing is claimed of a health check with the configuration %j',
  (HealthCheckConfig) => {
    const Check = { ...CHECK, Properties: { HealthCheckConfig } };
    expect(found(templates({ Check, First: half('PRIMARY'), Second: half('SECONDARY') }))).toEqual([]);
  },
);

test('a health check that no failover record goes by is nobody’s business', () => {
  const Other = { ...CHECK, Properties: { HealthCheckConfig: { Type: 'TCP', IPAddress: '10.0.0.1' } } };
  expect(found(templates({ Other, First: half('PRIMARY'), Second: half('SECONDARY') }))).toEqual([]);
});

test('a finding says of which record, by how much, and where it stands', () => {
  const Second = { ...half('SECONDARY', { TTL: '300' }), Metadata: { 'aws:cdk:path': 'app/Db/Secondary' } };
  expect(
    findings(templates({ First: half('PRIMARY'), Second })).find(({ code }) => code === 'verify-failover-ttl'),
  ).toMatchObject({
    severity: 'warning',
    source: 'app/Db/Secondary',
    message:
      'resolvers keep the secondary record of db.corp.internal A for 300 s, more than 60 s, and lead to what failed for so much longer',
  });
});
