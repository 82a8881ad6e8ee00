import type { VirtualInterface } from '@aws-sdk/client-direct-connect';
import { hostedInterfaceApi } from '../../../lib/controller/aws/direct-connect-interface-api';
import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { onEvent, progressOf } from '../../../lib/controller/handlers/hosted-interface';
import { FakeDirectConnect } from '../../support/fake-direct-connect';

const ID = 'dxvif-ffabc123';
const CONFIRM = 'ConfirmTransitVirtualInterfaceCommand';

function event(role = 'confirm', changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  const ResourceProperties = {
    Link: 'dx',
    VirtualInterfaceId: ID,
    DirectConnectGatewayId: 'dxgw',
    Role: role,
    Mtu: '8500',
    CustomerAsn: '65010',
    ...(role === 'check' ? { AmazonAsn: '64600' } : {}),
  };
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
    mtu: 8500,
    asn: 65010,
    amazonSideAsn: 64600,
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

describe('an interface that is not as the topology says', () => {
  const contradicting = (role: string, changes: VirtualInterface) => {
    const directConnect = inState('available', 'dxgw');
    directConnect.change(ID, changes);
    return progress(directConnect, event(role));
  };

  test.each(['confirm', 'check'])('fails the role %s with what to write of its frames', async (role) => {
    await expect(contradicting(role, { mtu: 1500 })).rejects.toThrow(
      `virtual interface ${ID} has an MTU of 1500, and the link is taken to carry 8500; write mtu: 1500 on the link, or`,
    );
  });

  test.each(['confirm', 'check'])('fails the role %s with what to write of its far end', async (role) => {
    await expect(contradicting(role, { asn: 65011 })).rejects.toThrow(
      `${ID} speaks BGP with asn 65011, and the site at its far end has asn 65010; write asn: 65011 on that site, or`,
    );
  });

  test('fails with what to write of a gateway that exists', async () => {
    await expect(contradicting('check', { amazonSideAsn: 64512 })).rejects.toThrow(
      `${ID} hangs on Direct Connect gateway dxgw, which has asn 64512, and the link says 64600; write amazonAsn: 64512`,
    );
    expect(await contradicting('confirm', { amazonSideAsn: 64512 })).toEqual({ IsComplete: true });
  });

  test('fails before it is accepted', async () => {
    const directConnect = inState('confirming');
    directConnect.change(ID, { mtu: 1500 });
    await expect(progress(directConnect)).rejects.toThrow('write mtu: 1500 on the link');
    expect(directConnect.asked).toEqual([]);
  });

  test.each<[string, VirtualInterface]>([
    ['carries more', { mtu: 9001 }],
    ['has a number of four bytes in its own property', { asn: 0, asnLong: 65010 }],
    ['says nothing of it', { mtu: undefined, asn: undefined, amazonSideAsn: undefined }],
  ])('is none that %s', async (_, changes) => {
    expect(await contradicting('check', changes)).toEqual({ IsComplete: true });
  });

  test('is none when the template says nothing of its frames', async () => {
    const { Mtu: _, ...ResourceProperties } = event().ResourceProperties;
    const directConnect = inState('available', 'dxgw');
    directConnect.change(ID, { mtu: 1500 });
    expect(await progress(directConnect, event('confirm', { ResourceProperties }))).toEqual({ IsComplete: true });
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
  const ResourceProperties = { ...event().ResourceProperties, CustomerAsn: '65010a' };
  await expect(onEvent(event('confirm', { ResourceProperties }))).rejects.toThrow(
    'CustomerAsn is "65010a"; give a whole',
  );
});
