// Pure: one resource of a template, and reading its properties as texts, prefixes and references.

import { type Prefix, parsePrefix } from '../../net/prefix';
import { err, ok } from '../../net/result';
import { CUSTOM_RESOURCES } from '../../routing/tags';
import type { Assembly } from '../assembly';
import { entriesOf, field, listOf, textField } from '../json';
import { holds, type Resolved, resolve, type Scope } from '../resolve';
import type { Known, Reference } from './facts';
import { OTHER_OWN_IDS } from './own-ids';

export interface Resource {
  readonly scope: Scope;
  /** Literal ids of what the stacks use and did not make. */
  readonly existing: ReadonlySet<string>;
  readonly id: string;
  readonly type: string;
  readonly logicalId: string;
  readonly source: string;
  readonly body: unknown;
}

/** Every resource of every stack, in the order of ids, without those that will certainly not be there. */
export function resourcesOf(assembly: Assembly, existing: ReadonlySet<string>): readonly Resource[] {
  return assembly.stacks.flatMap((stack) => {
    const scope = { assembly, stack };
    return entriesOf(field(stack.template, 'Resources')).flatMap(([logicalId, body]) => {
      const exists = presence(scope, body);
      if (exists.ok && !exists.value) return [];
      const id = `${stack.id}.${logicalId}`;
      const source = textField(field(body, 'Metadata'), 'aws:cdk:path') ?? id;
      return [{ scope, existing, id, logicalId, source, body, type: textField(body, 'Type') ?? '' }];
    });
  });
}

/** Whether a resource is there: by its own condition, and by those of the nested stacks that it is in. */
function presence(scope: Scope, body: unknown): Known<boolean> {
  const condition = field(body, 'Condition');
  const own = condition === undefined ? ok(true) : holds(scope, condition);
  if (own.ok && !own.value) return own;
  const { parent } = scope.stack;
  const around = parent && scope.assembly.stacks.find(({ id }) => id === parent.stack);
  if (!parent || !around) return own;
  const maker = field(field(around.template, 'Resources'), parent.logicalId);
  const outer = presence({ ...scope, stack: around }, maker);
  return outer.ok && outer.value ? own : outer;
}

/** Whether the resource will be there for certain. */
export function existence({ scope, body }: Pick<Resource, 'scope' | 'body'>): Known<true> {
  const exists = presence(scope, body);
  if (!exists.ok) return exists;
  return exists.value ? ok(true) : err('its condition is false');
}

/** A property's value, followed. */
export function property({ scope, body }: Resource, name: string): Resolved {
  return propertyOf(scope, body, name);
}

function propertyOf(scope: Scope, body: unknown, name: string): Resolved {
  const properties = resolve(scope, field(body, 'Properties'));
  return properties.kind === 'unknown' ? properties : resolve(scope, field(literalOf(properties), name));
}

function literalOf(value: Resolved): unknown {
  return value.kind === 'literal' ? value.value : undefined;
}

/** The value of a tag, when it is plain text. An entry that may not be there, or be another one, is no tag. */
export function tag(resource: Resource, key: string): string | undefined {
  const { scope } = resource;
  const tags = listOf(literalOf(property(resource, 'Tags'))).map((entry) => literalOf(resolve(scope, entry)));
  const found = tags.find((entry) => literalOf(resolve(scope, field(entry, 'Key'))) === key);
  const value = resolve(scope, field(found, 'Value'));
  return value.kind === 'literal' && typeof value.value === 'string' && value.value !== '' ? value.value : undefined;
}

export function prefixFrom(value: Resolved, name: string): Known<Prefix> {
  if (value.kind === 'unknown') return err(value.why);
  if (value.kind === 'absent') return err(`${name} is not given`);
  if (value.kind === 'resource')
    return err(`${name} is ${value.logicalId}.${value.attribute}, known only at deployment`);
  if (typeof value.value !== 'string') return err(`${name} is not a prefix`);
  const parsed = parsePrefix(value.value);
  return parsed.ok ? parsed : err(`${name} is ${JSON.stringify(value.value)}: ${parsed.error}`);
}

/** Attributes that give a resource's own id, by resource type. */
const OWN_ID: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::TransitGateway': ['Ref', 'Id'],
  'AWS::EC2::TransitGatewayRouteTable': ['Ref', 'TransitGatewayRouteTableId'],
  'AWS::EC2::TransitGatewayAttachment': ['Ref', 'Id'],
  'AWS::EC2::TransitGatewayVpcAttachment': ['Ref', 'Id'],
  'AWS::EC2::TransitGatewayPeeringAttachment': ['Ref', 'TransitGatewayAttachmentId'],
  'AWS::EC2::VPC': ['Ref', 'VpcId'],
  'AWS::EC2::Subnet': ['Ref', 'SubnetId'],
  'AWS::EC2::RouteTable': ['Ref', 'RouteTableId'],
  'AWS::EC2::PrefixList': ['Ref', 'PrefixListId'],
  'AWS::EC2::VPNConnection': ['Ref', 'VpnConnectionId'],
  'AWS::DirectConnect::DirectConnectGateway': ['Ref', 'DirectConnectGatewayId'],
};

