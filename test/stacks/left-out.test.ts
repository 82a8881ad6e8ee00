import { leftOut } from '../../lib/stacks/left-out';
import type { Link, Topology } from '../../lib/topology/topology';
import { awsSite, hybrid, triangle } from '../support/topologies';

const paths = (topology: Topology) => leftOut(topology).map(({ code, path }) => `${code} ${path.join('.')}`);

/** The hybrid backbone with probes on these links. */
function probing(...names: readonly string[]): readonly Link[] {
  return hybrid().links.map((link) =>
    names.includes(link.name) ? { ...link, probe: { target: `10.40.255.${link.index}`, port: 443 } } : link,
  );
}

const TO_PREMISES = ['ord-iad-dx', 'ord-iad-vpn', 'ord-pdx-dx'];

test('nothing is left out of a backbone of sites and links', () => {
  expect(leftOut(triangle())).toEqual([]);
  expect(leftOut(hybrid({ links: probing(...TO_PREMISES) }))).toEqual([]);
});

test('links to premises where nothing answers are not probed, and that is said of each', () => {
  const unprobed = (...names: readonly string[]) => paths(hybrid({ links: probing(...names) }));
  expect(unprobed()).toEqual(TO_PREMISES.map((name) => `stacks-link-unprobed links.${name}`));
  expect(unprobed('ord-iad-dx', 'ord-pdx-dx')).toEqual(['stacks-link-unprobed links.ord-iad-vpn']);
});

test('of a site without room for probes nothing is said of each link beside', () => {
  const existing = { vpcId: 'vpc-1', subnetIds: [], routeTableIds: [] };
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/18', azs: 2, existing }];
  const sites = hybrid().sites.map((site) => (site.name === 'iad' ? awsSite('iad', 1, { vpcs }) : site));
  expect(paths(hybrid({ sites }))).toEqual(['stacks-unprobed sites.iad.vpcs', 'stacks-link-unprobed links.ord-pdx-dx']);
});

test('a site that no link leads to gets no failover records, and that is said when there are services', () => {
  const primary = { site: 'iad', address: '10.10.1.10' };
  const secondary = { site: 'pdx', address: '10.30.1.10' };
  const services = [{ name: 'orders-db', zone: 'acme.internal', primary, secondary, ttl: 60 }];
  expect(paths(triangle({ services, notify: { email: 'oncall@acme.example' } }))).toEqual([]);
  const links = triangle().links.filter(({ between }) => !between.includes('cmh'));
  expect(paths(triangle({ services, links }))).toEqual(['stacks-no-records sites.cmh']);
  expect(paths(triangle({ links }))).toEqual([]);
});

test('a gateway that exists is left out of sharing, and only when there is sharing', () => {
  const sites = [awsSite('cmh', 2), awsSite('iad', 1, { transitGatewayId: 'tgw-1' }), awsSite('pdx', 3)];
  expect(leftOut(triangle({ sites }))).toEqual([]);
  expect(paths(triangle({ sites, shareWith: ['111122223333'] }))).toEqual([
    'stacks-existing-not-shared sites.iad.transitGatewayId',
  ]);
  expect(leftOut(triangle({ shareWith: ['111122223333'] }))).toEqual([]);
});

test('links of a site are not probed when all of its VPCs exist already, and that is said', () => {
  const existing = { vpcId: 'vpc-1', subnetIds: [], routeTableIds: [] };
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/18', azs: 2, existing }];
  const own = { name: 'new', cidr: '10.10.64.0/18', azs: 2 };
  const [a, b] = [awsSite('cmh', 2), awsSite('pdx', 3)];
  expect(paths(triangle({ sites: [a, b, awsSite('iad', 1, { vpcs })] }))).toEqual(['stacks-unprobed sites.iad.vpcs']);
  expect(paths(triangle({ sites: [a, b, awsSite('iad', 1, { vpcs: [...vpcs, own] })] }))).toEqual([]);
  expect(paths(triangle({ sites: [a, b, awsSite('iad', 1, { vpcs })], links: [] }))).toEqual([]);
});
