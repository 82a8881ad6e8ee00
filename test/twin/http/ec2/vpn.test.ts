import {
  DescribeVpnConnectionsCommand,
  type EC2Client,
  GetVpnTunnelReplacementStatusCommand,
  ReplaceVpnTunnelCommand,
} from '@aws-sdk/client-ec2';
import { openTwin, refusalOf } from '../../../support/http-twin';

const MINUTE_MS = 60_000;
const [FIRST, SECOND] = ['198.18.0.0', '198.18.0.1'];
/** A tunnel goes after one minute and is back after two more. */
const behaviour = { tunnelGone: [MINUTE_MS, MINUTE_MS], tunnelBack: [2 * MINUTE_MS, 2 * MINUTE_MS] } as const;
const TUNNEL = { VpnConnectionId: 'vpn', VpnTunnelOutsideIpAddress: FIRST };

async function telemetryOf(ec2: EC2Client) {
  const { VpnConnections = [] } = await ec2.send(new DescribeVpnConnectionsCommand({}));
  return VpnConnections.flatMap(({ VgwTelemetry = [] }) =>
    VgwTelemetry.map(
      ({ OutsideIpAddress, Status, LastStatusChange, AcceptedRouteCount }) =>
        `${OutsideIpAddress} ${Status} since ${Number(LastStatusChange) / MINUTE_MS}: ${AcceptedRouteCount}`,
    ),
  );
}

async function maintenanceOf(ec2: EC2Client) {
  const { MaintenanceDetails } = await ec2.send(new GetVpnTunnelReplacementStatusCommand(TUNNEL));
  const {
    PendingMaintenance,
    MaintenanceAutoAppliedAfter: after,
    LastMaintenanceApplied: last,
  } = MaintenanceDetails ?? {};
  return [PendingMaintenance, after && Number(after) / MINUTE_MS, last && Number(last) / MINUTE_MS];
}

const replace = (more = {}) => new ReplaceVpnTunnelCommand({ ...TUNNEL, ApplyPendingMaintenance: true, ...more });

