// Requests that no client of the SDK would send: each is answered, none with an error of the twin's own, and the twin is
// afterwards as it was before.

import fc from 'fast-check';
import { openTwin } from '../../support/http-twin';
import { contentOf } from '../../support/hybrid';
import { sendJson, sendRaw, signature } from '../../support/signed-request';

const EC2_ACTIONS = [
  'SearchTransitGatewayRoutes',
  'GetTransitGatewayPrefixListReferences',
  'CreateTransitGatewayPrefixListReference',
  'CreateTransitGatewayRoute',
  'DescribeVpnConnections',
  'DescribeManagedPrefixLists',
  'ModifyVpcEndpoint',
  'CreateCustomerGateway',
  'constructor',
  '__proto__',
  '',
];
const NAMES = [
  'TransitGatewayRouteTableId',
  'PrefixListId',
  'MaxResults',
  'NextToken',
  'DryRun',
  'DestinationCidrBlock',
  'Filter',
  'Filter.1',
  'Filter.1.Name',
  'Filter.1.Value',
  'Filter.1.Value.1',
  'Filter.0.Value.-1',
  'Filter.99999999999.Name',
  'Filter.x.Name',
  'Filter..',
  'SubnetConfiguration.1.Ipv4',
];
const VALUES = [
  '',
  's0/spokes',
  's0/to-s1',
  '10.0.0.0/8',
  'true',
  '-1',
  '1e9',
  '*',
  '\\',
  '\u0000',
  '\ud800',
  '*?'.repeat(50),
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string());

const query = fc
  .tuple(fc.constantFrom(...EC2_ACTIONS), fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 }))
  .map(([action, parameters]) => new URLSearchParams([['Action', action], ...parameters]).toString());

const TARGETS: readonly (readonly [string, string])[] = [
  ['directconnect', 'OvertureService.DescribeDirectConnectGatewayAssociations'],
  ['directconnect', 'OvertureService.UpdateDirectConnectGatewayAssociation'],
  ['directconnect', 'OvertureService.StartBgpFailoverTest'],
  ['directconnect', 'OvertureService.ListVirtualInterfaceRoutes'],
  ['directconnect', 'OvertureService.constructor'],
  ['directconnect', 'AmazonSSM.GetParameter'],
  ['ssm', 'AmazonSSM.GetParametersByPath'],
  ['ssm', 'AmazonSSM.GetParameters'],
  ['events', 'AWSEvents.PutEvents'],
  ['events', '.'],
];
const keys = fc.constantFrom(
  'associationId',
  'maxResults',
  'nextToken',
  'virtualInterfaceId',
  'Path',
  'Names',
  'Entries',
  '__proto__',
);
const json = fc.oneof(
  fc.string(),
  fc.json(),
  fc.dictionary(keys, fc.jsonValue()).map((input) => JSON.stringify(input)),
);

type Twin = Awaited<ReturnType<typeof openTwin>>;
/** One for all requests of a test. */
let shared: Twin | undefined;
afterEach(() => {
  shared = undefined;
});

async function untouched(ask: (endpoint: string) => Promise<{ readonly status: number }>): Promise<void> {
  shared ??= await openTwin();
  const { endpoint, fabric, logged } = shared;
  const before = contentOf(fabric.network);
  const { status } = await ask(endpoint);
  if (status >= 500) throw new Error(logged.at(-1));
  expect(contentOf(fabric.network)).toEqual(before);
}

describe('malformed requests', () => {
  test('in the query protocol are answered and harmless', async () => {
    const headers = { authorization: signature('ec2', 's0') };
    await fc.assert(
      fc.asyncProperty(query, (body) => untouched((endpoint) => sendRaw(endpoint, { headers, body }))),
      { numRuns: 300 },
    );
  });

  test('that are no queries at all are answered and harmless', async () => {
    const body = fc.oneof(fc.string(), fc.constantFrom('%', 'Action', 'Action=%zz', '&&=&', 'Action=x&Action=y'));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('ec2', 'sns'), body, (service, text) =>
        untouched((endpoint) =>
          sendRaw(endpoint, { headers: { authorization: signature(service, 's0') }, body: text }),
        ),
      ),
    );
  });

  test('in JSON are answered and harmless', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...TARGETS), json, ([service, target], body) =>
        untouched((endpoint) => sendJson(endpoint, service, target, body)),
      ),
      { numRuns: 300 },
    );
  });

  test('to the paths of Route 53 are answered and harmless', async () => {
    const headers = { authorization: signature('route53', 'us-east-1') };
    const paths = [
      '/',
      '/2013-04-01',
      '/2013-04-01/healthcheck',
      '/2013-04-01/healthcheck/%',
      '/healthcheck/a/status',
      '//',
      '/2013-04-01/hostedzone/%00/rrset',
    ];
    const bodies = [
      '',
      '<',
      '<UpdateHealthCheckRequest',
      '<a/>',
      '<UpdateHealthCheckRequest><Inverted>perhaps</Inverted></UpdateHealthCheckRequest>',
      '<!DOCTYPE x [<!ENTITY a "b">]><UpdateHealthCheckRequest>&a;</UpdateHealthCheckRequest>',
    ];
    for (const path of paths)
      for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
        for (const body of method === 'GET' ? [''] : bodies)
          await untouched((endpoint) =>
            sendRaw(endpoint, { method, path, headers, ...(method === 'GET' ? {} : { body }) }),
          );
  });
});
