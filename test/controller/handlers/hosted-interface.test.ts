import type { VirtualInterface } from '@aws-sdk/client-direct-connect';
import { hostedInterfaceApi } from '../../../lib/controller/aws/direct-connect-interface-api';
import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { onEvent, progressOf } from '../../../lib/controller/handlers/hosted-interface';
import { FakeDirectConnect } from '../../support/fake-direct-connect';

const ID = 'dxvif-ffabc123';
const CONFIRM = 'ConfirmTransitVirtualInterfaceCommand';

function event(role = 'confirm', changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  const ResourceProperties = { Link: 'dx', VirtualInterfaceId: ID, DirectConnectGatewayId: 'dxgw', Role: role };
  return { RequestType: 'Create', ResourceProperties, ...changes };
}

function inState(
  virtualInterfaceState: VirtualInterface['virtualInterfaceState'],
  directConnectGatewayId?: string,
  before?: (name: string) => void,
) {
  const one = {
    virtualInterfaceId: ID,
    virtualInterfaceType: 'transit',
    virtualInterfaceState,
    directConnectGatewayId,
  };
  return new FakeDirectConnect({ interfaces: [one], ...(before ? { before } : {}) });
}

const progress = (directConnect: FakeDirectConnect, asked = event()) =>
  progressOf(asked, hostedInterfaceApi(directConnect.client));

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

test('accepts an interface that waits for it, with the gateway, and waits until it is there', async () => {
  const directConnect = inState('confirming');
  expect(await progress(directConnect)).toEqual({ IsComplete: false });
  expect(await progress(directConnect)).toEqual({ IsComplete: false });
  directConnect.change(ID, { virtualInterfaceState: 'down' });
  expect(await progress(directConnect)).toEqual({ IsComplete: true });
  expect(directConnect.asked).toEqual([CONFIRM]);
});

describe.each(['confirm', 'check'])('the role %s', (role) => {
  test.each(['available', 'down', 'testing'] as const)(
    'is complete when the interface is %s on the gateway, and asks for nothing',
    async (state) => {
      const directConnect = inState(state, 'dxgw');
      expect(await progress(directConnect, event(role))).toEqual({ IsComplete: true });
      expect(directConnect.asked).toEqual([]);
    },
  );

  test.each(['pending', 'verifying'] as const)('waits while the interface is %s on the gateway', async (state) => {
    expect(await progress(inState(state, 'dxgw'), event(role))).toEqual({ IsComplete: false });
  });

  test.each(['unknown', undefined] as const)('waits while the state is %s', async (state) => {
    expect(await progress(inState(state, 'other'), event(role))).toEqual({ IsComplete: false });
  });

  test.each(['deleting', 'deleted', 'rejected'] as const)('fails when the interface is %s', async (state) => {
    await expect(progress(inState(state, 'dxgw'), event(role))).rejects.toThrow(`virtual interface ${ID} is ${state};`);
  });

  test.each(['available', 'pending'] as const)('fails when the interface is %s on another gateway', async (state) => {
    const why = `virtual interface ${ID} hangs on Direct Connect gateway other, and not on dxgw;`;
    await expect(progress(inState(state, 'other'), event(role))).rejects.toThrow(why);
  });

  test('fails when the interface hangs on no gateway', async () => {
    await expect(progress(inState('available'), event(role))).rejects.toThrow('hangs on no Direct Connect gateway');
  });

  test('fails when it is no transit interface', async () => {
    const directConnect = inState('confirming');
    directConnect.change(ID, { virtualInterfaceType: 'private' });
    await expect(progress(directConnect, event(role))).rejects.toThrow('is of type private; name a transit');
    expect(directConnect.asked).toEqual([]);
  });

  test('fails when Direct Connect does not know the interface', async () => {
    await expect(progress(new FakeDirectConnect({}), event(role))).rejects.toThrow(`${ID} does not exist`);
  });
});

test('a check never accepts, and fails when the interface waits for it', async () => {
  const directConnect = inState('confirming');
  await expect(progress(directConnect, event('check'))).rejects.toThrow('waits to be accepted; accept it with gateway');
  expect(directConnect.asked).toEqual([]);
});

/** Somebody else acts between the look and the call. */
function overtaken(changes: VirtualInterface): FakeDirectConnect {
  const directConnect: FakeDirectConnect = inState('confirming', undefined, (name) => {
    if (name === CONFIRM) directConnect.change(ID, changes);
  });
  return directConnect;
}

test('is content when somebody accepted it meanwhile with the same gateway', async () => {
  const directConnect = overtaken({ virtualInterfaceState: 'available', directConnectGatewayId: 'dxgw' });
  expect(await progress(directConnect)).toEqual({ IsComplete: true });
});

test('fails when somebody accepted it meanwhile with another gateway', async () => {
  const directConnect = overtaken({ virtualInterfaceState: 'available', directConnectGatewayId: 'other' });
  await expect(progress(directConnect)).rejects.toThrow('hangs on Direct Connect gateway other');
});

test('fails with the reason when accepting is refused for good', async () => {
  const confirm = async () => ({ kind: 'refused', why: 'the gateway is being deleted' }) as const;
  const describe = async () => ({ state: 'confirming', type: 'transit' });
  await expect(progressOf(event(), { describe, confirm })).rejects.toThrow(`${ID}: the gateway is being deleted`);
});

test('fails with any error that is no refusal', async () => {
  const denied = (name: string) => {
    if (name === CONFIRM) throw new Error('not authorized');
  };
  await expect(progress(inState('confirming', undefined, denied))).rejects.toThrow('not authorized');
});

test('the interface is the identity of the resource; deleting does nothing', async () => {
  expect(await onEvent(event())).toEqual({ PhysicalResourceId: ID });
  const gone = event('confirm', { RequestType: 'Delete', PhysicalResourceId: ID, ResourceProperties: {} });
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: ID });
  expect(await progress(new FakeDirectConnect({}), gone)).toEqual({ IsComplete: true });
});

test('fails with what is wrong with the properties', async () => {
  await expect(onEvent(event('accept'))).rejects.toThrow('Role is "accept"; allowed are "confirm" and "check"');
  await expect(onEvent(event('check', { ResourceProperties: { Role: 'check' } }))).rejects.toThrow(
    'VirtualInterfaceId is undefined',
  );
});
