import { Route53Client } from '@aws-sdk/client-route-53';
import { failureOf } from '../../../lib/controller/aws/failure';
import { healthCheckApi } from '../../../lib/controller/aws/health-check-api';
import { zoneApi } from '../../../lib/controller/aws/route53-reading';
import { type LoopbackAnswer, LoopbackAws } from '../../support/loopback-aws';

const TRIES = 3;
let aws: LoopbackAws;
let route53: Route53Client;
let brief: Route53Client;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  route53 = new Route53Client(aws.config);
  const requestHandler = { requestTimeout: 500, throwOnRequestTimeout: true };
  brief = new Route53Client({ ...aws.config, maxAttempts: 2, requestHandler });
});
afterAll(async () => {
  for (const client of [route53, brief]) client.destroy();
  await aws.stop();
});

const api = (client = route53) => healthCheckApi(client, { firstMs: 1, mostMs: 1, looks: TRIES });

interface Check {
  readonly version: number;
  readonly disabled?: boolean;
  readonly inverted?: boolean;
}

function check({ version, disabled = false, inverted = false }: Check): LoopbackAnswer {
  const alarm = '<AlarmIdentifier><Region>us-east-1</Region><Name>reachable</Name></AlarmIdentifier>';
  const config = `<Type>CLOUDWATCH_METRIC</Type><Inverted>${inverted}</Inverted><Disabled>${disabled}</Disabled>${alarm}`;
  const held = `<Id>check-1</Id><HealthCheckConfig>${config}</HealthCheckConfig><HealthCheckVersion>${version}</HealthCheckVersion>`;
  return { body: `<R><HealthCheck>${held}</HealthCheck></R>` };
}

const refusal = (code: string, status = 400): LoopbackAnswer => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});
const MISMATCH = refusal('HealthCheckVersionMismatch', 409);
const FORCED = { disabled: true, inverted: true };

/** The requests in short: reads, and updates with what they ask for. */
function asked(): readonly string[] {
  return aws.requests.map(({ method, path, body }) => {
    const said = ['HealthCheckVersion', 'Inverted', 'Disabled'].map(
      (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1],
    );
    return [method, path, ...said].filter((word) => word !== undefined).join(' ');
  });
}
const READ = 'GET /2013-04-01/healthcheck/check-1';
const update = (version: number, forced: boolean) =>
  `POST /2013-04-01/healthcheck/check-1 ${version} ${forced} ${forced}`;

test('tells of a check what there is of it', async () => {
  aws.answer(check({ version: 7, inverted: true }));
  expect(await api().read('check-1')).toEqual({
    id: 'check-1',
    version: 7,
    type: 'CLOUDWATCH_METRIC',
    disabled: false,
    inverted: true,
    alarm: { region: 'us-east-1', name: 'reachable' },
  });
  aws.answer({ body: '<R><HealthCheck><Id>check-1</Id></HealthCheck></R>' });
  expect(await api().read('check-1')).toEqual({
    id: 'check-1',
    version: 0,
    type: '',
    disabled: false,
    inverted: false,
  });
});

test('tells of a calculated check what it counts', async () => {
  const children = '<ChildHealthChecks><ChildHealthCheck>a</ChildHealthCheck></ChildHealthChecks>';
  const config = `<Type>CALCULATED</Type><HealthThreshold>1</HealthThreshold>${children}`;
  const held = `<Id>all</Id><HealthCheckConfig>${config}</HealthCheckConfig><HealthCheckVersion>2</HealthCheckVersion>`;
  aws.answer({ body: `<R><HealthCheck>${held}</HealthCheck></R>` });
  expect(await api().read('all')).toEqual({
    ...{ id: 'all', version: 2, type: 'CALCULATED', disabled: false, inverted: false },
    calculated: { children: ['a'], threshold: 1 },
  });
});

test('one that is not there is undefined, and one that cannot be read is not', async () => {
  aws.answer(refusal('NoSuchHealthCheck', 404));
  expect(await api().read('check-1')).toBeUndefined();
  aws.answer(refusal('AccessDenied', 403));
  await expect(api().read('check-1')).rejects.toThrow('GetHealthCheck of check-1 is not permitted: AccessDenied: no');
});

