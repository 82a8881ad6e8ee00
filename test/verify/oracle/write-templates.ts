// A plan as one CloudFormation template, in the words in which Detour's own templates say it.

import type { Plan, PlannedLink } from './plans';
import { waysOf } from './ways';
import type { SiteWords } from './wiring';

export interface Body {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

export type Bodies = Readonly<Record<string, Body>>;

export interface Written {
  readonly Metadata: unknown;
  readonly Resources: Bodies;
}

const POLICY = {
  admission: 'ams',
  maintenance: { leadMs: 600_000 },
  probe: { intervalMs: 1000, timeoutMs: 500, fall: 3, rise: 10, lossThreshold: 0.2 },
  holdDownMs: 300_000,
  maxConcurrentDrains: 1,
  massWithdrawal: { share: 0.5, links: 2 },
  greyDx: 'wait',
};

const ref = (name: string) => ({ Ref: name });
const tags = (of: Readonly<Record<string, string>>) =>
  Object.entries(of).map(([key, Value]) => ({ Key: `detour:${key}`, Value }));

export function wordsOf({ sites, premises }: Plan): readonly SiteWords[] {
  return [
    ...sites.map(({ name, vpcs }, i): SiteWords => {
      const specifics = [0, 64].slice(0, vpcs).map((third) => `10.${10 * i + 10}.${third}.0/18`);
      return { name, kind: 'aws', aggregate: `10.${10 * i + 10}.0.0/16`, specifics };
    }),
    ...premises.map(({ name, isSplit }, i): SiteWords => {
      const net = `10.${10 * i + 100}`;
      return {
        name,
        kind: 'on-prem',
        aggregate: `${net}.0.0/16`,
        specifics: [`${net}.0.0/17`, `${net}.128.0/18`].slice(0, isSplit ? 2 : 1),
      };
    }),
  ];
}

function vpcBodies({ name, specifics }: SiteWords): Bodies {
  return Object.fromEntries(
    specifics.flatMap((cidr, i): [string, Body][] => {
      const vpc = `${name}vpc${i}`;
      const member = { TransitGatewayAttachmentId: ref(`${vpc}att`) };
      const propagation = (table: string) => ({ ...member, TransitGatewayRouteTableId: ref(`${name}${table}`) });
      return [
        [vpc, { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr, Tags: tags({ site: name, vpc: `v${i}` }) } }],
        [`${vpc}door`, { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref(vpc) } }],
        [`${vpc}work`, { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref(vpc) } }],
        [`${vpc}table`, { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref(vpc) } }],
        [
          `${vpc}use`,
          {
            Type: 'AWS::EC2::SubnetRouteTableAssociation',
            Properties: { SubnetId: ref(`${vpc}work`), RouteTableId: ref(`${vpc}table`) },
          },
        ],
        [
          `${vpc}out`,
          {
            Type: 'AWS::EC2::Route',
            Properties: {
              RouteTableId: ref(`${vpc}table`),
              DestinationCidrBlock: '10.0.0.0/8',
              TransitGatewayId: ref(`${name}tgw`),
            },
          },
        ],
        [
          `${vpc}att`,
          {
            Type: 'AWS::EC2::TransitGatewayAttachment',
            Properties: { TransitGatewayId: ref(`${name}tgw`), VpcId: ref(vpc), SubnetIds: [ref(`${vpc}door`)] },
          },
        ],
        [`${vpc}assoc`, { Type: ASSOCIATION, Properties: propagation('spokes') }],
        [`${vpc}pspokes`, { Type: PROPAGATION, Properties: propagation('spokes') }],
        [`${vpc}ptransit`, { Type: PROPAGATION, Properties: propagation('transit') }],
      ];
    }),
  );
}

const ASSOCIATION = 'AWS::EC2::TransitGatewayRouteTableAssociation';
const PROPAGATION = 'AWS::EC2::TransitGatewayRouteTablePropagation';
export const ROUTE = 'AWS::EC2::TransitGatewayRoute';
export const PREFIX_LIST = 'AWS::EC2::PrefixList';
export const ALLOWED = 'Custom::DetourAllowedPrefixes';

function table(site: string, name: string): Body {
  return {
    Type: 'AWS::EC2::TransitGatewayRouteTable',
    Properties: { TransitGatewayId: ref(`${site}tgw`), Tags: tags({ site, table: name }) },
  };
}

