// Templates as they stand in JSON, read for what Detour writes into them and nothing else: references, attributes and
// outputs of other stacks. What is written otherwise is an error of the test.

import { type Block, blockOf } from './blocks';
import type { BgpWire, LinkWords, SiteWords, StartTable, Table, TableRoute, Wiring } from './wiring';

interface Body {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly Metadata?: {
    readonly Detour?: { readonly sites?: readonly SiteWords[]; readonly links?: readonly LinkWords[] };
  };
  readonly Resources: Readonly<Record<string, Body>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface Stack {
  readonly name: string;
  readonly region?: string;
  readonly template: unknown;
}

interface Item {
  readonly id: string;
  readonly type: string;
  /** A property with references followed; undefined when it is not there. */
  readonly get: (property: string) => unknown;
  readonly tag: (key: string) => string | undefined;
}

const STANDS_FOR: Readonly<Record<string, string>> = {
  'Custom::DetourPeering': 'TransitGatewayAttachmentId',
  'Custom::DetourAttachment': 'ResourceId',
};

function templateOf({ template }: Stack): Template {
  return template as Template;
}

/** Follows a value to a literal or to the id of a resource, `stack/logicalId`. */
function follow(stacks: readonly Stack[], stack: Stack, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => follow(stacks, stack, each));
  if (typeof value !== 'object' || value === null) return value;
  const said = value as Readonly<Record<string, unknown>>;
  if (typeof said.Ref === 'string') return said.Ref.startsWith('AWS::') ? said.Ref : `${stack.name}/${said.Ref}`;
  const attribute = said['Fn::GetAtt'];
  if (Array.isArray(attribute)) {
    const name = String(attribute[0]);
    const body = templateOf(stack).Resources[name];
    const of = STANDS_FOR[body?.Type ?? ''];
    return of === undefined ? `${stack.name}/${name}` : follow(stacks, stack, body?.Properties?.[of]);
  }
  const output = said['Fn::GetStackOutput'] as Readonly<Record<string, string>> | undefined;
  if (!output) return value;
  const other = stacks.find(({ name, region }) => name === output.StackName && region === output.Region);
  if (!other) throw new Error(`there is no stack ${output.StackName} in ${output.Region}`);
  return follow(stacks, other, templateOf(other).Outputs?.[output.OutputName ?? '']?.Value);
}

function itemsOf(stacks: readonly Stack[]): readonly Item[] {
  return stacks.flatMap((stack) =>
    Object.entries(templateOf(stack).Resources).map(([name, { Type, Properties = {} }]): Item => {
      const tags = Array.isArray(Properties.Tags) ? (Properties.Tags as readonly { Key: string; Value: string }[]) : [];
      return {
        id: `${stack.name}/${name}`,
        type: Type,
        get: (property) => follow(stacks, stack, Properties[property]),
        tag: (key) => tags.find(({ Key }) => Key === `detour:${key}`)?.Value,
      };
    }),
  );
}

function blocksIn(value: unknown): readonly Block[] {
  return Array.isArray(value) ? value.map((text) => blockOf(String(text))) : [];
}

function entriesOf(item: Item): readonly Block[] {
  return blocksIn((item.get('Entries') as readonly { Cidr: string }[]).map(({ Cidr }) => Cidr));
}

type Of = (...types: readonly string[]) => readonly Item[];

/** The wires to premises: one for each VPN and each Direct Connect association. */
function bgpIn(of: Of, links: readonly LinkWords[], onPrem: readonly string[]): readonly BgpWire[] {
  const taught = (attachment: string) =>
    of('AWS::EC2::TransitGatewayRouteTablePropagation')
      .filter((item) => item.get('TransitGatewayAttachmentId') === attachment)
      .map((item) => String(item.get('TransitGatewayRouteTableId')));
  const premisesOf = (link: string | undefined) =>
    links.find(({ name }) => name === link)?.between.find((site) => onPrem.includes(site)) ?? '';
  const vpns = of('AWS::EC2::VPNConnection').map((item): BgpWire => {
    const link = item.tag('link') ?? '';
    const gateway = String(item.get('TransitGatewayId'));
    return {
      link,
      kind: 'vpn',
      premises: premisesOf(link),
      attachment: item.id,
      gateway,
      allowed: [],
      taught: taught(item.id),
    };
  });
  const dxs = of('AWS::DirectConnect::DirectConnectGatewayAssociation').map((item): BgpWire => {
    const dx = String(item.get('DirectConnectGatewayId'));
    const link =
      of('AWS::DirectConnect::DirectConnectGateway')
        .find(({ id }) => id === dx)
        ?.tag('link') ?? '';
    const more = of('Custom::DetourAllowedPrefixes').filter((each) => each.get('DirectConnectGatewayId') === dx);
    const allowed = [
      ...blocksIn(item.get('AllowedPrefixesToDirectConnectGateway')),
      ...more.flatMap((each) => blocksIn(each.get('Prefixes'))),
    ];
    const gateway = String(item.get('AssociatedGatewayId'));
    return { link, kind: 'dx', premises: premisesOf(link), attachment: dx, gateway, allowed, taught: taught(dx) };
  });
  return [...vpns, ...dxs];
}

function vpcBlocks(of: Of): ReadonlyMap<string, readonly Block[]> {
  const more = of('AWS::EC2::VPCCidrBlock');
  return new Map(
    of('AWS::EC2::VPC').map((vpc) => {
      const added = more.filter((item) => item.get('VpcId') === vpc.id).map((item) => item.get('CidrBlock'));
      return [vpc.id, blocksIn([vpc.get('CidrBlock'), ...added])];
    }),
  );
}

