import {
  GetHealthCheckCommand,
  GetHealthCheckStatusCommand,
  ListHealthChecksCommand,
  Route53Client,
  UpdateHealthCheckCommand,
} from '@aws-sdk/client-route-53';
import { inventoryOf } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { type OpenTwin, openTwin, refusalOf } from '../../../support/http-twin';

const ALARM = { Region: 's0', Name: 'reachable from s0' };
const METRIC = {
  Type: 'CLOUDWATCH_METRIC',
  AlarmIdentifier: ALARM,
  InsufficientDataHealthStatus: 'LastKnownStatus',
} as const;

type Check = ReturnType<typeof inventoryOf>['healthChecks'][number];

function checksNamed(...checks: readonly (readonly [string, Check['config']])[]) {
  const healthChecks = checks.map(([id, config]) => ({ id, callerReference: `made as ${id}`, config }));
  return { inventory: { ...inventoryOf(GIVEN), healthChecks } };
}

const PRIMARY = checksNamed(['stack.Primary', METRIC]);

function clientOf(twin: OpenTwin): Route53Client {
  return twin.client(new Route53Client(twin.config('us-east-1')));
}

const get = (HealthCheckId = 'stack.Primary') => new GetHealthCheckCommand({ HealthCheckId });
const update = (more = {}) => new UpdateHealthCheckCommand({ HealthCheckId: 'stack.Primary', ...more });

