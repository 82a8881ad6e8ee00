import {
  CreateCustomerGatewayCommand,
  type CustomerGateway,
  DeleteCustomerGatewayCommand,
  DescribeCustomerGatewaysCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { customerGatewayApi } from '../../../lib/controller/aws/customer-gateway-api';
import type { CustomResourceEvent } from '../../../lib/controller/custom-resource';
import { onEvent, progressOf } from '../../../lib/controller/handlers/customer-gateway';

const CERTIFICATE = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b';
const PROPERTIES = {
  Link: 'vpn',
  CustomerGatewayName: 'acme-vpn',
  DeviceName: 'acme-vpn-0a1b',
  CertificateArn: CERTIFICATE,
  BgpAsn: '65010',
};

function event(changes: Partial<CustomResourceEvent> = {}): CustomResourceEvent {
  return { RequestType: 'Create', ResourceProperties: PROPERTIES, ...changes };
}

const deletion = event({ RequestType: 'Delete', PhysicalResourceId: 'acme-vpn-0a1b' });

function awsError(name: string): Error {
  return Object.assign(new Error(`${name} happened`), { name });
}

/**
 * EC2 in one region. A gateway is pending until settled; a second one with the same name, certificate and number is not
 * made; one that a connection uses, or that is on its way, is not deleted.
 */
class FakeEc2 {
  readonly gateways: CustomerGateway[];
  readonly made: unknown[] = [];
  used = false;

  constructor(gateways: readonly CustomerGateway[] = []) {
    this.gateways = [...gateways];
  }

  get client(): Pick<EC2Client, 'send'> {
    return this as unknown as Pick<EC2Client, 'send'>;
  }

  async send(command: unknown) {
    if (command instanceof DescribeCustomerGatewaysCommand) return { CustomerGateways: structuredClone(this.gateways) };
    if (command instanceof CreateCustomerGatewayCommand) return this.create(command);
    if (command instanceof DeleteCustomerGatewayCommand) return this.delete(command);
    throw new Error('an unexpected call');
  }

  settle(): void {
    for (const gateway of this.gateways)
      gateway.State = { pending: 'available', deleting: 'deleted' }[gateway.State ?? ''] ?? gateway.State;
  }

  private create({ input }: CreateCustomerGatewayCommand) {
    this.made.push(input);
    const { DeviceName, CertificateArn, BgpAsn, BgpAsnExtended, TagSpecifications } = input;
    const numbers = BgpAsn === undefined ? { BgpAsnExtended: String(BgpAsnExtended) } : { BgpAsn: String(BgpAsn) };
    const twin = this.gateways.find(
      (one) => one.State !== 'deleted' && one.DeviceName === DeviceName && one.CertificateArn === CertificateArn,
    );
    const CustomerGatewayId = `cgw-${this.gateways.length + 1}`;
    const made = { CustomerGatewayId, State: 'pending', DeviceName, CertificateArn, ...numbers };
    if (!twin) this.gateways.push({ ...made, Tags: TagSpecifications?.[0]?.Tags });
    return {};
  }

  private delete({ input }: DeleteCustomerGatewayCommand) {
    const found = this.gateways.find(({ CustomerGatewayId }) => CustomerGatewayId === input.CustomerGatewayId);
    if (!found) throw awsError('InvalidCustomerGatewayID.NotFound');
    if (this.used || found.State === 'pending') throw awsError('IncorrectState');
    found.State = 'deleting';
    return {};
  }
}

const progress = (ec2: FakeEc2, asked = event()) => progressOf(asked, customerGatewayApi(ec2.client));

const gateway = (changes: CustomerGateway = {}): CustomerGateway => ({
  CustomerGatewayId: 'cgw-0aaa',
  State: 'available',
  DeviceName: 'acme-vpn-0a1b',
  CertificateArn: CERTIFICATE,
  BgpAsn: '65010',
  Tags: [{ Key: 'detour:link', Value: 'vpn' }],
  ...changes,
});

const waiting = { IsComplete: false };
const found = { IsComplete: true, Data: { CustomerGatewayId: 'cgw-0aaa' } };

beforeEach(() => void jest.spyOn(process.stdout, 'write').mockReturnValue(true));
afterEach(() => void jest.restoreAllMocks());

test('makes a gateway of the certificate, without an address, tags it, and waits until it is there', async () => {
  const ec2 = new FakeEc2();
  expect(await progress(ec2)).toEqual(waiting);
  expect(await progress(ec2)).toEqual(waiting);
  ec2.settle();
  expect(await progress(ec2)).toEqual({ IsComplete: true, Data: { CustomerGatewayId: 'cgw-1' } });
  const Tags = [
    { Key: 'detour:link', Value: 'vpn' },
    { Key: 'Name', Value: 'acme-vpn' },
  ];
  expect(ec2.made).toEqual([
    {
      Type: 'ipsec.1',
      DeviceName: 'acme-vpn-0a1b',
      CertificateArn: CERTIFICATE,
      BgpAsn: 65010,
      TagSpecifications: [{ ResourceType: 'customer-gateway', Tags }],
    },
  ]);
});

test('finds a gateway with a number of four bytes again', async () => {
  const ec2 = new FakeEc2();
  const large = event({ ResourceProperties: { ...PROPERTIES, BgpAsn: '4200000010' } });
  await progress(ec2, large);
  ec2.settle();
  expect(await progress(ec2, large)).toEqual({ IsComplete: true, Data: { CustomerGatewayId: 'cgw-1' } });
  expect(ec2.made).toMatchObject([{ BgpAsnExtended: 4_200_000_010 }]);
  expect(ec2.made[0]).not.toHaveProperty('BgpAsn');
});

test.each<[string, CustomerGateway]>([
  ['another device name', { DeviceName: 'acme-vpn2-0a1b' }],
  ['another certificate', { CertificateArn: `${CERTIFICATE}2` }],
  ['another number', { BgpAsn: '65011' }],
  ['no life left', { State: 'deleted' }],
])('passes by a gateway with %s', async (_, changes) => {
  const ec2 = new FakeEc2([gateway({ CustomerGatewayId: 'cgw-0bbb', ...changes })]);
  expect(await progress(ec2, deletion)).toEqual({ IsComplete: true });
  expect(await progress(new FakeEc2([...ec2.gateways, gateway()]))).toEqual(found);
  expect(ec2.gateways.map(({ State }) => State)).toEqual([changes.State ?? 'available']);
});

test('fails with a gateway that somebody else made, and leaves it there when the stack goes', async () => {
  const ec2 = new FakeEc2([gateway({ Tags: [] })]);
  await expect(progress(ec2)).rejects.toThrow(
    'customer gateway cgw-0aaa has the same device name, certificate and number, and is not of link vpn; delete it',
  );
  expect(await progress(ec2, deletion)).toEqual({ IsComplete: true });
  expect(ec2.gateways).toEqual([gateway({ Tags: [] })]);
});

test('deletes the gateway once no connection uses it, and waits until it is gone', async () => {
  const ec2 = new FakeEc2([gateway()]);
  ec2.used = true;
  expect(await progress(ec2, deletion)).toEqual(waiting);
  expect(ec2.gateways[0]?.State).toBe('available');
  ec2.used = false;
  expect(await progress(ec2, deletion)).toEqual(waiting);
  expect(await progress(ec2, deletion)).toEqual(waiting);
  ec2.settle();
  expect(await progress(ec2, deletion)).toEqual({ IsComplete: true });
});

test('waits for one that is being deleted before it makes the next', async () => {
  const ec2 = new FakeEc2([gateway({ State: 'deleting' })]);
  expect(await progress(ec2)).toEqual(waiting);
  expect(ec2.made).toEqual([]);
  ec2.settle();
  await progress(ec2);
  expect(ec2.made).toHaveLength(1);
});

test('fails with what EC2 has against the certificate', async () => {
  const send = async (command: unknown) => {
    if (command instanceof DescribeCustomerGatewaysCommand) return {};
    throw new Error('the certificate chain is not valid');
  };
  const api = customerGatewayApi({ send } as unknown as Pick<EC2Client, 'send'>);
  await expect(progressOf(event(), api)).rejects.toThrow('the certificate chain is not valid');
});

test('fails with any refusal to delete that does not pass', async () => {
  const send = async (command: unknown) => {
    if (command instanceof DescribeCustomerGatewaysCommand) return { CustomerGateways: [gateway()] };
    throw awsError('UnauthorizedOperation');
  };
  const api = customerGatewayApi({ send } as unknown as Pick<EC2Client, 'send'>);
  await expect(progressOf(deletion, api)).rejects.toThrow('UnauthorizedOperation happened');
});

test('another name, certificate or number is another resource', async () => {
  const idOf = async (changes: object) =>
    (await onEvent(event({ ResourceProperties: { ...PROPERTIES, ...changes } }))).PhysicalResourceId;
  const ids = [
    await idOf({}),
    await idOf({ DeviceName: 'acme-vpn2' }),
    await idOf({ CertificateArn: `${CERTIFICATE}2` }),
    await idOf({ BgpAsn: '65011' }),
  ];
  expect(new Set(ids).size).toBe(4);
  expect(await idOf({ CustomerGatewayName: 'other' })).toBe(ids[0]);
  expect(await onEvent(deletion)).toEqual({ PhysicalResourceId: 'acme-vpn-0a1b' });
});

test('fails with what is wrong with the properties', async () => {
  const wrong = (changes: object) => onEvent(event({ ResourceProperties: { ...PROPERTIES, ...changes } }));
  await expect(wrong({ BgpAsn: '65010.5' })).rejects.toThrow('BgpAsn is "65010.5"; give a whole number');
  await expect(wrong({ CertificateArn: '' })).rejects.toThrow('CertificateArn is ""');
});
