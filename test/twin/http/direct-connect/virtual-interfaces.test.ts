import {
  ConfirmTransitVirtualInterfaceCommand,
  DescribeDirectConnectGatewayAttachmentsCommand,
  DescribeVirtualInterfacesCommand,
  DirectConnectClient,
  ListVirtualInterfaceTestHistoryCommand,
  StartBgpFailoverTestCommand,
  StopBgpFailoverTestCommand,
} from '@aws-sdk/client-direct-connect';
import { interfaceStateApi } from '../../../../lib/controller/aws/virtual-interface-api';
import { inventoryOf } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { type OpenTwin, openTwin, refusalOf } from '../../../support/http-twin';

const MINUTE_MS = 60_000;
const DX = { virtualInterfaceId: 'dx/interface' };
const behaviour = { sessionBack: [5_000, 5_000] } as const;

function clientOf(twin: OpenTwin, region = 's0'): DirectConnectClient {
  return twin.client(new DirectConnectClient(twin.config(region)));
}

async function stateOf(client: DirectConnectClient) {
  const { state, peers } = (await interfaceStateApi(client).describe('dx/interface')) ?? {};
  return [state, ...(peers ?? []).map((peer) => peer.status)].join(' ');
}

const describeAll = (more = {}) => new DescribeVirtualInterfacesCommand(more);
const start = (more = {}) => new StartBgpFailoverTestCommand({ ...DX, ...more });
const stop = (more = {}) => new StopBgpFailoverTestCommand({ ...DX, ...more });
const history = (more = {}) => new ListVirtualInterfaceTestHistoryCommand(more);

describe('virtual interfaces over HTTP', () => {
  test('a region has its own, and each says what Direct Connect says of it', async () => {
    const twin = await openTwin();
    const { virtualInterfaces } = await clientOf(twin).send(describeAll());
    expect(virtualInterfaces).toEqual([
      {
        ownerAccount: '111122223333',
        virtualInterfaceId: 'dx/interface',
        virtualInterfaceName: 'dx/interface',
        virtualInterfaceType: 'transit',
        connectionId: 'dx/connection',
        vlan: 100,
        asn: 65_000,
        asnLong: 65_000,
        amazonSideAsn: 64_512,
        virtualInterfaceState: 'available',
        mtu: 8_500,
        directConnectGatewayId: 'dx',
        region: 's0',
        bgpPeers: [
          {
            bgpPeerId: 'dx/interface/peer',
            addressFamily: 'ipv4',
            asn: 65_000,
            asnLong: 65_000,
            bgpPeerState: 'available',
            bgpStatus: 'up',
          },
        ],
      },
    ]);
    expect((await clientOf(twin, 's1').send(describeAll())).virtualInterfaces).toEqual([]);
  });

  test('one is down when BGP is, and not when its link is grey', async () => {
    const twin = await openTwin();
    const seen: string[] = [];
    for (const condition of ['up', 'grey', 'down', 'draining'] as const) {
      twin.fabric.setCondition('dx', condition);
      seen.push(await stateOf(clientOf(twin)));
    }
    expect(seen).toEqual(['available up', 'available up', 'down down', 'available up']);
  });

  test('what is attached to a Direct Connect gateway is told in every region', async () => {
    const client = clientOf(await openTwin(), 's2');
    const asked = new DescribeDirectConnectGatewayAttachmentsCommand({ directConnectGatewayId: 'dx' });
    expect((await client.send(asked)).directConnectGatewayAttachments).toEqual([
      {
        directConnectGatewayId: 'dx',
        virtualInterfaceId: 'dx/interface',
        virtualInterfaceRegion: 's0',
        virtualInterfaceOwnerAccount: '111122223333',
        attachmentState: 'attached',
        attachmentType: 'TransitVirtualInterface',
      },
    ]);
  });

  test('a hosted one is down until it is confirmed, on its own gateway, and its session is up', async () => {
    const inventory = inventoryOf(GIVEN);
    const virtualInterfaces = inventory.virtualInterfaces.map((one) => ({ ...one, isConfirming: true }));
    const twin = await openTwin({ inventory: { ...inventory, virtualInterfaces }, behaviour });
    const client = clientOf(twin);
    const confirm = (directConnectGatewayId: string) =>
      client.send(new ConfirmTransitVirtualInterfaceCommand({ ...DX, directConnectGatewayId }));
    expect([await stateOf(client), twin.fabric.conditions.get('dx')]).toEqual(['confirming down', 'down']);
    expect(await refusalOf(confirm('other'))).toBe('DirectConnectClientException');
    expect((await confirm('dx')).virtualInterfaceState).toBe('pending');
    expect(await refusalOf(confirm('dx'))).toBe('DirectConnectClientException');
    expect(await stateOf(client)).toBe('pending down');
    await twin.clock.run(5_000);
    expect([await stateOf(client), twin.fabric.conditions.get('dx')]).toEqual(['available up', undefined]);
  });
});

