// EC2's interface VPC endpoints, each with one network interface in one subnet, which may be given another address.

import { formatAddress, parseAddress } from '../../../net/prefix';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import { type Filtered, filtersOf, passes } from '../filters';
import type { Inventory } from '../inventory';
import { page } from '../pages';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';
import { pagingOf } from './parameters';

type Endpoint = Inventory['endpoints'][number];

function interfaceOf({ id }: Endpoint): string {
  return `${id}/interface`;
}

const ENDPOINTS: Filtered<Endpoint> = {
  'service-name': ({ service }) => [service],
  'vpc-endpoint-id': ({ id }) => [id],
  'vpc-endpoint-state': () => ['available'],
  'vpc-endpoint-type': () => ['Interface'],
  'vpc-id': ({ vpc }) => [vpc],
};

const INTERFACES: Filtered<Endpoint> = {
  'network-interface-id': (endpoint) => [interfaceOf(endpoint)],
  'private-ip-address': ({ address }) => [address],
  'subnet-id': ({ subnet }) => [subnet],
  'vpc-id': ({ vpc }) => [vpc],
};

function shownEndpoint(endpoint: Endpoint): XmlObject {
  const { id, vpc, service, subnet } = endpoint;
  return {
    vpcEndpointId: id,
    vpcEndpointType: 'Interface',
    vpcId: vpc,
    serviceName: service,
    state: 'available',
    subnetIdSet: [subnet],
    networkInterfaceIdSet: [interfaceOf(endpoint)],
    ownerId: ACCOUNT,
  };
}

function shownInterface(endpoint: Endpoint): XmlObject {
  const { vpc, subnet, address } = endpoint;
  return {
    networkInterfaceId: interfaceOf(endpoint),
    interfaceType: 'vpc_endpoint',
    vpcId: vpc,
    subnetId: subnet,
    privateIpAddress: address,
    privateIpAddressesSet: [{ primary: true, privateIpAddress: address }],
    status: 'in-use',
    ownerId: ACCOUNT,
  };
}

/** A kind of thing that is described by ids, filters and pages. */
interface Described {
  readonly set: string;
  readonly ids: string;
  readonly idOf: (endpoint: Endpoint) => string;
  readonly missing: string;
  readonly filtered: Filtered<Endpoint>;
  readonly shown: (endpoint: Endpoint) => XmlObject;
}

export class Endpoints {
  private readonly addresses = new Map<string, string>();

  constructor(private readonly world: World) {}

  readonly operations: Ec2Operations = {
    DescribeVpcEndpoints: this.described({
      set: 'vpcEndpointSet',
      ids: 'VpcEndpointId',
      idOf: ({ id }) => id,
      missing: 'InvalidVpcEndpointId.NotFound',
      filtered: ENDPOINTS,
      shown: shownEndpoint,
    }),
    DescribeNetworkInterfaces: this.described({
      set: 'networkInterfaceSet',
      ids: 'NetworkInterfaceId',
      idOf: interfaceOf,
      missing: 'InvalidNetworkInterfaceID.NotFound',
      filtered: INTERFACES,
      shown: shownInterface,
    }),
    ModifyVpcEndpoint: { writes: true, run: (_, request) => this.modify(request) },
  };

  private here(region: string): readonly Endpoint[] {
    return this.world.inventory.endpoints
      .filter((endpoint) => endpoint.region === region)
      .map((endpoint) => ({ ...endpoint, address: this.addresses.get(endpoint.id) ?? endpoint.address }));
  }

  private described({ set, ids: name, idOf, missing, filtered, shown }: Described): Ec2Operations[string] {
    const run = (_: World, { region, parameters }: Ec2Request): XmlObject => {
      const here = this.here(region);
      const ids = parameters.list(name);
      const unknown = ids.find((id) => here.every((endpoint) => idOf(endpoint) !== id));
      if (unknown !== undefined) throw new Refused(missing, `The ID '${unknown}' does not exist`);
      const found = here
        .filter((endpoint) => ids.length === 0 || ids.includes(idOf(endpoint)))
        .filter(passes(filtersOf(parameters), filtered));
      const { items, next } = page(found, idOf, pagingOf(this.world, parameters, ids.join(' ')));
      return { [set]: items.map(shown), nextToken: next };
    };
    return { writes: false, run };
  }

  /** Only what gives the endpoint another address in its subnet: nothing else of an endpoint is modelled. */
  private modify({ region, parameters }: Ec2Request): XmlObject {
    const id = parameters.required('VpcEndpointId');
    const here = this.here(region);
    const endpoint = here.find((one) => one.id === id);
    if (!endpoint) throw new Refused('InvalidVpcEndpointId.NotFound', `The Vpc Endpoint Id '${id}' does not exist`);
    const [configuration, ...more] = parameters.structures('SubnetConfiguration');
    if (!configuration || more.length > 0 || configuration.required('SubnetId') !== endpoint.subnet)
      throw new Refused(
        'InvalidParameterValue',
        `One SubnetConfiguration of ${endpoint.subnet} is served, nothing else`,
      );
    const address = parseAddress(configuration.required('Ipv4'));
    if (!address.ok) throw new Refused('InvalidParameterValue', `Ipv4 is ${address.error}`);
    const text = formatAddress(address.value);
    if (here.some((other) => other.subnet === endpoint.subnet && other.id !== id && other.address === text))
      throw new Refused('InvalidIPAddress.InUse', `The address ${text} is in use`);
    this.addresses.set(id, text);
    return { return: true };
  }
}