describe('health checks over HTTP', () => {
  test('one says what Route 53 says of it', async () => {
    const { HealthCheck } = await clientOf(await openTwin(PRIMARY)).send(get());
    expect(HealthCheck).toEqual({
      Id: 'stack.Primary',
      CallerReference: 'made as stack.Primary',
      HealthCheckConfig: METRIC,
      HealthCheckVersion: 1,
    });
  });

  test('an update changes what it names, adds one to the version, and is seen', async () => {
    const client = clientOf(await openTwin(PRIMARY));
    const { HealthCheck: updated } = await client.send(
      update({ HealthCheckVersion: 1, Disabled: true, Inverted: true }),
    );
    const config = { ...METRIC, Disabled: true, Inverted: true };
    expect(updated).toMatchObject({ HealthCheckVersion: 2, HealthCheckConfig: config });
    expect((await client.send(get())).HealthCheck).toEqual(updated);
    await client.send(update({ Disabled: false }));
    expect((await client.send(get())).HealthCheck).toMatchObject({
      HealthCheckVersion: 3,
      HealthCheckConfig: { ...config, Disabled: false },
    });
  });

  test('of two updates of one version the second is refused', async () => {
    const client = clientOf(await openTwin(PRIMARY));
    const updates = [true, true].map(() => refusalOf(client.send(update({ HealthCheckVersion: 1, Inverted: true }))));
    expect((await Promise.all(updates)).sort()).toEqual(['HealthCheckVersionMismatch', 'accepted']);
    expect((await client.send(get())).HealthCheck?.HealthCheckVersion).toBe(2);
  });

  test('lists and structures are replaced as wholes, and reset', async () => {
    const web = { Type: 'HTTPS', FullyQualifiedDomainName: 'a.example', ResourcePath: '/', Regions: ['us-east-1'] };
    const client = clientOf(await openTwin(checksNamed(['stack.Primary', web])));
    await client.send(update({ Regions: ['eu-west-1', 'us-west-2', 'sa-east-1'], Port: 8443, FailureThreshold: 2 }));
    const { HealthCheck: changed } = await client.send(get());
    expect(changed?.HealthCheckConfig).toEqual({
      ...web,
      Regions: ['eu-west-1', 'us-west-2', 'sa-east-1'],
      Port: 8443,
      FailureThreshold: 2,
    });
    await client.send(update({ ResetElements: ['Regions', 'ResourcePath'] }));
    const { HealthCheck: reset } = await client.send(get());
    expect(reset?.HealthCheckConfig).not.toHaveProperty('Regions');
    expect(reset?.HealthCheckConfig).not.toHaveProperty('ResourcePath');
  });

  test.each([
    [{}, true, true],
    [{}, false, false],
    [{ Inverted: true }, true, false],
    [{ Inverted: true }, false, true],
    [{ Disabled: true }, false, true],
    [{ Disabled: true, Inverted: true }, true, false],
  ])('with %j one that finds %s is healthy: %s', async (changes, found, healthy) => {
    const twin = await openTwin(PRIMARY);
    twin.healthChecks.find('stack.Primary', found);
    await clientOf(twin).send(update(changes));
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(healthy);
  });

  test('one that has found nothing yet counts as healthy, and inverted as unhealthy', async () => {
    const twin = await openTwin(PRIMARY);
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(true);
    await clientOf(twin).send(update({ Inverted: true }));
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(false);
  });

  test('a calculated one counts its children, and not those that are calculated', async () => {
    const children = ['stack.A', 'stack.B', 'stack.Other', 'nobody'];
    const calculated = { Type: 'CALCULATED', HealthThreshold: 2, ChildHealthChecks: children };
    const other = { Type: 'CALCULATED', HealthThreshold: 0, ChildHealthChecks: [] };
    const twin = await openTwin(
      checksNamed(['stack.Primary', calculated], ['stack.Other', other], ['stack.A', METRIC], ['stack.B', METRIC]),
    );
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(true);
    twin.healthChecks.find('stack.B', false);
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(false);
    await clientOf(twin).send(update({ ChildHealthChecks: ['stack.A'], HealthThreshold: 1 }));
    expect(twin.healthChecks.isHealthy('stack.Primary')).toBe(true);
  });

  test('its checkers tell what they find', async () => {
    const twin = await openTwin(PRIMARY);
    await twin.clock.run(60_000);
    twin.healthChecks.find('stack.Primary', false);
    const status = new GetHealthCheckStatusCommand({ HealthCheckId: 'stack.Primary' });
    const { HealthCheckObservations } = await clientOf(twin).send(status);
    expect(HealthCheckObservations?.map(({ StatusReport }) => StatusReport)).toEqual([
      { Status: 'Failure: unhealthy', CheckedTime: new Date(60_000) },
    ]);
  });

  test('they are listed in pages', async () => {
    const ids = ['stack.A', 'stack.B', 'stack.C'];
    const client = clientOf(await openTwin(checksNamed(...ids.map((id) => [id, METRIC] as const))));
    const first = await client.send(new ListHealthChecksCommand({ MaxItems: 2 }));
    const last = await client.send(new ListHealthChecksCommand({ MaxItems: 2, Marker: first.NextMarker }));
    expect([first, last].map((page) => page.HealthChecks?.map(({ Id }) => Id))).toEqual([
      ['stack.A', 'stack.B'],
      ['stack.C'],
    ]);
    expect([first.IsTruncated, last.IsTruncated, last.NextMarker, last.MaxItems]).toEqual([true, false, undefined, 2]);
  });

  test('none at all is an empty list', async () => {
    expect((await clientOf(await openTwin()).send(new ListHealthChecksCommand({}))).HealthChecks).toEqual([]);
  });

  const calculated = checksNamed(['stack.Primary', { Type: 'CALCULATED', ChildHealthChecks: [] }]);
  test.each([
    ['NoSuchHealthCheck', PRIMARY, get('nobody')],
    ['NoSuchHealthCheck', PRIMARY, update({ HealthCheckId: 'nobody' })],
    ['HealthCheckVersionMismatch', PRIMARY, update({ HealthCheckVersion: 2, Disabled: true })],
    ['InvalidInput', PRIMARY, update({ FailureThreshold: 11 })],
    ['InvalidInput', PRIMARY, update({ ChildHealthChecks: ['stack.A'] })],
    ['InvalidInput', PRIMARY, update({ InsufficientDataHealthStatus: 'Perhaps' })],
    ['InvalidInput', PRIMARY, update({ ResetElements: ['Everything'] })],
    ['InvalidInput', calculated, update({ AlarmIdentifier: ALARM })],
    ['InvalidInput', calculated, new GetHealthCheckStatusCommand({ HealthCheckId: 'stack.Primary' })],
    ['InvalidInput', PRIMARY, new ListHealthChecksCommand({ Marker: 'x' })],
    ['InvalidInput', PRIMARY, new ListHealthChecksCommand({ MaxItems: 0 })],
  ])('fails with %s', async (code, options, command) => {
    const client = clientOf(await openTwin(options));
    const before = (await client.send(get())).HealthCheck;
    expect(await refusalOf(client.send(command as ReturnType<typeof get>))).toBe(code);
    expect((await client.send(get())).HealthCheck).toEqual(before);
  });
});