function halves(cidr: string): readonly string[] {
  const [net = '', length] = cidr.split('/');
  const bytes = net.split('.').map(Number);
  const third = (bytes[2] ?? 0) + 2 ** (23 - Number(length));
  return [`${net}/${Number(length) + 1}`, `${bytes[0]}.${bytes[1]}.${third}.0/${Number(length) + 1}`];
}

function siteBodies(site: SiteWords, words: readonly SiteWords[]): Bodies {
  const { name } = site;
  const gateway = {
    DefaultRouteTableAssociation: 'disable',
    DefaultRouteTablePropagation: 'disable',
    Tags: tags({ site: name }),
  };
  const lists = words
    .filter((other) => other.name !== name)
    .map((other): [string, Body] => {
      const Entries = other.specifics.flatMap(halves).map((Cidr) => ({ Cidr }));
      return [
        `${name}list${other.name}`,
        { Type: PREFIX_LIST, Properties: { Entries, MaxEntries: 10, Tags: tags({ site: name, steers: other.name }) } },
      ];
    });
  return {
    [`${name}tgw`]: { Type: 'AWS::EC2::TransitGateway', Properties: gateway },
    [`${name}spokes`]: table(name, 'spokes'),
    [`${name}transit`]: table(name, 'transit'),
    ...vpcBodies(site),
    ...Object.fromEntries(lists),
  };
}

/** What a template calls a link's attachment, and what refers to it. */
const idOf = (link: string) => link.replaceAll('-', '');

export function attachmentRef({ name, kind }: PlannedLink): unknown {
  return kind === 'transit-gateway-peering' ? ref(idOf(name)) : { 'Fn::GetAtt': [`${idOf(name)}look`, 'AttachmentId'] };
}

function peeringBodies(link: PlannedLink): Bodies {
  const [near, far] = link.between;
  const id = idOf(link.name);
  const ends = link.between.map((site): [string, Body] => [
    `${id}at${site}`,
    {
      Type: ASSOCIATION,
      Properties: {
        TransitGatewayAttachmentId: attachmentRef(link),
        TransitGatewayRouteTableId: ref(`${site}transit`),
      },
    },
  ]);
  return {
    [id]: {
      Type: 'AWS::EC2::TransitGatewayPeeringAttachment',
      Properties: {
        TransitGatewayId: ref(`${near}tgw`),
        PeerTransitGatewayId: ref(`${far}tgw`),
        Tags: tags({ link: link.name }),
      },
    },
    ...Object.fromEntries(ends),
  };
}

function learning(link: PlannedLink, site: string): Bodies {
  const propagation = (name: string): Body => ({
    Type: PROPAGATION,
    Properties: { TransitGatewayAttachmentId: attachmentRef(link), TransitGatewayRouteTableId: ref(`${site}${name}`) },
  });
  const id = idOf(link.name);
  return { [`${id}pspokes`]: propagation('spokes'), [`${id}ptransit`]: propagation('transit') };
}

function lookup(link: PlannedLink, of: string): Body {
  return {
    Type: 'Custom::DetourAttachment',
    Properties: { Link: link.name, ResourceId: ref(of), TransitGatewayId: ref(`${link.between[1]}tgw`) },
  };
}

function directConnectBodies(link: PlannedLink, words: readonly SiteWords[]): Bodies {
  const [, site] = link.between;
  const id = idOf(link.name);
  const aggregates = words.flatMap(({ kind, aggregate }) => (kind === 'aws' ? [aggregate] : []));
  const gateways = { DirectConnectGatewayId: ref(`${id}dxgw`) };
  const own = words.find(({ name }) => name === site)?.specifics ?? [];
  return {
    [`${id}dxgw`]: {
      Type: 'AWS::DirectConnect::DirectConnectGateway',
      Properties: { Tags: tags({ link: link.name }) },
    },
    [`${id}vif`]: { Type: 'AWS::DirectConnect::TransitVirtualInterface', Properties: gateways },
    [id]: {
      Type: 'AWS::DirectConnect::DirectConnectGatewayAssociation',
      Properties: {
        ...gateways,
        AssociatedGatewayId: ref(`${site}tgw`),
        AllowedPrefixesToDirectConnectGateway: aggregates,
      },
    },
    [`${id}more`]: {
      Type: ALLOWED,
      Properties: { ...gateways, Link: link.name, TransitGatewayId: ref(`${site}tgw`), Prefixes: own },
    },
    [`${id}look`]: lookup(link, `${id}dxgw`),
    [`${id}assoc`]: {
      Type: ASSOCIATION,
      Properties: {
        TransitGatewayAttachmentId: attachmentRef(link),
        TransitGatewayRouteTableId: ref(`${site}transit`),
      },
    },
    ...learning(link, site),
  };
}

