import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { interfaceStateApi } from '../../../lib/controller/aws/virtual-interface-api';
import { LoopbackAws } from '../../support/loopback-aws';

let aws: LoopbackAws;
let directConnect: DirectConnectClient;
beforeAll(async () => {
  aws = await LoopbackAws.start();
  directConnect = new DirectConnectClient(aws.config);
});
afterAll(async () => {
  directConnect.destroy();
  await aws.stop();
});

const page = (virtualInterfaces: readonly object[], nextToken?: string) => ({
  body: JSON.stringify({ virtualInterfaces, ...(nextToken === undefined ? {} : { nextToken }) }),
});
const peer = (bgpPeerId: string, bgpStatus: string) => ({ bgpPeerId, bgpStatus, bgpPeerState: 'available' });

test('asks for one interface, page after page, and tells of its peers', async () => {
  const bgpPeers = [peer('dxpeer-1', 'up'), peer('dxpeer-2', 'down'), { bgpStatus: 'up' }, { bgpPeerId: 'dxpeer-3' }];
  aws.answer(
    page([{ virtualInterfaceId: 'dxvif-2' }], 'more'),
    page([{ virtualInterfaceId: 'dxvif-1', virtualInterfaceState: 'available', bgpPeers }]),
  );
  expect(await interfaceStateApi(directConnect).describe('dxvif-1')).toEqual({
    state: 'available',
    peers: [
      { id: 'dxpeer-1', state: 'available', status: 'up' },
      { id: 'dxpeer-2', state: 'available', status: 'down' },
      { id: 'dxpeer-3' },
    ],
  });
  expect(aws.requests.map(({ target, body }) => [target, JSON.parse(body)])).toEqual([
    ['OvertureService.DescribeVirtualInterfaces', { virtualInterfaceId: 'dxvif-1' }],
    ['OvertureService.DescribeVirtualInterfaces', { virtualInterfaceId: 'dxvif-1', nextToken: 'more' }],
  ]);
});

test('an interface without a state or peers is one of which nothing is said', async () => {
  aws.answer(page([{ virtualInterfaceId: 'dxvif-1' }]));
  expect(await interfaceStateApi(directConnect).describe('dxvif-1')).toEqual({ peers: [] });
});

test('one that is not described is undefined', async () => {
  aws.answer(page([]));
  expect(await interfaceStateApi(directConnect).describe('dxvif-1')).toBeUndefined();
});

test.each(['AccessDeniedException', 'ThrottlingException', 'DirectConnectClientException'])(
  'passes %s on',
  async (code) => {
    aws.answer({ status: 400, body: JSON.stringify({ __type: code, message: 'no' }) });
    await expect(interfaceStateApi(directConnect).describe('dxvif-1')).rejects.toMatchObject({ name: code });
  },
);
