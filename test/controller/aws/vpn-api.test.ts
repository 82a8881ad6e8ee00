import { EC2Client } from '@aws-sdk/client-ec2';
import { vpnApi } from '../../../lib/controller/aws/vpn-api';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let ec2: EC2Client;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  ec2 = new EC2Client(aws.config);
});
afterAll(async () => {
  ec2.destroy();
  await aws.stop();
});

const refusal = (code: string, status = 400) => ({
  status,
  body: `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`,
});

const CONNECTIONS = `<DescribeVpnConnectionsResponse><vpnConnectionSet>
  <item><vpnConnectionId>vpn-1</vpnConnectionId><state>available</state><vgwTelemetry>
    <item><outsideIpAddress>192.0.2.1</outsideIpAddress><status>UP</status><lastStatusChange>2026-11-01T10:00:00.000Z</lastStatusChange><acceptedRouteCount>2</acceptedRouteCount></item>
    <item><outsideIpAddress>192.0.2.2</outsideIpAddress><status>DOWN</status><statusMessage>IPSEC IS DOWN</statusMessage></item>
  </vgwTelemetry></item>
  <item><vpnConnectionId>vpn-2</vpnConnectionId><state>deleted</state></item>
</vpnConnectionSet></DescribeVpnConnectionsResponse>`;

test('asks for connections by a filter, and tells of their tunnels', async () => {
  aws.answer({ body: CONNECTIONS });
  expect(await vpnApi(ec2).describe(['vpn-1', 'vpn-2', 'vpn-3'])).toEqual(
    new Map([
      [
        'vpn-1',
        {
          state: 'available',
          tunnels: [
            { address: '192.0.2.1', status: 'UP', changedMs: Date.UTC(2026, 10, 1, 10) },
            { address: '192.0.2.2', status: 'DOWN' },
          ],
        },
      ],
      ['vpn-2', { state: 'deleted', tunnels: [] }],
    ]),
  );
  expect(aws.queries).toEqual([
    {
      Action: 'DescribeVpnConnections',
      'Filter.1.Name': 'vpn-connection-id',
      'Filter.1.Value.1': 'vpn-1',
      'Filter.1.Value.2': 'vpn-2',
      'Filter.1.Value.3': 'vpn-3',
    },
  ]);
});

test('asks nothing when there is no connection', async () => {
  aws.answer({ body: CONNECTIONS });
  expect(await vpnApi(ec2).describe([])).toEqual(new Map());
  expect(aws.requests).toEqual([]);
});

test('asks for at most 200 at once, and tells of all', async () => {
  const ids = Array.from({ length: 401 }, (_, i) => `vpn-${i}`);
  aws.answerBy(({ body }) => {
    const asked = [...new URLSearchParams(body)].filter(([name]) => name.startsWith('Filter.1.Value.'));
    const items = asked.map(([, id]) => `<item><vpnConnectionId>${id}</vpnConnectionId></item>`);
    return { body: `<R><vpnConnectionSet>${items.join('')}</vpnConnectionSet></R>` };
  });
  expect([...(await vpnApi(ec2).describe(ids)).keys()]).toEqual(ids);
  expect(aws.queries.map((query) => Object.keys(query).length - 2)).toEqual([200, 200, 1]);
});

test.each([
  [
    '<pendingMaintenance>true</pendingMaintenance><maintenanceAutoAppliedAfter>2026-11-08T10:00:00Z</maintenanceAutoAppliedAfter><lastMaintenanceApplied>2026-05-01T10:00:00Z</lastMaintenanceApplied>',
    { pending: 'true', autoAppliedAfterMs: Date.UTC(2026, 10, 8, 10), lastAppliedMs: Date.UTC(2026, 4, 1, 10) },
  ],
  ['', {}],
])('tells what is pending for a tunnel: %s', async (details, expected) => {
  const body = `<R><vpnConnectionId>vpn-1</vpnConnectionId><maintenanceDetails>${details}</maintenanceDetails></R>`;
  aws.answer({ body });
  expect(await vpnApi(ec2).maintenance('vpn-1', '192.0.2.1')).toEqual(expected);
  expect(aws.queries).toEqual([
    { Action: 'GetVpnTunnelReplacementStatus', VpnConnectionId: 'vpn-1', VpnTunnelOutsideIpAddress: '192.0.2.1' },
  ]);
});

test('replaces a tunnel with the maintenance that is pending for it', async () => {
  aws.answer({ body: '<R><return>true</return></R>' });
  expect(await vpnApi(ec2).replace('vpn-1', '192.0.2.1')).toEqual({ kind: 'accepted' });
  expect(aws.queries).toEqual([
    {
      Action: 'ReplaceVpnTunnel',
      VpnConnectionId: 'vpn-1',
      VpnTunnelOutsideIpAddress: '192.0.2.1',
      ApplyPendingMaintenance: 'true',
    },
  ]);
});

test.each([
  ['IncorrectState', { kind: 'under-way' }],
  ['UnauthorizedOperation', { kind: 'refused', why: 'UnauthorizedOperation: no' }],
  ['InvalidVpnConnectionID.NotFound', { kind: 'refused', why: 'InvalidVpnConnectionID.NotFound: no' }],
])('%s says how it stands with the tunnel', async (code, expected) => {
  aws.answer(refusal(code));
  expect(await vpnApi(ec2).replace('vpn-1', '192.0.2.1')).toEqual(expected);
});

test('a plain no is a refusal', async () => {
  aws.answer({ body: '<R><return>false</return></R>' });
  expect(await vpnApi(ec2).replace('vpn-1', '192.0.2.1')).toMatchObject({ kind: 'refused' });
});

test.each([
  ['RequestLimitExceeded', 503],
  ['Throttling', 400],
  ['EC2ThrottledException', 400],
  ['InternalError', 500],
])('what passes is thrown, and may be tried again: %s', async (code, status) => {
  aws.answer(refusal(code, status));
  await expect(vpnApi(ec2).replace('vpn-1', '192.0.2.1')).rejects.toMatchObject({ name: code });
});

test.each(['UnauthorizedOperation', 'RequestLimitExceeded'])('passes %s on', async (code) => {
  aws.answer(refusal(code));
  await expect(vpnApi(ec2).describe(['vpn-1'])).rejects.toMatchObject({ name: code });
  await expect(vpnApi(ec2).maintenance('vpn-1', '192.0.2.1')).rejects.toMatchObject({ name: code });
});
