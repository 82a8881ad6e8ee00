import {
  ConfirmTransitVirtualInterfaceCommand,
  DescribeDirectConnectGatewayAssociationsCommand,
  UpdateDirectConnectGatewayAssociationCommand,
} from '@aws-sdk/client-direct-connect';
import { FakeAssociation, FakeDirectConnect } from './fake-direct-connect';

const association = (prefixes: readonly string[] = ['10.0.0.0/8'], showsEarly = false) =>
  new FakeAssociation('assoc', 'dxgw', 'tgw', prefixes, showsEarly);

const update = (add: readonly string[], remove: readonly string[] = [], associationId = 'assoc') =>
  new UpdateDirectConnectGatewayAssociationCommand({
    associationId,
    addAllowedPrefixesToDirectConnectGateway: add.map((cidr) => ({ cidr })),
    removeAllowedPrefixesToDirectConnectGateway: remove.map((cidr) => ({ cidr })),
  });

test('an update adds and removes, and is over when it is settled', async () => {
  const one = association();
  await new FakeDirectConnect({ associations: [one] }).send(update(['10.1.0.0/16'], ['10.0.0.0/8']));
  expect([one.state, one.listed]).toEqual(['updating', ['10.0.0.0/8']]);
  one.settle();
  expect([one.state, one.listed]).toEqual(['associated', ['10.1.0.0/16']]);
});

test('an association may list an update while it is under way', async () => {
  const one = association([], true);
  await new FakeDirectConnect({ associations: [one] }).send(update(['10.1.0.0/16']));
  expect([one.state, one.listed]).toEqual(['updating', ['10.1.0.0/16']]);
});

const full = Array.from({ length: 200 }, (_, i) => `10.${i}.0.0/16`);

test.each([
  ['of an association that it does not know', [], update([], [], 'other'), 'other does not exist'],
  ['that adds what is there', ['10.0.0.0/8'], update(['10.0.0.0/8']), 'is allowed already'],
  ['that removes what is not there', [], update([], ['10.0.0.0/8']), 'is not allowed'],
  ['to more than 200 prefixes', full, update(['10.250.0.0/16']), 'More than 200'],
])('refuses an update %s', async (_, prefixes, command, message) => {
  const directConnect = new FakeDirectConnect({ associations: [association(prefixes)] });
  await expect(directConnect.send(command)).rejects.toThrow(message);
});

test.each(['updating', 'associating', 'disassociating', 'disassociated'] as const)(
  'refuses an update while the association is %s',
  async (state) => {
    const one = association();
    one.state = state;
    await expect(new FakeDirectConnect({ associations: [one] }).send(update([]))).rejects.toThrow(`is ${state}`);
  },
);

test('lists the associations of a pair, and refuses a gateway that it does not know', async () => {
  const directConnect = new FakeDirectConnect({ associations: [association()] });
  const describe = (directConnectGatewayId: string, associatedGatewayId: string) =>
    directConnect.send(
      new DescribeDirectConnectGatewayAssociationsCommand({ directConnectGatewayId, associatedGatewayId }),
    );
  expect(await describe('dxgw', 'tgw')).toMatchObject({
    directConnectGatewayAssociations: [{ associationId: 'assoc', associationState: 'associated' }],
  });
  expect(await describe('dxgw', 'other')).toEqual({ directConnectGatewayAssociations: [] });
  await expect(describe('other', 'tgw')).rejects.toThrow('does not exist');
});

test('an interface is confirmed once', async () => {
  const directConnect = new FakeDirectConnect({
    interfaces: [{ virtualInterfaceId: 'dxvif-1', virtualInterfaceState: 'confirming' }],
  });
  const confirm = new ConfirmTransitVirtualInterfaceCommand({
    virtualInterfaceId: 'dxvif-1',
    directConnectGatewayId: 'dxgw',
  });
  await directConnect.send(confirm);
  await expect(directConnect.send(confirm)).rejects.toThrow('is pending');
  expect(directConnect.asked).toEqual(Array(2).fill('ConfirmTransitVirtualInterfaceCommand'));
});
