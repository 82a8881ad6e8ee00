import fc from 'fast-check';
import { applySteering, desiredSteering } from '../../../lib/controller/steer';
import { mostDrawn } from '../../../lib/routing/drawn';
import { bgpUsages } from '../../../lib/topology/limits/bgp';
import type { DirectConnectLink, OnPremSite, Topology, Vpc, VpnLink } from '../../../lib/topology/topology';
import { hybridBackbones } from '../../support/backbones';
import { networkOf } from '../../support/networks';
import { awsSite, peering, topology } from '../../support/topologies';
import { issuesOf, mistakesOf } from '../../support/topology';

const vpcs = (site: number, count: number): readonly Vpc[] =>
  Array.from({ length: count }, (_, i) => ({ name: `v${i}`, cidr: `10.${site}0.${i}.0/24`, azs: 2 }));

const ord = (announcements = 1): OnPremSite => ({
  kind: 'on-prem',
  name: 'ord',
  asn: 65010,
  cidr: '10.90.0.0/16',
  announces: Array.from({ length: announcements }, (_, i) => `10.90.${i % 256}.0/25`),
});

const base = { index: 9, sharedRisks: [], circuitIds: [], mssClamp: false };
const dx = (site: string, cost: number): DirectConnectLink => ({
  ...base,
  kind: 'direct-connect',
  name: `dx-${site}`,
  between: ['ord', site],
  cost,
  connection: 'dxcon-1',
  vlan: 1,
  amazonAsn: 65000,
  bgp: [],
});
const vpn = (site: string, cost: number): VpnLink => ({
  ...base,
  kind: 'site-to-site-vpn',
  name: `vpn-${site}`,
  between: ['ord', site],
  cost,
  customerGateway: { ip: '203.0.113.1' },
  acceleration: false,
});

/** How many prefixes each link announces at worst. */
function announced(given: Topology): Record<string, number> {
  const usages = bgpUsages(given).filter(({ path }) => path[0] === 'links');
  return Object.fromEntries(usages.map(({ path, count }) => [String(path[1]), count]));
}

/** Two AWS sites in a row behind iad, and the premises at both ends of the row. */
const row = (size: number) =>
  topology({
    sites: [awsSite('iad', 1, { vpcs: vpcs(1, size) }), awsSite('cmh', 2, { vpcs: vpcs(2, size) }), ord()],
    links: [peering('cmh', 'iad', 1), dx('iad', 1), dx('cmh', 1)],
  });

test('a link announces the VPCs of its end, every aggregate, its probe subnet, and what failures draw to it', () => {
  // 40 VPCs + 2 aggregates + 0 probe subnets (none fits into a /24 at index 9) + 2 for each of the 40 VPCs of the other.
  expect(announced(row(40))).toEqual({ 'dx-cmh': 122, 'dx-iad': 122 });
});

test('a link to which nothing can be drawn announces nothing for it', () => {
  const alone = topology({
    sites: [awsSite('iad', 1, { vpcs: vpcs(1, 60) }), awsSite('cmh', 2, { vpcs: vpcs(2, 60) }), ord()],
    links: [peering('cmh', 'iad', 1), dx('iad', 1)],
  });
  expect(announced(alone)).toEqual({ 'dx-iad': 62 });
});

/** A file of that row, where the smaller indexes have probe subnets, which are one prefix more. */
const fileOfRow = (size: number) => {
  const named = (site: number) =>
    Object.fromEntries(vpcs(site, size).map(({ name, cidr }): [string, unknown] => [name, { cidr }]));
  const more = {
    kind: 'direct-connect',
    between: ['ord', 'cmh'],
    index: 3,
    cost: 10,
    virtualInterface: 'dxvif-ffabc124',
  };
  return {
    sites: { iad: { vpcs: { core: undefined, ...named(1) } }, cmh: { vpcs: { core: undefined, ...named(2) } } },
    links: { vpn: undefined, more },
  };
};

