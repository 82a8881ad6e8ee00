import {
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  type EC2Client,
  ModifyVpcEndpointCommand,
} from '@aws-sdk/client-ec2';
import { responderApi } from '../../../lib/controller/aws/responder-api';
import { onEvent, progressOf } from '../../../lib/controller/handlers/responder-address';

type Event = Parameters<typeof onEvent>[0];

const WANTED = '10.10.48.30';

function event(changes: Partial<Event> = {}): Event {
  const ResourceProperties = { VpcEndpointId: 'vpce-1', SubnetId: 'subnet-1', Address: WANTED };
  return { RequestType: 'Create', ResourceProperties, ...changes };
}

function awsError(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name });
}

interface World {
  readonly state?: string | undefined;
  readonly address?: string;
  /** Describes that pass until the interface of a moved endpoint has been replaced. */
  readonly replacing?: number;
  readonly refusals?: { readonly describe?: string; readonly interfaces?: string; readonly modify?: string };
}

/** EC2 in one region with one endpoint, whose interface is gone for a while when its address changes. */
class FakeEc2 {
  readonly moves: unknown[] = [];
  private address: string;
  private next: string | undefined;
  private gone = 0;

  constructor(private readonly world: World = {}) {
    this.address = world.address ?? '10.10.48.21';
  }

  async send(command: unknown) {
    const { state = 'available', replacing = 0, refusals = {} } = this.world;
    if (command instanceof DescribeVpcEndpointsCommand) {
      if (refusals.describe) throw awsError(refusals.describe);
      this.gone = Math.max(0, this.gone - 1);
      if (this.gone === 0 && this.next) this.address = this.next;
      return { VpcEndpoints: [{ State: state, NetworkInterfaceIds: this.gone > 0 ? [] : ['eni-1'] }] };
    }
    if (command instanceof DescribeNetworkInterfacesCommand) {
      if (refusals.interfaces) throw awsError(refusals.interfaces);
      return { NetworkInterfaces: [{ PrivateIpAddress: this.address }] };
    }
    if (!(command instanceof ModifyVpcEndpointCommand)) throw new Error('an unexpected call');
    if (refusals.modify) throw awsError(refusals.modify);
    this.moves.push(command.input);
    this.next = command.input.SubnetConfigurations?.[0]?.Ipv4;
    this.gone = replacing;
    return {};
  }
}

function progress(ec2: FakeEc2, asked = event()) {
  return progressOf(asked, responderApi(ec2 as unknown as Pick<EC2Client, 'send'>));
}

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

test('moves an endpoint that has another address, waits for its new interface, and asks once', async () => {
  const ec2 = new FakeEc2({ replacing: 3 });
  const said = [await progress(ec2), await progress(ec2), await progress(ec2)];
  expect(said.map(({ IsComplete }) => IsComplete)).toEqual([false, false, false]);
  expect(await progress(ec2)).toEqual({ IsComplete: true, Data: { Address: WANTED } });
  expect(ec2.moves).toEqual([
    { VpcEndpointId: 'vpce-1', SubnetConfigurations: [{ SubnetId: 'subnet-1', Ipv4: WANTED }] },
  ]);
});

test('leaves an endpoint alone that has the address', async () => {
  const ec2 = new FakeEc2({ address: WANTED });
  expect(await progress(ec2)).toEqual({ IsComplete: true, Data: { Address: WANTED } });
  expect(ec2.moves).toEqual([]);
});

test.each(['pending', 'Pending', 'pendingAcceptance', 'partial'])('waits while the endpoint is %s', async (state) => {
  const ec2 = new FakeEc2({ state });
  expect(await progress(ec2)).toEqual({ IsComplete: false });
  expect(ec2.moves).toEqual([]);
});

test.each(['failed', 'rejected', 'deleted', 'expired'])('fails when the endpoint is %s', async (state) => {
  await expect(progress(new FakeEc2({ state }))).rejects.toThrow(`endpoint vpce-1 is ${state}`);
});

test.each([{ describe: 'InvalidVpcEndpointId.NotFound' }, { interfaces: 'InvalidNetworkInterfaceID.NotFound' }])(
  'waits for what EC2 does not know yet: %j',
  async (refusals) => {
    expect(await progress(new FakeEc2({ refusals }))).toEqual({ IsComplete: false });
  },
);

test.each(['IncorrectState', 'InvalidIPAddress.InUse', 'OperationInProgress', 'UnauthorizedOperation'])(
  'asks again after %s',
  async (modify) => {
    expect(await progress(new FakeEc2({ refusals: { modify } }))).toEqual({ IsComplete: false });
  },
);

test('fails on any other refusal', async () => {
  await expect(progress(new FakeEc2({ refusals: { modify: 'InvalidParameter' } }))).rejects.toThrow('InvalidParameter');
  await expect(progress(new FakeEc2({ refusals: { describe: 'Throttled' } }))).rejects.toThrow('Throttled');
});

test('the endpoint is the resource, so that another address changes it in place', async () => {
  const other = event({
    RequestType: 'Update',
    ResourceProperties: { ...event().ResourceProperties, Address: '10.1.1.1' },
  });
  expect(await onEvent(event())).toEqual({ PhysicalResourceId: 'vpce-1' });
  expect(await onEvent(other)).toEqual({ PhysicalResourceId: 'vpce-1' });
});

test('deleting does nothing', async () => {
  const gone = event({ RequestType: 'Delete', PhysicalResourceId: 'vpce-1' });
  const ec2 = new FakeEc2();
  expect(await onEvent(gone)).toEqual({ PhysicalResourceId: 'vpce-1' });
  expect(await progress(ec2, gone)).toEqual({ IsComplete: true });
  expect(ec2.moves).toEqual([]);
});

test.each(['VpcEndpointId', 'SubnetId', 'Address'])('fails without %s', async (name) => {
  const asked = event({ ResourceProperties: { ...event().ResourceProperties, [name]: '' } });
  await expect(progress(new FakeEc2(), asked)).rejects.toThrow(`${name} is ""; give a text that is not empty`);
});