function tablesIn(of: Of, vpcs: ReadonlyMap<string, readonly Block[]>, attachments: Wiring['vpcAttachments']) {
  const routes = of('AWS::EC2::TransitGatewayRoute').map((item): [unknown, TableRoute] => {
    const to = item.get('Blackhole') === true ? null : String(item.get('TransitGatewayAttachmentId'));
    const block = blockOf(String(item.get('DestinationCidrBlock')));
    return [item.get('TransitGatewayRouteTableId'), { block, kind: 'static', to }];
  });
  const spread = of('AWS::EC2::TransitGatewayRouteTablePropagation').flatMap((item) => {
    const attachment = attachments.find(({ id }) => id === item.get('TransitGatewayAttachmentId'));
    const table = item.get('TransitGatewayRouteTableId');
    return (vpcs.get(attachment?.vpc ?? '') ?? []).map((block): [unknown, TableRoute] => {
      return [table, { block, kind: 'vpc', to: attachment?.id ?? null }];
    });
  });
  return of('AWS::EC2::TransitGatewayRouteTable').map((item): Table => {
    const here = [...routes, ...spread].filter(([table]) => table === item.id).map(([, route]) => route);
    return { id: item.id, name: item.tag('table') ?? '', gateway: String(item.get('TransitGatewayId')), routes: here };
  });
}

/** Tables of subnets in which there is more than an attachment or probes. */
function startsIn(of: Of, vpcs: ReadonlyMap<string, readonly Block[]>): readonly StartTable[] {
  const attached = of('AWS::EC2::TransitGatewayAttachment').flatMap(
    (item) => item.get('SubnetIds') as readonly unknown[],
  );
  const quiet = (subnet: unknown) =>
    attached.includes(subnet) ||
    of('AWS::EC2::Subnet').some(({ id, tag }) => id === subnet && tag('probe') !== undefined);
  const lists = new Map(of('AWS::EC2::PrefixList').map((item) => [item.id, item]));
  const busy = of('AWS::EC2::SubnetRouteTableAssociation')
    .filter((item) => !quiet(item.get('SubnetId')))
    .map((item) => item.get('RouteTableId'));
  return of('AWS::EC2::RouteTable')
    .filter(({ id }) => busy.includes(id))
    .map((table): StartTable => {
      const vpc = String(table.get('VpcId'));
      const own = (vpcs.get(vpc) ?? []).map((block) => ({ block, gateway: null }));
      const routes = of('AWS::EC2::Route').filter((item) => item.get('RouteTableId') === table.id);
      const others = routes.flatMap((item) => {
        const list = lists.get(String(item.get('DestinationPrefixListId')));
        const blocks = list ? entriesOf(list) : blocksIn([item.get('DestinationCidrBlock')]);
        return blocks.map((block) => ({ block, gateway: String(item.get('TransitGatewayId')) }));
      });
      return { id: table.id, vpc, routes: [...own, ...others] };
    });
}

/** One of each name. */
function named<T extends { readonly name: string }>(all: readonly T[]): readonly T[] {
  const byName = new Map(all.map((one) => [one.name, one]));
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function wiringOf(stacks: readonly Stack[]): Wiring {
  const items = itemsOf(stacks);
  const of: Of = (...types) => items.filter(({ type }) => types.includes(type));
  const said = stacks.map((stack) => templateOf(stack).Metadata?.Detour);
  const sites = named(said.flatMap((words) => words?.sites ?? []));
  const links = named(said.flatMap((words) => words?.links ?? []));
  const tables = new Map(of('AWS::EC2::TransitGatewayRouteTable').map((item) => [item.id, item]));
  const vpcs = vpcBlocks(of);
  const vpcAttachments = of('AWS::EC2::TransitGatewayAttachment').map((item) => {
    return { id: item.id, gateway: String(item.get('TransitGatewayId')), vpc: String(item.get('VpcId')) };
  });
  return {
    siteOf: new Map(of('AWS::EC2::TransitGateway').map((item) => [item.id, item.tag('site') ?? ''])),
    tables: tablesIn(of, vpcs, vpcAttachments),
    associated: new Map(
      of('AWS::EC2::TransitGatewayRouteTableAssociation').map((item) => {
        const table = String(item.get('TransitGatewayRouteTableId'));
        return [`${tables.get(table)?.get('TransitGatewayId')} ${item.get('TransitGatewayAttachmentId')}`, table];
      }),
    ),
    vpcs,
    vpcAttachments,
    starts: startsIn(of, vpcs),
    peerings: of('AWS::EC2::TransitGatewayPeeringAttachment').map((item) => ({
      link: item.tag('link') ?? '',
      attachment: item.id,
      gateways: [String(item.get('TransitGatewayId')), String(item.get('PeerTransitGatewayId'))],
    })),
    bgp: bgpIn(
      of,
      links,
      sites.filter(({ kind }) => kind === 'on-prem').map(({ name }) => name),
    ),
    lists: of('AWS::EC2::PrefixList').flatMap((item) => {
      const [site, steers] = [item.tag('site'), item.tag('steers')];
      if (site === undefined || steers === undefined || item.tag('steers-vpc') !== undefined) return [];
      return [{ site, steers, blocks: entriesOf(item) }];
    }),
    probes: [
      ...of('AWS::EC2::Subnet')
        .filter(({ tag }) => tag('probe') !== undefined)
        .map((item) => blockOf(String(item.get('CidrBlock')))),
      ...links.flatMap(({ probeTarget }) => (probeTarget === undefined ? [] : [blockOf(`${probeTarget}/32`)])),
    ],
    sites,
    links,
  };
}
