// Pure: what an assembly deploys beside the network, by the ids that the network has.

import type { Assembly } from '../../verify/assembly';
import { idsOf } from '../../verify/facts/existing';
import type { Facts } from '../../verify/facts/facts';
import { property, type Resource, resourcesOf } from '../../verify/facts/resource';
import { field, listOf } from '../../verify/json';
import { existingIn } from '../../verify/metadata';
import type { Understanding } from '../../verify/verify';
import { DeployedValues } from './deployed-values';
import { type Inventory, tunnelsOf } from './inventory';

const PARAMETER = 'AWS::SSM::Parameter';
const TOPIC = 'AWS::SNS::Topic';
const INTERFACES = ['AWS::DirectConnect::TransitVirtualInterface', 'Custom::DetourHostedInterface'];

/** Of a hosted interface the owner of the connection decides what the template does not say. */
const USUAL = { connection: 'hosted', vlan: 0, asn: 65_000, amazonAsn: 64_512, mtu: 1500 };

class Reader {
  readonly unread: string[] = [];
  private readonly values: DeployedValues;
  private readonly resources: readonly Resource[];

  constructor(
    assembly: Assembly,
    private readonly facts: Facts,
  ) {
    const existing = idsOf(existingIn(assembly));
    this.values = new DeployedValues(existing);
    this.resources = resourcesOf(assembly, existing);
  }

  of(...types: readonly string[]): readonly Resource[] {
    return this.resources.filter(({ type, body }) => types.includes(type) && field(body, 'Condition') === undefined);
  }

  /** Undefined, and noted, when only a deployment can tell. */
  text(resource: Resource, value: unknown): string | undefined {
    const text = this.values.text(resource.scope, value);
    if (text.ok) return text.value;
    this.unread.push(`${resource.source}: ${text.error}`);
    return undefined;
  }

  /** The text of a property that the resource has. */
  property(resource: Resource, name: string): string | undefined {
    const value = field(field(resource.body, 'Properties'), name);
    return value === undefined ? undefined : this.text(resource, value);
  }

  number(resource: Resource, name: string): number | undefined {
    const value = Number(this.property(resource, name));
    return Number.isSafeInteger(value) ? value : undefined;
  }

  parameters(): Inventory['parameters'] {
    return this.of(PARAMETER).flatMap((resource) => {
      const value = this.property(resource, 'Value');
      const name = this.property(resource, 'Name') ?? resource.id;
      const type = this.property(resource, 'Type') ?? 'String';
      return value === undefined ? [] : [{ name, region: regionOf(resource), type, value }];
    });
  }

  topics(): readonly string[] {
    return this.of(TOPIC).flatMap((resource) => this.text(resource, { Ref: resource.logicalId }) ?? []);
  }

  vpns(): Inventory['vpns'] {
    return this.facts.vpns.flatMap(({ id, link, gateway, exists }, i) => {
      if (!gateway.ok || !exists.ok) return [];
      const resource = this.resources.find((one) => one.id === id);
      const customerGateway = resource && this.property(resource, 'CustomerGatewayId');
      const ends = { gateway: gateway.value, customerGateway: customerGateway ?? `${id}.CustomerGateway` };
      return [{ id, link, ...ends, tunnels: tunnelsOf(i) }];
    });
  }

  associations(): Inventory['associations'] {
    return this.facts.directConnects.flatMap(({ id, link, gateway, directConnectGateway: dx, exists }) =>
      gateway.ok && dx.ok && exists.ok ? [{ id, link, gateway: gateway.value, directConnectGateway: dx.value }] : [],
    );
  }

  interfaces(): Inventory['virtualInterfaces'] {
    return this.of(...INTERFACES).flatMap((resource) => {
      const directConnectGateway = this.property(resource, 'DirectConnectGatewayId');
      const link = this.associations().find((one) => one.directConnectGateway === directConnectGateway)?.link;
      if (directConnectGateway === undefined || link === undefined) return [];
      const peer = property(resource, 'BgpPeers');
      const [first] = peer.kind === 'literal' ? listOf(peer.value) : [];
      const asn = Number(field(first, 'Asn') ?? this.number(resource, 'CustomerAsn') ?? USUAL.asn);
      return [
        {
          id: this.property(resource, 'VirtualInterfaceId') ?? resource.id,
          link,
          region: regionOf(resource),
          directConnectGateway,
          connection: this.property(resource, 'ConnectionId') ?? USUAL.connection,
          vlan: this.number(resource, 'Vlan') ?? USUAL.vlan,
          customerAsn: asn,
          amazonAsn: this.amazonAsn(resource, directConnectGateway),
          mtu: this.number(resource, 'Mtu') ?? USUAL.mtu,
        },
      ];
    });
  }

  private amazonAsn(resource: Resource, directConnectGateway: string): number {
    const gateway = this.resources.find(({ id }) => id === directConnectGateway);
    const own = gateway && this.number(gateway, 'AmazonSideAsn');
    return own ?? this.number(resource, 'AmazonAsn') ?? USUAL.amazonAsn;
  }
}

function regionOf({ scope }: Resource): string {
  return scope.stack.region ?? '';
}

interface Deployed {
  readonly inventory: Inventory;
  /** What only a deployment on AWS could tell, with the reasons; it is left out. */
  readonly unread: readonly string[];
}

/** Sites of a stack without a region are in one of their own name. */
export function inventoryIn(assembly: Assembly, { facts }: Understanding): Deployed {
  const reader = new Reader(assembly, facts);
  const inventory = {
    regions: new Map(facts.gateways.map(({ site, region }) => [site, region ?? site])),
    vpns: reader.vpns(),
    associations: reader.associations(),
    virtualInterfaces: reader.interfaces(),
    parameters: reader.parameters(),
    topics: reader.topics(),
  };
  return { inventory, unread: reader.unread };
}