/** Waits for a peering and then gives its id, so a reference to it is a reference to the peering. */
export const PEERING_WAIT = { type: 'Custom::DetourPeering', attribute: 'AttachmentId' } as const;

export const GATEWAY = 'AWS::EC2::TransitGateway';
export const GATEWAY_TABLE = 'AWS::EC2::TransitGatewayRouteTable';
export const PEERING = 'AWS::EC2::TransitGatewayPeeringAttachment';
export const PREFIX_LIST = 'AWS::EC2::PrefixList';
export const SUBNET = 'AWS::EC2::Subnet';
export const VPC_TABLE = 'AWS::EC2::RouteTable';
export const VPN = 'AWS::EC2::VPNConnection';
export const DIRECT_CONNECT_GATEWAY = 'AWS::DirectConnect::DirectConnectGateway';

/** Resources that have one attachment each on a gateway, whose id only a look-up gives. */
const LOOKED_UP = [VPN, DIRECT_CONNECT_GATEWAY];

interface Stand {
  readonly type: string;
  readonly attribute: string;
  readonly property: string;
  /** What may be found there; absent: what was looked for in the first place. */
  readonly types?: readonly string[];
  /** Another property, which has to name a gateway. */
  readonly gateway?: string;
}

/** Custom resources whose attribute is the attachment of something else, which a property names. */
const STANDS_FOR: readonly Stand[] = [
  { ...PEERING_WAIT, property: 'TransitGatewayAttachmentId' },
  {
    type: CUSTOM_RESOURCES.attachment,
    attribute: 'AttachmentId',
    property: 'ResourceId',
    types: LOOKED_UP,
    gateway: 'TransitGatewayId',
  },
];

const MAX_WAITS = 8;

/** Ids whose form says enough: nothing that forwards depends on what these resources are. */
const SELF_EVIDENT: Readonly<Record<string, RegExp>> = {
  [DIRECT_CONNECT_GATEWAY]: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'AWS::EC2::CustomerGateway': /^cgw-([0-9a-f]{8}|[0-9a-f]{17})$/,
  'AWS::EC2::Subnet': /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/,
};

/** A literal id refers to something only when the metadata says what it is, or when its form alone does. */
function literalReference(
  id: unknown,
  name: string,
  types: readonly string[],
  existing: ReadonlySet<string>,
): Reference {
  if (typeof id === 'string' && existing.has(id)) return ok(id);
  if (typeof id === 'string' && types.some((type) => SELF_EVIDENT[type]?.test(id))) return ok(id);
  return err(`${name} is ${JSON.stringify(id)}, which no template defines`);
}

/** The resource of one of these types whose id a value gives. */
export function referenceFrom(
  value: Resolved,
  name: string,
  types: readonly string[],
  existing: ReadonlySet<string>,
  waits = 0,
): Reference {
  if (value.kind === 'unknown') return err(value.why);
  if (value.kind === 'absent') return err(`${name} is not given`);
  if (value.kind === 'literal') return literalReference(value.value, name, types, existing);
  const { scope, logicalId, attribute } = value;
  const id = `${scope.stack.id}.${logicalId}`;
  const body = field(field(scope.stack.template, 'Resources'), logicalId);
  const type = textField(body, 'Type') ?? 'of no type';
  const exists = existence({ scope, body });
  if (!exists.ok) return err(`${id} may not be there: ${exists.error}`);
  const stand = STANDS_FOR.find((candidate) => candidate.type === type && candidate.attribute === attribute);
  if (stand && waits < MAX_WAITS) {
    const named = (key: string, of: readonly string[]) =>
      referenceFrom(propertyOf(scope, body, key), name, of, existing, waits + 1);
    const gateway = stand.gateway === undefined ? undefined : named(stand.gateway, [GATEWAY]);
    return gateway?.ok === false ? gateway : named(stand.property, stand.types ?? types);
  }
  if (!types.includes(type)) return err(`${name} refers to ${id}, which is ${type}`);
  return (OWN_ID[type] ?? OTHER_OWN_IDS[type])?.includes(attribute)
    ? ok(id)
    : err(`${name} is ${attribute} of ${id}, not its id`);
}

/** The id of whatever a value refers to, as the network has it: of the kinds of resources that networks consist of. */
export function identityOf(value: Resolved, existing: ReadonlySet<string>): Reference {
  return referenceFrom(value, 'the value', Object.keys(OWN_ID), existing);
}

/** The reference that a property holds. */
export function reference(resource: Resource, name: string, ...types: readonly string[]): Reference {
  return referenceFrom(property(resource, name), name, types, resource.existing);
}