describe('failover tests over HTTP', () => {
  test('one takes the session down until it is stopped', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    await twin.clock.run(MINUTE_MS);
    const { virtualInterfaceTest: started } = await client.send(start({ testDurationInMinutes: 10 }));
    expect(started).toEqual({
      testId: 'dx/interface/test-000001',
      virtualInterfaceId: 'dx/interface',
      bgpPeers: ['dx/interface/peer'],
      status: 'In progress',
      ownerAccount: '111122223333',
      testDurationInMinutes: 10,
      startTime: new Date(MINUTE_MS),
    });
    expect([await stateOf(client), twin.fabric.conditions.get('dx')]).toEqual(['testing down', 'down']);
    await twin.clock.run(3 * MINUTE_MS);
    const { virtualInterfaceTest: stopped } = await client.send(stop());
    expect(stopped).toMatchObject({ status: 'Cancelled', endTime: new Date(3 * MINUTE_MS) });
    expect(await stateOf(client)).toBe('down down');
    await twin.clock.run(3 * MINUTE_MS + 5_000);
    expect(await stateOf(client)).toBe('available up');
  });

  test('one ends by itself, after three hours when it does not say after how long', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    await client.send(start());
    await twin.clock.run(180 * MINUTE_MS - 1);
    expect(await stateOf(client)).toBe('testing down');
    await twin.clock.run(180 * MINUTE_MS + 5_000);
    expect(await stateOf(client)).toBe('available up');
    const { virtualInterfaceTestHistory: [test] = [] } = await client.send(history());
    expect(test).toMatchObject({ status: 'Completed', testDurationInMinutes: 180, endTime: new Date(180 * MINUTE_MS) });
  });

  test('the end of one that was stopped does not end the next', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    await client.send(start({ testDurationInMinutes: 2 }));
    await client.send(stop());
    await twin.clock.run(MINUTE_MS);
    await client.send(start({ testDurationInMinutes: 10 }));
    await twin.clock.run(5 * MINUTE_MS);
    expect(await stateOf(client)).toBe('testing down');
  });

  test('a fault that comes and goes meanwhile is what there is when it ends', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    twin.fabric.setCondition('dx', 'grey');
    await client.send(start({ testDurationInMinutes: 1 }));
    twin.fabric.setCondition('dx', 'up');
    expect(twin.fabric.conditions.get('dx')).toBe('down');
    await twin.clock.run(2 * MINUTE_MS);
    expect(twin.fabric.conditions.get('dx')).toBe('up');
  });

  test('the history is told for a year, by interface, test and status, in pages', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    for (let i = 0; i < 3; i += 1) {
      await client.send(start({ testDurationInMinutes: 1 }));
      if (i === 1) await client.send(stop());
      await twin.clock.run(twin.clock.now() + 2 * MINUTE_MS);
    }
    const found = async (asked: object) => {
      const { virtualInterfaceTestHistory: tests = [] } = await client.send(history(asked));
      return tests.map(({ testId, status }) => `${testId?.at(-1)} ${status}`);
    };
    expect(await found(DX)).toEqual(['1 Completed', '2 Cancelled', '3 Completed']);
    expect(await found({ status: 'Cancelled' })).toEqual(['2 Cancelled']);
    expect(await found({ testId: 'dx/interface/test-000003' })).toEqual(['3 Completed']);
    expect(await found({ bgpPeers: ['other'] })).toEqual([]);
    const { nextToken } = await client.send(history({ maxResults: 2 }));
    expect(await found({ maxResults: 2, nextToken })).toEqual(['3 Completed']);
    expect((await clientOf(twin, 's1').send(history())).virtualInterfaceTestHistory).toEqual([]);
    await twin.clock.run(twin.clock.now() + 365 * 24 * 60 * MINUTE_MS);
    expect(await found({})).toEqual([]);
  });
});

describe('questions about virtual interfaces that are refused', () => {
  test.each([
    ['of one that is not there', describeAll({ virtualInterfaceId: 'nobody' })],
    ['of no gateway and no interface', new DescribeDirectConnectGatewayAttachmentsCommand({})],
    ['to test one that is not there', start({ virtualInterfaceId: 'nobody' })],
    ['to test a peer that is not there', start({ bgpPeers: ['other'] })],
    ['to test for no time', start({ testDurationInMinutes: 0 })],
    ['to test for more than three days', start({ testDurationInMinutes: 4_321 })],
    ['to stop a test that there is not', stop()],
    [
      'to confirm one that nobody offered',
      new ConfirmTransitVirtualInterfaceCommand({ ...DX, directConnectGatewayId: 'dx' }),
    ],
  ])('fails %s', async (_, command) => {
    const client = clientOf(await openTwin());
    expect(await refusalOf(client.send(command as ReturnType<typeof start>))).toBe('DirectConnectClientException');
    expect(await stateOf(client)).toBe('available up');
  });

  test('fails to test an interface of another region, one that is being tested, and one that is down', async () => {
    const twin = await openTwin({ behaviour });
    const client = clientOf(twin);
    expect(await refusalOf(clientOf(twin, 's1').send(start()))).toBe('DirectConnectClientException');
    await client.send(start());
    expect(await refusalOf(client.send(start()))).toBe('DirectConnectClientException');
    await client.send(stop());
    expect(await refusalOf(client.send(start()))).toBe('DirectConnectClientException');
  });
});