function vpnBodies(link: PlannedLink, words: readonly SiteWords[]): Bodies {
  const [, site] = link.between;
  const id = idOf(link.name);
  const own = words.find(({ name }) => name === site)?.specifics ?? [];
  const locals = own.map((_, i): [string, Body] => [
    `${id}p${i}`,
    {
      Type: PROPAGATION,
      Properties: {
        TransitGatewayAttachmentId: ref(`${site}vpc${i}att`),
        TransitGatewayRouteTableId: ref(`${site}${id}`),
      },
    },
  ]);
  return {
    [id]: {
      Type: 'AWS::EC2::VPNConnection',
      Properties: { TransitGatewayId: ref(`${site}tgw`), StaticRoutesOnly: false, Tags: tags({ link: link.name }) },
    },
    [`${id}look`]: lookup(link, id),
    [`${site}${id}`]: table(site, `edge-${link.name}`),
    [`${id}assoc`]: {
      Type: ASSOCIATION,
      Properties: { TransitGatewayAttachmentId: attachmentRef(link), TransitGatewayRouteTableId: ref(`${site}${id}`) },
    },
    ...Object.fromEntries(locals),
    ...learning(link, site),
  };
}

function linkBodies(link: PlannedLink, words: readonly SiteWords[]): Bodies {
  if (link.kind === 'transit-gateway-peering') return peeringBodies(link);
  return link.kind === 'direct-connect' ? directConnectBodies(link, words) : vpnBodies(link, words);
}

/** One static route for each table and other site, along the shortest way; a few of them astray. */
function baselineBodies(plan: Plan, words: readonly SiteWords[]): Bodies {
  const { links } = plan;
  const way = waysOf({ sites: words, links }, new Set());
  const aws = words.filter(({ kind }) => kind === 'aws');
  const wanted = aws.flatMap(({ name }) => {
    const edges = links.filter(({ kind, between }) => kind === 'site-to-site-vpn' && between[1] === name);
    const others = words.filter((other) => other.name !== name);
    const hasBgp = (site: string) => links.some(({ between }) => between[0] === site && between[1] === name);
    return [
      ...others.map((remote) => ({ table: `${name}spokes`, name, remote })),
      ...others.filter((remote) => !hasBgp(remote.name)).map((remote) => ({ table: `${name}transit`, name, remote })),
      ...edges.flatMap((edge) =>
        others
          .filter(({ kind }) => kind === 'aws')
          .map((remote) => ({ table: `${name}${idOf(edge.name)}`, name, remote })),
      ),
    ];
  });
  return Object.fromEntries(
    wanted.flatMap(({ table: id, name, remote }, i): [string, Body][] => {
      const here = links.filter(({ between }) => between.includes(name));
      const astray = plan.astray.find(({ which }) => which % wanted.length === i);
      const link = astray
        ? here[astray.to % (here.length + 1)]
        : here.find((l) => l.name === way(name, remote.name)?.first);
      if (!link) return [];
      const Properties = {
        TransitGatewayRouteTableId: ref(id),
        DestinationCidrBlock: remote.aggregate,
        TransitGatewayAttachmentId: attachmentRef(link),
      };
      return [[`${id}to${remote.name}`, { Type: ROUTE, Properties }]];
    }),
  );
}

export function written(plan: Plan): Written {
  const words = wordsOf(plan);
  const links = plan.links.map(({ name, kind, between, cost, sharedRisks }) => ({
    name,
    kind,
    between,
    cost,
    sharedRisks,
  }));
  const all = [
    ...words.filter(({ kind }) => kind === 'aws').map((site) => siteBodies(site, words)),
    ...plan.links.map((link) => linkBodies(link, words)),
    baselineBodies(plan, words),
  ];
  return {
    Metadata: {
      Detour: { version: 1, backbone: { name: 'generated', policy: POLICY, flows: [] }, sites: words, links },
    },
    Resources: Object.assign({}, ...all) as Bodies,
  };
}
