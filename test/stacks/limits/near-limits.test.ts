import { gatewayUsages } from '../../../lib/stacks/limits/gateway';
import { nearLimits } from '../../../lib/stacks/limits/near-limits';
import { toBackbone } from '../../../lib/topology/backbone';
import { directConnectUsages } from '../../../lib/topology/limits/direct-connect';
import type { AwsSite, Link, Topology, Vpc } from '../../../lib/topology/topology';
import { awsSite, directConnect, hybrid, peering, premises, topology, triangle, vpn } from '../../support/topologies';

const warnings = (given: Topology) =>
  nearLimits(given).map(({ code, path, got, problem }) => {
    const quota = /"(.*)"/.exec(problem)?.[1];
    return `${code} ${path.join('.')} ${got} ${quota}`;
  });

/** A site in the middle, with so many others around it, each with one VPC. */
function star(spokes: number, changes: Partial<AwsSite> = {}): Topology {
  const others = Array.from({ length: spokes }, (_, i) =>
    awsSite(`s${String(i).padStart(2, '0')}`, 9, {
      cidr: `11.${i}.0.0/16`,
      vpcs: [{ name: 'core', cidr: `11.${i}.0.0/18`, azs: 2 }],
    }),
  );
  const links = others.map(({ name }, i): Link => peering('hub', name, i + 1));
  return topology({ sites: [awsSite('hub', 1, changes), ...others], links });
}

const atHub = (given: Topology) => warnings(given).filter((said) => said.includes('sites.hub'));

test('the examples are far from every limit', () => {
  expect(nearLimits(triangle())).toEqual([]);
  expect(nearLimits(hybrid())).toEqual([]);
});

test.each([
  [38, []],
  [39, ['stacks-limit-near sites.hub.vpcs 40 Routes per route table']],
])('%i other sites: %j', (count, said) => {
  expect(atHub(star(count))).toEqual(said);
});

test('more than AWS gives without being asked is another warning than nearly as much', () => {
  expect(atHub(star(51))).toEqual([
    'stacks-limit-default sites.hub 51 Peering attachments per transit gateway',
    'stacks-limit-default sites.hub.region 102 Prefix lists per Region',
    'stacks-limit-default sites.hub.vpcs 52 Routes per route table',
    'stacks-limit-default sites.hub.vpcs.core 51 Interface and Gateway Load Balancer endpoints per VPC',
  ]);
});

test.each([
  [13, []],
  [14, ['stacks-limit-near sites.iad 16 Transit gateway route tables per transit gateway']],
  [18, ['stacks-limit-near sites.iad 20 Transit gateway route tables per transit gateway']],
  [19, ['stacks-limit-default sites.iad 21 Transit gateway route tables per transit gateway']],
])('%i VPNs at a gateway: %j', (count, said) => {
  const vpns = Array.from({ length: count }, (_, i) => vpn(`vpn-${i}`, ['ord', 'iad'], i + 1));
  expect(warnings(topology({ sites: [awsSite('iad', 1), premises('ord', 4)], links: vpns }))).toEqual(said);
});

describe('what is said of a gateway', () => {
  /** Of Direct Connect gateways, which AWS does not raise, and of what it does. */
  const said = (changes: Partial<AwsSite>) => {
    const given = topology({
      sites: [awsSite('iad', 1, changes), awsSite('cmh', 2)],
      links: [peering('cmh', 'iad', 1)],
    });
    const site = given.sites.find((found): found is AwsSite => found.name === 'iad');
    if (!site) return [];
    return [...directConnectUsages(given), ...gatewayUsages(given, toBackbone(given), site)].flatMap(({ who, path }) =>
      path[1] === 'iad' ? [who] : [],
    );
  };

  it('is that everything on it is counted when it is made', () => {
    const who = 'the transit gateway of iad';
    expect(said({})).toEqual([who, who, who, `${who}, with traffic to every other site steered at once,`]);
  });

  it('is that what it holds already is not counted when it exists', () => {
    const who = 'the existing transit gateway tgw-1 of iad, beside what it holds already,';
    expect(said({ transitGatewayId: 'tgw-1' })).toEqual([
      who,
      who,
      who,
      `${who} with traffic to every other site steered at once,`,
    ]);
  });
});

