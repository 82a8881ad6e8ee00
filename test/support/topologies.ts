// Valid topologies for tests: the shapes of the examples, from which each test states its difference, and any backbone
// that a test generates.

import type { Backbone } from '../../lib/routing/backbone';
import type {
  AwsSite,
  DirectConnectLink,
  Link,
  OnPremSite,
  PeeringLink,
  Site,
  Topology,
  VpnLink,
} from '../../lib/topology/topology';

export function awsSite(name: string, number: number, changes: Partial<AwsSite> = {}): AwsSite {
  return {
    kind: 'aws',
    name,
    region: ['us-east-1', 'us-east-2', 'us-west-2', 'eu-west-1', 'eu-central-1'][number - 1] ?? 'ap-south-1',
    asn: 64511 + number,
    cidr: `10.${number}0.0.0/16`,
    vpcs: [{ name: 'core', cidr: `10.${number}0.0.0/18`, azs: 2 }],
    ...changes,
  };
}

export function premises(name: string, number: number, changes: Partial<OnPremSite> = {}): OnPremSite {
  const cidr = `10.${number}0.0.0/16`;
  const announces = [`10.${number}0.0.0/17`, `10.${number}0.128.0/17`];
  return { kind: 'on-prem', name, asn: 65006 + number, cidr, announces, ...changes };
}

export function peering(a: string, b: string, index: number, changes: Partial<PeeringLink> = {}): PeeringLink {
  return {
    kind: 'transit-gateway-peering',
    name: `${a}-${b}`,
    between: [a, b],
    index,
    cost: 10,
    sharedRisks: [],
    circuitIds: [],
    mssClamp: false,
    ...changes,
  };
}

export function directConnect(
  name: string,
  between: readonly [string, string],
  index: number,
  changes: Partial<DirectConnectLink> = {},
): DirectConnectLink {
  return {
    kind: 'direct-connect',
    name,
    between,
    index,
    cost: 5,
    sharedRisks: [],
    circuitIds: [],
    mssClamp: false,
    connection: `dxcon-ffabc12${index}`,
    vlan: 100 + index,
    amazonAsn: 4_266_000_000 + index,
    bgp: [{}],
    ...changes,
  };
}

export function vpn(
  name: string,
  between: readonly [string, string],
  index: number,
  changes: Partial<VpnLink> = {},
): VpnLink {
  return {
    kind: 'site-to-site-vpn',
    name,
    between,
    index,
    cost: 50,
    sharedRisks: [],
    circuitIds: [],
    mssClamp: false,
    customerGateway: { ip: `203.0.113.${index}` },
    acceleration: false,
    ...changes,
  };
}

const BASE: Omit<Topology, 'sites' | 'links'> = {
  version: 1,
  name: 'acme',
  prefix: 'acme',
  flows: [],
  services: [],
  policy: {
    admission: 'cmh',
    maintenance: { leadMs: 600_000 },
    probe: { intervalMs: 1000, timeoutMs: 500, fall: 3, rise: 10, lossThreshold: 0.2 },
    holdDownMs: 300_000,
    maxConcurrentDrains: 1,
    massWithdrawal: { share: 0.5, links: 2 },
    greyDx: 'wait',
  },
  notify: {},
  maintenance: { dropped: 'alert', providers: [] },
  shareWith: [],
};

/** Sites and links are sorted by name, as the loader does. */
export function topology(changes: Partial<Topology> & Pick<Topology, 'sites' | 'links'>): Topology {
  const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  return { ...BASE, ...changes, sites: [...changes.sites].sort(byName), links: [...changes.links].sort(byName) };
}

/** The triangle of examples/backbone.yaml. */
export function triangle(changes: Partial<Topology> = {}): Topology {
  const vpcs = [
    { name: 'apps', cidr: '10.10.0.0/18', azs: 2 },
    { name: 'databases', cidr: '10.10.64.0/18', azs: 2 },
  ];
  return topology({
    sites: [awsSite('iad', 1, { vpcs }), awsSite('cmh', 2), awsSite('pdx', 3)],
    links: [peering('iad', 'pdx', 1), peering('iad', 'cmh', 2), peering('cmh', 'pdx', 3)],
    ...changes,
  });
}

/** Four sites in a ring, in the order cmh, dub, iad, pdx. */
export function ring(changes: Partial<Topology> = {}): Topology {
  return topology({
    sites: [awsSite('iad', 1), awsSite('cmh', 2), awsSite('pdx', 3), awsSite('dub', 4)],
    links: [peering('cmh', 'dub', 1), peering('dub', 'iad', 2), peering('iad', 'pdx', 3), peering('cmh', 'pdx', 4)],
    ...changes,
  });
}

/** The triangle with one VPC at each site, and premises that reach two of them, as in examples/hybrid.yaml. */
export function hybrid(changes: Partial<Topology> = {}): Topology {
  return topology({
    sites: [awsSite('iad', 1), awsSite('cmh', 2), awsSite('pdx', 3), premises('ord', 4)],
    links: [
      peering('iad', 'pdx', 1),
      peering('iad', 'cmh', 2),
      peering('cmh', 'pdx', 3),
      directConnect('ord-iad-dx', ['ord', 'iad'], 4),
      vpn('ord-iad-vpn', ['ord', 'iad'], 5),
      directConnect('ord-pdx-dx', ['ord', 'pdx'], 6),
    ],
    ...changes,
  });
}

/** A topology with this backbone. Each specific of an AWS site is a VPC. */
export function topologyOf(backbone: Backbone): Topology {
  const ofKind = (kind: Site['kind']) => backbone.sites.filter((site) => site.kind === kind);
  const aws = ofKind('aws').map(({ name, aggregate, specifics }, i) =>
    awsSite(name, i + 1, {
      cidr: aggregate,
      vpcs: specifics.map((cidr, n) => ({ name: `vpc-${n}`, cidr, azs: 2 })),
    }),
  );
  const onPrem = ofKind('on-prem').map(({ name, aggregate, specifics }, i) =>
    premises(name, i + 1, { cidr: aggregate, announces: specifics }),
  );
  const links = backbone.links.map(({ kind, name, between, cost, sharedRisks }, i): Link => {
    const index = i + 1;
    if (kind === 'direct-connect') return directConnect(name, between, index, { cost, sharedRisks });
    if (kind === 'site-to-site-vpn') return vpn(name, between, index, { cost, sharedRisks });
    return peering(...between, index, { name, cost, sharedRisks });
  });
  return topology({ sites: [...aws, ...onPrem], links, flows: backbone.flows, policy: backbone.policy });
}
