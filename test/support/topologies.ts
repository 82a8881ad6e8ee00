// Valid topologies for tests. Each test states its difference from one of them.

import type { AwsSite, PeeringLink, Topology } from '../../lib/topology/topology';

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
    greyDx: 'wait',
  },
  notify: {},
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