describe('VPN connections over HTTP', () => {
  test('one says what EC2 says of it, in its own region', async () => {
    const twin = await openTwin();
    const { VpnConnections } = await twin.ec2('s0').send(new DescribeVpnConnectionsCommand({}));
    expect(VpnConnections).toEqual([
      expect.objectContaining({
        VpnConnectionId: 'vpn',
        State: 'available',
        Type: 'ipsec.1',
        TransitGatewayId: 's0',
        CustomerGatewayId: 'vpn/customer-gateway',
      }),
    ]);
    expect((await twin.ec2('s1').send(new DescribeVpnConnectionsCommand({}))).VpnConnections).toEqual([]);
  });

  test('is found by the tag that names its link', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const found = async (link: string) => {
      const Filters = [{ Name: 'tag:detour:link', Values: [link] }];
      return (await ec2.send(new DescribeVpnConnectionsCommand({ Filters }))).VpnConnections?.length;
    };
    expect([await found('vpn'), await found('dx')]).toEqual([1, 0]);
  });

  test('its tunnels are up and down with the session of its link, and say since when', async () => {
    const twin = await openTwin();
    const ec2 = twin.ec2('s0');
    expect(await telemetryOf(ec2)).toEqual([`${FIRST} UP since 0: 1`, `${SECOND} UP since 0: 1`]);
    await twin.clock.run(5 * MINUTE_MS);
    twin.fabric.setCondition('vpn', 'down');
    await twin.clock.run(6 * MINUTE_MS);
    expect(await telemetryOf(ec2)).toEqual([`${FIRST} DOWN since 5: 0`, `${SECOND} DOWN since 5: 0`]);
    twin.fabric.setCondition('vpn', 'grey');
    expect(await telemetryOf(ec2)).toEqual([`${FIRST} UP since 6: 1`, `${SECOND} UP since 6: 1`]);
  });

  test('a tunnel that is replaced goes down and comes back, and its link stays up', async () => {
    const twin = await openTwin({ behaviour });
    const ec2 = twin.ec2('s0');
    expect((await ec2.send(replace())).Return).toBe(true);
    const seen: unknown[] = [];
    for (const minute of [0.5, 1, 2.5, 3]) {
      await twin.clock.run(minute * MINUTE_MS);
      seen.push([...(await telemetryOf(ec2)), twin.fabric.conditions.get('vpn')]);
    }
    const other = `${SECOND} UP since 0: 1`;
    expect(seen).toEqual([
      [`${FIRST} UP since 0: 1`, other, undefined],
      [`${FIRST} DOWN since 1: 0`, other, undefined],
      [`${FIRST} DOWN since 1: 0`, other, undefined],
      [`${FIRST} UP since 3: 1`, other, undefined],
    ]);
  });

  test('a link whose tunnels are both gone is down until one is back', async () => {
    const twin = await openTwin({ behaviour });
    const ec2 = twin.ec2('s0');
    await ec2.send(replace());
    await twin.clock.run(MINUTE_MS);
    await ec2.send(replace({ VpnTunnelOutsideIpAddress: SECOND }));
    const seen: unknown[] = [];
    for (const minute of [1.5, 2, 3]) {
      await twin.clock.run(minute * MINUTE_MS);
      seen.push(twin.fabric.conditions.get('vpn'));
    }
    expect(seen).toEqual([undefined, 'down', undefined]);
  });

  test('maintenance that is pending is done by a replacement that applies it', async () => {
    const twin = await openTwin({ behaviour });
    const ec2 = twin.ec2('s0');
    expect(await maintenanceOf(ec2)).toEqual(['false', undefined, undefined]);
    twin.tunnels.announce(FIRST, 60 * MINUTE_MS);
    expect(await maintenanceOf(ec2)).toEqual(['true', 60, undefined]);
    await ec2.send(replace());
    await twin.clock.run(2 * MINUTE_MS);
    expect(await maintenanceOf(ec2)).toEqual(['true', 60, undefined]);
    await twin.clock.run(61 * MINUTE_MS);
    expect(await maintenanceOf(ec2)).toEqual(['false', undefined, 3]);
    expect((await telemetryOf(ec2))[0]).toBe(`${FIRST} UP since 3: 1`);
  });

  test('a replacement that does not apply what is pending leaves it pending', async () => {
    const twin = await openTwin({ behaviour });
    twin.tunnels.announce(FIRST);
    await twin.ec2('s0').send(replace({ ApplyPendingMaintenance: false }));
    await twin.clock.run(10 * MINUTE_MS);
    expect(await maintenanceOf(twin.ec2('s0'))).toEqual(['true', undefined, undefined]);
  });

  test('AWS does what is pending by itself when its date has come', async () => {
    const twin = await openTwin({ behaviour });
    twin.tunnels.announce(FIRST, 10 * MINUTE_MS);
    await twin.clock.run(11 * MINUTE_MS);
    expect((await telemetryOf(twin.ec2('s0')))[0]).toBe(`${FIRST} DOWN since 11: 0`);
    await twin.clock.run(13 * MINUTE_MS);
    expect(await maintenanceOf(twin.ec2('s0'))).toEqual(['false', undefined, 13]);
  });

  test('a replacement that is under way when its date comes does what is pending', async () => {
    const twin = await openTwin({ behaviour });
    twin.tunnels.announce(FIRST, 2 * MINUTE_MS);
    await twin.ec2('s0').send(replace({ ApplyPendingMaintenance: false }));
    await twin.clock.run(10 * MINUTE_MS);
    expect(await maintenanceOf(twin.ec2('s0'))).toEqual(['false', undefined, 3]);
  });

  test('fails to announce maintenance of a tunnel that there is not', async () => {
    const { tunnels } = await openTwin();
    expect(() => tunnels.announce('192.0.2.1')).toThrow(RangeError);
  });

  const describe = (more = {}) => new DescribeVpnConnectionsCommand(more);
  const status = (more = {}) => new GetVpnTunnelReplacementStatusCommand({ ...TUNNEL, ...more });
  test.each([
    ['InvalidVpnConnectionID.NotFound', describe({ VpnConnectionIds: ['vpn', 'gone'] })],
    ['InvalidParameterValue', describe({ Filters: [{ Name: 'colour', Values: ['red'] }] })],
    ['InvalidVpnConnectionID.NotFound', status({ VpnConnectionId: 'gone' })],
    ['InvalidParameterValue', status({ VpnTunnelOutsideIpAddress: '192.0.2.1' })],
    ['MissingParameter', status({ VpnTunnelOutsideIpAddress: undefined })],
    ['InvalidVpnConnectionID.NotFound', replace({ VpnConnectionId: 'gone' })],
    ['DryRunOperation', replace({ DryRun: true })],
  ])('fails with %s', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof replace>))).toBe(code);
  });

  test('fails to replace a tunnel that is being replaced', async () => {
    const ec2 = (await openTwin({ behaviour })).ec2('s0');
    await ec2.send(replace());
    expect(await refusalOf(ec2.send(replace()))).toBe('IncorrectState');
  });

  test('a filter by id skips connections that are gone', async () => {
    const ec2 = (await openTwin()).ec2('s0');
    const Filters = [{ Name: 'vpn-connection-id', Values: ['vpn', 'gone'] }];
    expect((await ec2.send(describe({ Filters }))).VpnConnections?.map((vpn) => vpn.VpnConnectionId)).toEqual(['vpn']);
  });
});