describe.each([
  ['forceUnhealthy', true, FORCED, {}],
  ['release', false, {}, FORCED],
] as const)('%s', (call, forced, after, before) => {
  const done = () => api()[call]('check-1');

  test('changes the version that was read', async () => {
    aws.answer(check({ version: 4, ...before }), check({ version: 5, ...after }));
    await done();
    expect(asked()).toEqual([READ, update(4, forced)]);
  });

  test('changes nothing that is so', async () => {
    aws.answer(check({ version: 4, ...after }));
    await done();
    expect(asked()).toEqual([READ]);
  });

  test.each([{ disabled: true }, { inverted: true }])('changes what is half so: %j', async (half) => {
    aws.answer(check({ version: 4, ...half }), check({ version: 5, ...after }));
    await done();
    expect(asked()).toEqual([READ, update(4, forced)]);
  });

  test('reads again and tries again when another change came between', async () => {
    aws.answer(
      check({ version: 4, ...before }),
      MISMATCH,
      check({ version: 5, ...before }),
      check({ version: 6, ...after }),
    );
    await done();
    expect(asked()).toEqual([READ, update(4, forced), READ, update(5, forced)]);
  });

  test('fails when others go on changing it', async () => {
    aws.answerBy(({ method }) => (method === 'GET' ? check({ version: 4, ...before }) : MISMATCH));
    const error = await done().catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toMatchObject({ kind: 'conflict', code: 'HealthCheckVersionMismatch' });
    expect(String(error)).toContain('UpdateHealthCheck of check-1');
    expect(aws.requests).toHaveLength(2 * TRIES);
  });

  test('that had its effect and got no answer finds it done', async () => {
    aws.answer(check({ version: 4, ...before }), 'silence', MISMATCH, check({ version: 5, ...after }));
    await api(brief)[call]('check-1');
    expect(asked()).toEqual([READ, update(4, forced), update(4, forced), READ]);
  });

  test.each([
    [refusal('NoSuchHealthCheck', 404), 'not-found'],
    [refusal('AccessDenied', 403), 'denied'],
    [refusal('Throttling'), 'throttled'],
  ] as const)('fails when the check cannot be read: %j', async (answer, kind) => {
    aws.answer(answer);
    expect(failureOf(await done().catch((thrown: unknown) => thrown)).kind).toBe(kind);
    expect(aws.requests).toHaveLength(1);
  });

  test('fails with what Route 53 refuses', async () => {
    aws.answer(check({ version: 4, ...before }), refusal('InvalidInput'));
    await expect(done()).rejects.toThrow('UpdateHealthCheck of check-1 failed: InvalidInput: no');
    expect(aws.requests).toHaveLength(2);
  });
});

describe('the records of a zone', () => {
  const record = (inner: string) => `<ResourceRecordSet>${inner}</ResourceRecordSet>`;
  const page = (records: readonly string[], next = ''): LoopbackAnswer => {
    const more = `<IsTruncated>${next !== ''}</IsTruncated>${next}`;
    return { body: `<R><ResourceRecordSets>${records.map(record).join('')}</ResourceRecordSets>${more}</R>` };
  };
  const PRIMARY = [
    '<Name>orders-db.acme.internal.</Name><Type>A</Type><SetIdentifier>iad</SetIdentifier><Failover>PRIMARY</Failover>',
    '<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>10.10.1.10</Value></ResourceRecord></ResourceRecords>',
    '<HealthCheckId>check-1</HealthCheckId>',
  ].join('');

  const ALIAS = '<HostedZoneId>Z1</HostedZoneId><DNSName>d.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth>';

  test('are told whole, page after page', async () => {
    const next = '<NextRecordName>b.</NextRecordName><NextRecordType>A</NextRecordType>';
    aws.answer(
      page([PRIMARY], `${next}<NextRecordIdentifier>pdx</NextRecordIdentifier>`),
      page(['<Name>b.</Name><Type>A</Type>'], '<NextRecordName>c.</NextRecordName>'),
      page([`<Name>c.</Name><Type>A</Type><AliasTarget>${ALIAS}</AliasTarget>`]),
    );
    expect(await zoneApi(route53).records('Z1')).toEqual([
      {
        name: 'orders-db.acme.internal.',
        type: 'A',
        setIdentifier: 'iad',
        failover: 'PRIMARY',
        healthCheckId: 'check-1',
        ttlSeconds: 60,
        values: ['10.10.1.10'],
      },
      { name: 'b.', type: 'A', values: [] },
      { name: 'c.', type: 'A', values: [], alias: { name: 'd.', zoneId: 'Z1', evaluatesHealth: true } },
    ]);
    const queries = aws.requests.map(({ path }) => Object.fromEntries(new URL(path, 'http://loopback').searchParams));
    expect(queries).toEqual([{}, { name: 'b.', type: 'A', identifier: 'pdx' }, { name: 'c.' }]);
  });

  test('are none of a zone that is not there', async () => {
    aws.answer(refusal('NoSuchHostedZone', 404));
    expect(await zoneApi(route53).records('Z1')).toBeUndefined();
  });

  test('fail when there are more and it is not said where', async () => {
    aws.answer({ body: '<R><ResourceRecordSets/><IsTruncated>true</IsTruncated></R>' });
    await expect(zoneApi(route53).records('Z1')).rejects.toThrow('does not say where they begin');
  });

  test('fail when a later page is refused', async () => {
    aws.answer(page([PRIMARY], '<NextRecordName>b.</NextRecordName>'), refusal('Throttling'));
    await expect(zoneApi(route53).records('Z1')).rejects.toThrow('ListResourceRecordSets of Z1 was throttled');
  });
});