describe('the routes of a gateway', () => {
  const routes = (given: Topology, name: string) => {
    const site = given.sites.find((found): found is AwsSite => found.name === name);
    const usages = site ? gatewayUsages(given, toBackbone(given), site) : [];
    return usages.find(({ quota }) => quota.limit === 10_000)?.count;
  };

  it('are those of both tables, with every other site steered', () => {
    // 1 VPC + 1 baseline + 8 MaxEntries in each of two tables, and one pin in each.
    const pair = topology({ sites: [awsSite('iad', 1), awsSite('cmh', 2)], links: [peering('cmh', 'iad', 1)] });
    expect(routes(pair, 'iad')).toBe(2 * (1 + 1 + 8) + 2);
  });

  it('are with premises also what BGP brings, and what an edge table announces', () => {
    const site = awsSite('iad', 1);
    const given = topology({
      sites: [site, premises('ord', 4)],
      links: [directConnect('dx', ['ord', 'iad'], 1), vpn('vpn', ['ord', 'iad'], 2)],
    });
    // Both tables: 1 VPC, 2 announcements over each of 2 links, 8 MaxEntries. Pins: 2 own in transit, 1 in the edge
    // table, which also has the VPC and 2 steering prefixes of its own site.
    expect(routes(given, 'iad')).toBe(2 * (1 + 4 + 8) + 2 + 1 + (1 + 2));
  });

  it('are counted by the size of prefix lists and not by what is in them', () => {
    const vpcs = (count: number): readonly Vpc[] =>
      Array.from({ length: count }, (_, i) => ({ name: `v${i}`, cidr: `10.20.${i}.0/24`, azs: 2 }));
    const pair = (count: number) =>
      topology({
        sites: [awsSite('iad', 1), awsSite('cmh', 2, { vpcs: vpcs(count) })],
        links: [peering('cmh', 'iad', 1)],
      });
    expect(routes(pair(4), 'iad')).toBe(routes(pair(1), 'iad'));
    expect(routes(pair(5), 'iad')).toBe((routes(pair(4), 'iad') ?? 0) + 16);
  });
});

/** 40 sites, 120 links: a ring with chords, and premises that enter it in three places. */
function large(vpcsPerSite: number): Topology {
  const name = (i: number) => `s${String(i % 36).padStart(2, '0')}`;
  const sites = Array.from({ length: 36 }, (_, i) =>
    awsSite(name(i), 9, {
      cidr: `11.${i}.0.0/16`,
      vpcs: Array.from({ length: vpcsPerSite }, (_, n) => ({ name: `v${n}`, cidr: `11.${i}.${n * 32}.0/19`, azs: 2 })),
    }),
  );
  const around = [1, 5, 11].flatMap((step) =>
    Array.from({ length: 36 }, (_, i) =>
      peering(name(i), name(i + step), 1 + i, { name: `p${step}-${i}`, cost: step + i }),
    ),
  );
  const onPrem = [1, 2, 3, 4].map((n) => premises(`z${n}`, n));
  const entries = onPrem.flatMap((site, n) =>
    [0, 12, 24].map((at) => directConnect(`dx-${site.name}-${at}`, [site.name, name(at + n)], 200 + 4 * n)),
  );
  return topology({ sites: [...sites, ...onPrem], links: [...around, ...entries] });
}

test.each([1, 2, 4])('40 sites and 120 links with %i VPCs each are near to a limit', (vpcs) => {
  const given = large(vpcs);
  expect([given.sites.length, given.links.length]).toEqual([40, 120]);
  expect(nearLimits(given).length).toBeGreaterThan(0);
});
