import { Route53Client } from '@aws-sdk/client-route-53';
import { healthCheckApi } from '../../../lib/controller/aws/health-check-api';
import { zoneApi } from '../../../lib/controller/aws/route53-reading';
import { inventoryOf } from '../../../lib/twin/http/inventory';
import { GIVEN } from '../../support/contracts/gateway-world';
import { openTwin } from '../../support/http-twin';

const ALARM = { Region: 's0', Name: 'reachable from s0' };
const METRIC = {
  Type: 'CLOUDWATCH_METRIC',
  AlarmIdentifier: ALARM,
  InsufficientDataHealthStatus: 'LastKnownStatus',
} as const;
const ID = 'stack.Primary';

const ALIASED = { zone: 'Z1', name: 'other.acme.internal.', type: 'A', values: [] };

async function open(pageSize = 1_000) {
  const healthChecks = [{ id: ID, callerReference: 'made', config: METRIC }];
  const hostedZones = [{ id: 'Z1', name: 'acme.internal.' }];
  const record = { zone: 'Z1', name: 'db.acme.internal.', type: 'A', ttl: 60 };
  const recordSets = [
    { ...record, setIdentifier: 'a', failover: 'PRIMARY', healthCheck: ID, values: ['10.0.0.1'] },
    { ...record, setIdentifier: 'b', failover: 'SECONDARY', values: ['10.1.0.1', '10.1.0.2'] },
    { ...record, name: 'acme.internal.', type: 'NS', values: ['ns.'] },
    { ...ALIASED, alias: { name: 'db.acme.internal.', zone: 'Z1', evaluatesHealth: true } },
  ];
  const inventory = { ...inventoryOf(GIVEN), healthChecks, hostedZones, recordSets };
  const twin = await openTwin({ inventory, behaviour: { pageSize } });
  const client = () => twin.client(new Route53Client(twin.config('us-east-1')));
  const checks = () => healthCheckApi(client(), { firstMs: 1, mostMs: 1, looks: 20 });
  return { checks, zone: zoneApi(client()) };
}

const UNFORCED = {
  id: ID,
  version: 1,
  type: 'CLOUDWATCH_METRIC',
  disabled: false,
  inverted: false,
  alarm: { region: 's0', name: 'reachable from s0' },
  missingData: 'LastKnownStatus',
};

test('a check is forced, and released as it was, each by one change however often it is asked for', async () => {
  const checks = (await open()).checks();
  expect(await checks.read(ID)).toEqual(UNFORCED);
  for (const _ of [1, 2]) await checks.forceUnhealthy(ID);
  expect(await checks.read(ID)).toEqual({ ...UNFORCED, version: 2, disabled: true, inverted: true });
  for (const _ of [1, 2]) await checks.release(ID);
  expect(await checks.read(ID)).toEqual({ ...UNFORCED, version: 3 });
});

test('sites that force one check together all find it forced', async () => {
  const { checks } = await open();
  await Promise.all([1, 2, 3, 4, 5].map(() => checks().forceUnhealthy(ID)));
  expect(await checks().read(ID)).toMatchObject({ version: 2, disabled: true, inverted: true });
});

test('a check that is not there is read as none, and fails to be forced', async () => {
  const checks = (await open()).checks();
  expect(await checks.read('none')).toBeUndefined();
  await expect(checks.forceUnhealthy('none')).rejects.toThrow('UpdateHealthCheck of none is about something');
});

test.each([1, 1_000])('all records of a zone are listed, in pages of %d', async (pageSize) => {
  const { zone } = await open(pageSize);
  const db = { name: 'db.acme.internal.', type: 'A', ttlSeconds: 60 };
  expect(await zone.records('Z1')).toEqual([
    { name: 'acme.internal.', type: 'NS', ttlSeconds: 60, values: ['ns.'] },
    { ...db, setIdentifier: 'a', failover: 'PRIMARY', healthCheckId: ID, values: ['10.0.0.1'] },
    { ...db, setIdentifier: 'b', failover: 'SECONDARY', values: ['10.1.0.1', '10.1.0.2'] },
    {
      ...{ name: 'other.acme.internal.', type: 'A', values: [] },
      alias: { name: 'db.acme.internal.', zoneId: 'Z1', evaluatesHealth: true },
    },
  ]);
});

test('a zone that is not there has no list of records', async () => {
  const { zone } = await open();
  expect(await zone.records('Z9')).toBeUndefined();
});