test.each([
  [65, 197, 198, []],
  [66, 200, 201, ['topology-limit links.dx', 'topology-limit links.more']],
])('%i VPCs at both ends are %i prefixes, and %i with probe subnets', (size, bare, probed, mistakes) => {
  expect(announced(row(size))).toEqual({ 'dx-cmh': bare, 'dx-iad': bare });
  expect(mistakesOf(fileOfRow(size))).toEqual(mistakes);
  expect(issuesOf(fileOfRow(size)).map(({ got }) => got)).toEqual(mistakes.map(() => String(probed)));
});

test.each([
  ['direct-connect', 100, []],
  ['direct-connect', 101, ['Routes per BGP session on a transit virtual interface from on-premises to AWS']],
  ['site-to-site-vpn', 1000, []],
  [
    'site-to-site-vpn',
    1001,
    ['Dynamic routes advertised from a customer gateway device to a Site-to-Site VPN connection on a transit gateway'],
  ],
])('premises may announce so much over a %s: %i', (kind, count, over) => {
  const link = kind === 'direct-connect' ? dx('iad', 1) : vpn('iad', 1);
  const given = topology({ sites: [awsSite('iad', 1), ord(count)], links: [link] });
  const usages = bgpUsages(given).filter(
    ({ path, quota, count: needed }) => path[0] === 'sites' && needed > quota.limit,
  );
  expect(usages.map(({ quota }) => quota.name)).toEqual(over);
});

test('says what is announced, what AWS allows and that it is not raised', () => {
  const announces = Array.from({ length: 101 }, (_, i) => `10.40.${i}.0/24`);
  const [issue, ...more] = issuesOf({ sites: { ord: { announces } } });
  expect(more).toEqual([]);
  expect(issue).toMatchObject({
    code: 'topology-limit',
    path: ['sites', 'ord', 'announces'],
    problem:
      'the Direct Connect link dx needs 101 of the quota "Routes per BGP session on a transit virtual interface from on-premises to AWS"',
    got: '101',
    allowed: '100; AWS does not raise it',
    fix: 'let ord announce fewer, shorter prefixes',
  });
});

/** What controllers really announce over each BGP link, counted in prefixes, in the worst single or double failure. */
function reallyDrawn(backbone: Parameters<typeof mostDrawn>[0], premises: string): Map<string, number> {
  const network = networkOf(backbone);
  const names = backbone.links.map(({ name }) => name);
  const sets = names.flatMap((a, i) => [[a], ...names.slice(i + 1).map((b) => [a, b])]);
  const most = new Map<string, number>();
  for (const set of sets) {
    const standings = new Map(set.map((name) => [name, 'down' as const]));
    const steering = desiredSteering(network, new Map(set.map((name) => [name, 'down'])), backbone, standings);
    const before = new Map(network.sessions.map(({ link, advertises }) => [link, advertises]));
    for (const { link, advertises, router } of applySteering(network, backbone, { ...steering, withdrawals: [] })
      .sessions) {
      const known = before.get(link);
      if (router !== `${premises}/router` || advertises.kind !== 'prefixes' || known?.kind !== 'prefixes') continue;
      const extra = advertises.prefixes.length - known.prefixes.length;
      if (extra > 0) most.set(link, Math.max(most.get(link) ?? 0, extra));
    }
  }
  return most;
}

test('the count is what controllers announce in the worst single or double failure, link by link', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const weights = new Map(
        backbone.sites.flatMap(({ name, kind, specifics }) => (kind === 'aws' ? [[name, 2 * specifics.length]] : [])),
      );
      for (const { name, kind } of backbone.sites) {
        if (kind !== 'on-prem') continue;
        const direct = new Set(backbone.links.flatMap((l) => (l.kind === 'direct-connect' ? [l.name] : [])));
        const drawn = [...mostDrawn(backbone, name, weights)].filter(([link]) => direct.has(link));
        expect(new Map(drawn)).toEqual(reallyDrawn(backbone, name));
      }
    }),
    { numRuns: 40 },
  );
});
