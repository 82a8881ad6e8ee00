// EC2's customer gateways: they can be made and deleted, and nothing forwards by them.

import { randomUUID } from 'node:crypto';
import { Refused } from '../../refused';
import { type Filtered, filtersOf, passes } from '../filters';
import type { Inventory } from '../inventory';
import type { QueryParameters } from '../query-parameters';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';

type CustomerGateway = Inventory['customerGateways'][number];

const LARGEST_ASN = 4_294_967_295;
/** The larger ones come and go in a member of their own. */
const LARGEST_BGP_ASN = 2_147_483_647;

function tagsIn(parameters: QueryParameters): ReadonlyMap<string, string> {
  const tags = parameters.structures('TagSpecification').flatMap((specification) => specification.structures('Tag'));
  return new Map(tags.map((tag) => [tag.required('Key'), tag.text('Value') ?? '']));
}

const FILTERED: Filtered<CustomerGateway> = {
  'bgp-asn': ({ asn }) => [String(asn)],
  'customer-gateway-id': ({ id }) => [id],
  'ip-address': ({ address }) => [address],
  state: () => ['available'],
  type: () => ['ipsec.1'],
};

function shown({ id, asn, address, deviceName, certificate, tags }: CustomerGateway): XmlObject {
  return {
    customerGatewayId: id,
    state: 'available',
    type: 'ipsec.1',
    ipAddress: address,
    deviceName,
    certificateArn: certificate,
    ...(asn > LARGEST_BGP_ASN ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) }),
    tagSet: [...tags].map(([key, value]) => ({ key, value })),
  };
}

function missing(id: string): Refused {
  return new Refused('InvalidCustomerGatewayID.NotFound', `The customerGateway ID '${id}' does not exist`);
}

export class CustomerGateways {
  private all: readonly CustomerGateway[];

  constructor(private readonly world: World) {
    this.all = world.inventory.customerGateways;
  }

  readonly operations: Ec2Operations = {
    CreateCustomerGateway: { writes: true, run: (_, request) => this.create(request) },
    DeleteCustomerGateway: { writes: true, run: (_, request) => this.remove(request) },
    DescribeCustomerGateways: { writes: false, run: (_, request) => this.describe(request) },
  };

  private here(region: string): readonly CustomerGateway[] {
    return this.all.filter((gateway) => gateway.region === region);
  }

  /** There are no pages of customer gateways. */
  private describe({ region, parameters }: Ec2Request): XmlObject {
    const here = this.here(region);
    const ids = parameters.list('CustomerGatewayId');
    const unknown = ids.find((id) => here.every((gateway) => gateway.id !== id));
    if (unknown !== undefined) throw missing(unknown);
    const found = here
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(passes(filtersOf(parameters), FILTERED));
    return { customerGatewaySet: found.map(shown) };
  }

  private create({ region, parameters }: Ec2Request): XmlObject {
    if (parameters.required('Type') !== 'ipsec.1')
      throw new Refused('InvalidParameterValue', `Value (${parameters.text('Type')}) for parameter type is invalid.`);
    const asns = [
      parameters.number('BgpAsn', 1, LARGEST_BGP_ASN),
      parameters.number('BgpAsnExtended', LARGEST_BGP_ASN + 1, LARGEST_ASN),
    ].filter((asn) => asn !== undefined);
    if (asns.length > 1)
      throw new Refused('InvalidParameterCombination', 'BgpAsn and BgpAsnExtended exclude each other');
    const address = parameters.text('IpAddress') ?? parameters.text('PublicIp');
    const certificate = parameters.text('CertificateArn');
    if (!address && !certificate)
      throw new Refused('MissingParameter', 'The request must contain the parameter IpAddress or CertificateArn');
    const [asn = 65_000] = asns;
    const id = `cgw-${randomUUID().replaceAll('-', '').slice(0, 17)}`;
    const deviceName = parameters.text('DeviceName');
    const created: CustomerGateway = {
      id,
      region,
      asn,
      ...(address ? { address } : {}),
      ...(certificate ? { certificate } : {}),
      ...(deviceName ? { deviceName } : {}),
      tags: tagsIn(parameters),
    };
    this.all = [...this.all, created];
    return { customerGateway: shown(created) };
  }

  private remove({ region, parameters }: Ec2Request): XmlObject {
    const id = parameters.required('CustomerGatewayId');
    if (this.here(region).every((gateway) => gateway.id !== id)) throw missing(id);
    if (this.world.inventory.vpns.some(({ customerGateway }) => customerGateway === id))
      throw new Refused('IncorrectState', `The customer gateway ${id} is in use.`);
    this.all = this.all.filter((gateway) => gateway.id !== id);
    return { return: true };
  }
}
