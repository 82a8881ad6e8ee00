// What custom resources ask of EC2 while a deployment goes on.

import {
  AcceptTransitGatewayPeeringAttachmentCommand,
  CreateCustomerGatewayCommand,
  DeleteCustomerGatewayCommand,
  DescribeCustomerGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeTransitGatewayPeeringAttachmentsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import { customerGatewayApi } from '../../../../lib/controller/aws/customer-gateway-api';
import { peeringApi } from '../../../../lib/controller/aws/peering-api';
import { responderApi } from '../../../../lib/controller/aws/responder-api';
import { inventoryOf } from '../../../../lib/twin/http/inventory';
import { GIVEN } from '../../../support/contracts/gateway-world';
import { openTwin, refusalOf } from '../../../support/http-twin';

const BARE = inventoryOf(GIVEN);
const pending = { ...BARE, pendingPeerings: ['s0-s1'] };
const endpoint = {
  id: 'vpce-1',
  region: 's0',
  vpc: 's0/vpc-0',
  service: 'sts',
  subnet: 'subnet-1',
  address: '10.0.0.5',
};
const endpoints = { ...BARE, endpoints: [endpoint, { ...endpoint, id: 'vpce-2', address: '10.0.0.6' }] };
const accept = new AcceptTransitGatewayPeeringAttachmentCommand({ TransitGatewayAttachmentId: 's0-s1' });

describe('peerings over HTTP', () => {
  test('one that waits is accepted in the region of its accepter, as the custom resource does it', async () => {
    const twin = await openTwin({ inventory: pending });
    const [requester, accepter] = [peeringApi(twin.ec2('s0')), peeringApi(twin.ec2('s1'))];
    expect(await accepter.describe('s0-s1')).toMatchObject({
      state: 'pendingAcceptance',
      accepterAttachmentId: 's0-s1',
    });
    expect(await requester.accept('s0-s1')).toBe('not-yet');
    expect(await accepter.accept('s0-s1')).toBe('accepted');
    expect(await requester.describe('s0-s1')).toMatchObject({ state: 'available', message: 'Available' });
    expect(await accepter.accept('s0-s1')).toBe('not-yet');
  });

  test('one says what EC2 says of it', async () => {
    const ec2 = (await openTwin()).ec2('s1');
    const Filters = [{ Name: 'transit-gateway-id', Values: ['s2'] }];
    const { TransitGatewayPeeringAttachments: found } = await ec2.send(
      new DescribeTransitGatewayPeeringAttachmentsCommand({ Filters }),
    );
    expect(found).toEqual([
      expect.objectContaining({
        TransitGatewayAttachmentId: 's1-s2',
        RequesterTgwInfo: { TransitGatewayId: 's1', OwnerId: '111122223333', Region: 's1' },
        AccepterTgwInfo: { TransitGatewayId: 's2', OwnerId: '111122223333', Region: 's2' },
        State: 'available',
      }),
    ]);
  });

  test('fails for one that does not end in the region', async () => {
    const ec2 = (await openTwin({ inventory: pending })).ec2('s2');
    expect(await refusalOf(ec2.send(accept))).toBe('InvalidTransitGatewayAttachmentID.NotFound');
    expect(await peeringApi(ec2).describe('s0-s1')).toBeUndefined();
  });
});

describe('customer gateways over HTTP', () => {
  test('one is made, found and removed, as the custom resource does it', async () => {
    const api = customerGatewayApi((await openTwin()).ec2('s0'));
    const made = {
      link: 'vpn',
      customerGatewayName: 'acme-vpn',
      deviceName: 'router',
      certificateArn: 'arn:cert',
      bgpAsn: 4_200_000_000,
      deleting: false,
    };
    await api.create(made);
    const [found] = await api.all();
    expect(found).toMatchObject({ state: 'available', link: 'vpn', deviceName: 'router', bgpAsn: 4_200_000_000 });
    expect(await api.remove(found?.customerGatewayId ?? '')).toBe('removed');
    expect(await api.all()).toEqual([]);
    expect(await api.remove(found?.customerGatewayId ?? '')).toBe('removed');
  });

  test('one at which a connection ends stays', async () => {
    const used = { id: 'vpn/customer-gateway', region: 's0', asn: 65_000, address: '203.0.113.9', tags: new Map() };
    const api = customerGatewayApi((await openTwin({ inventory: { ...BARE, customerGateways: [used] } })).ec2('s0'));
    expect(await api.remove('vpn/customer-gateway')).toBe('not-yet');
    expect(await api.all()).toHaveLength(1);
  });

  const create = (more = {}) =>
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', IpAddress: '203.0.113.9', ...more });
  test.each([
    ['MissingParameter', create({ IpAddress: undefined })],
    ['InvalidParameterValue', create({ BgpAsn: 0 })],
    ['InvalidParameterValue', create({ BgpAsnExtended: 65_000 })],
    ['InvalidParameterValue', create({ Type: 'ipsec.2' })],
    ['InvalidParameterCombination', create({ BgpAsn: 65_000, BgpAsnExtended: 4_200_000_000 })],
    ['InvalidCustomerGatewayID.NotFound', new DeleteCustomerGatewayCommand({ CustomerGatewayId: 'cgw-1' })],
    ['InvalidCustomerGatewayID.NotFound', new DescribeCustomerGatewaysCommand({ CustomerGatewayIds: ['cgw-1'] })],
  ])('fails with %s', async (code, command) => {
    const ec2 = (await openTwin()).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof create>))).toBe(code);
    expect((await ec2.send(new DescribeCustomerGatewaysCommand({}))).CustomerGateways).toEqual([]);
  });
});

