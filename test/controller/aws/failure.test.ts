import { DescribeVirtualInterfacesCommand, DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { DescribeVpnConnectionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetHealthCheckCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CallFailure, called, failureOf, isPassing, mayHaveHadEffect } from '../../../lib/controller/aws/failure';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let ec2: EC2Client;
let directConnect: DirectConnectClient;
let route53: Route53Client;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  const requestHandler = { requestTimeout: 1_000, throwOnRequestTimeout: true };
  const config = { ...aws.config, requestHandler };
  ec2 = new EC2Client(config);
  directConnect = new DirectConnectClient(config);
  route53 = new Route53Client(config);
});
afterAll(async () => {
  for (const client of [ec2, directConnect, route53]) client.destroy();
  await aws.stop();
});

const ofEc2 = (code: string, status = 400) => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
});
const ofDirectConnect = (code: string, status = 400) => ({
  status,
  body: JSON.stringify({ __type: code, message: 'no' }),
});
const ofRoute53 = (code: string, status = 400) => ({
  status,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
});

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const CALLS = {
  ec2: () => ec2.send(new DescribeVpnConnectionsCommand({})),
  directConnect: () => directConnect.send(new DescribeVirtualInterfacesCommand({})),
  route53: () => route53.send(new GetHealthCheckCommand({ HealthCheckId: 'check-1' })),
};

test.each([
  ['ec2', ofEc2('RequestLimitExceeded', 503), 'throttled'],
  ['ec2', ofEc2('EC2ThrottledException'), 'throttled'],
  ['ec2', ofEc2('UnauthorizedOperation', 403), 'denied'],
  ['ec2', ofEc2('MissingAuthenticationToken', 403), 'denied'],
  ['ec2', ofEc2('InvalidRouteTableID.NotFound'), 'not-found'],
  ['ec2', ofEc2('TransitGatewayRouteTablePropagation.Duplicate'), 'conflict'],
  ['ec2', ofEc2('RouteAlreadyExists'), 'conflict'],
  ['ec2', ofEc2('IncorrectState'), 'conflict'],
  ['ec2', ofEc2('InvalidParameterValue'), 'other'],
  ['directConnect', ofDirectConnect('ThrottlingException'), 'throttled'],
  ['directConnect', ofDirectConnect('AccessDeniedException'), 'denied'],
  ['directConnect', ofDirectConnect('InvalidSignatureException'), 'denied'],
  ['directConnect', ofDirectConnect('DirectConnectClientException'), 'other'],
  ['route53', ofRoute53('Throttling'), 'throttled'],
  ['route53', ofRoute53('PriorRequestNotComplete'), 'throttled'],
  ['route53', ofRoute53('AccessDenied', 403), 'denied'],
  ['route53', ofRoute53('NoSuchHealthCheck', 404), 'not-found'],
  ['route53', ofRoute53('HealthCheckVersionMismatch', 409), 'conflict'],
] as const)('%s refuses with %j: %s, and nothing was done', async (service, answer, kind) => {
  aws.answer(answer);
  const error = await errorOf(CALLS[service]());
  const [, code = ''] = /(?:<Code>|"__type":")([\w.]+)/.exec(answer.body) ?? [];
  expect(failureOf(error)).toEqual({ kind, code, message: 'no' });
  expect(mayHaveHadEffect(error)).toBe(false);
});

test.each([
  ['does not answer', 'silence', 'timeout', 'TimeoutError'],
  ['is in trouble', ofEc2('InternalError', 500), 'other', 'InternalError'],
  ['answers what cannot be read', { body: '<html' }, 'other', 'Error'],
] as const)('a service that %s may have done it', async (_, answer, kind, code) => {
  aws.answer(answer);
  const error = await errorOf(CALLS.ec2());
  expect(failureOf(error)).toMatchObject({ kind, code });
  expect(mayHaveHadEffect(error)).toBe(true);
});

test('a refusal of a second try says nothing of the first', async () => {
  aws.answer('silence', ofEc2('RouteAlreadyExists'));
  const twice = new EC2Client({
    ...aws.config,
    maxAttempts: 2,
    requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  const error = await errorOf(twice.send(new DescribeVpnConnectionsCommand({})));
  twice.destroy();
  expect(failureOf(error).kind).toBe('conflict');
  expect(mayHaveHadEffect(error)).toBe(true);
});

/** As the SDK passes them on. Under Jest it does not know Node's own errors for what they are. */
test.each([
  { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' },
  { name: 'TimeoutError', code: 'ECONNRESET', message: 'socket hang up' },
  { name: 'TimeoutError', code: 'ETIMEDOUT', message: 'no connection within 2000 ms' },
])('$code is a call without an answer', (said) => {
  const error = Object.assign(new Error(), { ...said, $metadata: { attempts: 1 } });
  expect(failureOf(error)).toEqual({ kind: 'timeout', code: said.name ?? said.code, message: said.message });
  expect(mayHaveHadEffect(error)).toBe(true);
});

test('a connection that is cut leaves open what was done', async () => {
  aws.answer('cut');
  expect(mayHaveHadEffect(await errorOf(CALLS.ec2()))).toBe(true);
});

test('an error says which call about what failed, and why in the words of AWS', async () => {
  aws.answer(ofEc2('UnauthorizedOperation', 403));
  const error = await errorOf(called('DescribeVpnConnections', 'vpn-1', CALLS.ec2));
  expect(error).toBeInstanceOf(CallFailure);
  expect(error).toMatchObject({
    message: 'DescribeVpnConnections of vpn-1 is not permitted: UnauthorizedOperation: no',
    cause: { name: 'UnauthorizedOperation' },
  });
  expect(failureOf(error)).toEqual({ kind: 'denied', code: 'UnauthorizedOperation', message: 'no' });
});

test('what is thrown and is no error is told as it is', () => {
  expect(failureOf('broken')).toEqual({ kind: 'other', code: 'Error', message: 'broken' });
  expect(mayHaveHadEffect('broken')).toBe(true);
});

test.each([
  [ofEc2('RequestLimitExceeded', 503), true],
  ['silence', true],
  [ofEc2('InternalError', 500), true],
  [ofEc2('UnauthorizedOperation', 403), false],
  [ofEc2('InvalidParameterValue'), false],
  [ofEc2('IncorrectState'), false],
] as const)('whether %j may pass by itself: %s, also when a call of ours says so', async (answer, passes) => {
  aws.answer(answer, answer);
  expect(isPassing(await errorOf(CALLS.ec2()))).toBe(passes);
  expect(isPassing(await errorOf(called('DescribeVpnConnections', 'vpn-1', CALLS.ec2)))).toBe(passes);
});