describe('interface endpoints over HTTP', () => {
  test('one is given another address in its subnet, as the custom resource does it', async () => {
    const api = responderApi((await openTwin({ inventory: endpoints })).ec2('s0'));
    expect(await api.describe('vpce-1')).toEqual({ state: 'available', addresses: ['10.0.0.5'] });
    const move = { endpointId: 'vpce-1', subnetId: 'subnet-1', address: '10.0.0.30' };
    expect(await api.move(move)).toBe('moved');
    expect(await api.describe('vpce-1')).toEqual({ state: 'available', addresses: ['10.0.0.30'] });
    expect(await api.move({ ...move, endpointId: 'vpce-2' })).toBe('not-yet');
    expect(await api.describe('vpce-3')).toBeUndefined();
  });

  const modify = (SubnetConfigurations: object[], VpcEndpointId = 'vpce-1') =>
    new ModifyVpcEndpointCommand({ VpcEndpointId, SubnetConfigurations });
  test.each([
    ['InvalidParameterValue', modify([])],
    ['InvalidParameterValue', modify([{ SubnetId: 'subnet-2', Ipv4: '10.0.0.30' }])],
    ['InvalidParameterValue', modify([{ SubnetId: 'subnet-1', Ipv4: '10.0.0.300' }])],
    ['MissingParameter', modify([{ SubnetId: 'subnet-1' }])],
    ['InvalidVpcEndpointId.NotFound', modify([{ SubnetId: 'subnet-1', Ipv4: '10.0.0.30' }], 'vpce-9')],
    ['InvalidVpcEndpointId.NotFound', new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-9'] })],
    ['InvalidNetworkInterfaceID.NotFound', new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-9'] })],
  ])('fails with %s', async (code, command) => {
    const ec2 = (await openTwin({ inventory: endpoints })).ec2('s0');
    expect(await refusalOf(ec2.send(command as ReturnType<typeof modify>))).toBe(code);
  });

  test('filters find them by service and by address', async () => {
    const ec2 = (await openTwin({ inventory: endpoints })).ec2('s0');
    const service = [{ Name: 'service-name', Values: ['sts'] }];
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters: service }));
    const address = [{ Name: 'private-ip-address', Values: ['10.0.0.6'] }];
    const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters: address }));
    expect(VpcEndpoints.map((one) => one.VpcEndpointId)).toEqual(['vpce-1', 'vpce-2']);
    expect(NetworkInterfaces.map((one) => one.NetworkInterfaceId)).toEqual(['vpce-2/interface']);
  });
});
