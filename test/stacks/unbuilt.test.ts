import { readdirSync } from 'node:fs';
import { synthesize, trySynthesize } from '../../lib/stacks/synthesize';
import { unbuilt } from '../../lib/stacks/unbuilt';
import type { Link, OnPremSite } from '../../lib/topology/topology';
import { temporaryFolder } from '../support/folders';
import { awsSite, peering, topology, triangle } from '../support/topologies';

const ord: OnPremSite = { kind: 'on-prem', name: 'ord', asn: 65010, cidr: '10.90.0.0/16', announces: ['10.90.0.0/17'] };
const { kind: _, ...base } = peering('ord', 'iad', 4);
const dx: Extract<Link, { kind: 'direct-connect' }> = {
  ...base,
  name: 'ord-iad-dx',
  kind: 'direct-connect',
  connection: 'dxcon-1',
  vlan: 1,
  amazonAsn: 4_266_000_004,
  bgp: [{}],
};
const vpn: Extract<Link, { kind: 'site-to-site-vpn' }> = {
  ...base,
  name: 'ord-iad-vpn',
  kind: 'site-to-site-vpn',
  customerGateway: { ip: '203.0.113.10' },
  acceleration: false,
};

const { sites, links } = triangle();
const sitesWith = (changes: Partial<ReturnType<typeof awsSite>>) => [awsSite('iad', 1, changes), ...sites.slice(0, 1)];
const paths = (changes: Parameters<typeof triangle>[0]) => unbuilt(triangle(changes)).map(({ path }) => path.join('.'));

test('a backbone of peerings is built', () => {
  expect(unbuilt(triangle())).toEqual([]);
});

test('fails with every thing that is not built yet, at once, and writes nothing', () => {
  const primary = { site: 'iad', address: '10.10.1.10' };
  const secondary = { ...primary, site: 'pdx' };
  const services = [{ name: 'orders-db', zone: 'acme.internal', primary, secondary, ttl: 60 }];
  const shareWith = ['111122223333'];
  const whole = triangle({ sites: [...sites, ord], links: [...links, dx, vpn], services, shareWith });
  const folder = temporaryFolder();
  const refused = trySynthesize(whole, folder);
  const lines = refused.ok ? [] : refused.error.map(({ path, problem, fix }) => [path.join('.'), problem, fix]);
  const another = 'remove it, or make it a transit-gateway-peering';
  expect(lines).toEqual([
    ['sites.ord', 'an on-prem site cannot be built yet', 'remove the site, its links and its flows'],
    ['links.ord-iad-dx.kind', 'a link of kind direct-connect cannot be built yet', another],
    ['links.ord-iad-vpn.kind', 'a link of kind site-to-site-vpn cannot be built yet', another],
    ['services.orders-db', 'failover records cannot be built yet', 'remove the service'],
    ['shareWith', 'sharing of gateways cannot be built yet', 'remove shareWith'],
  ]);
  expect(readdirSync(folder)).toEqual([]);
  expect(() => synthesize(whole, folder)).toThrow('  sites.ord: an on-prem site cannot be built yet; remove the site');
});

test('fails with an existing gateway, an existing VPC and probe subnets', () => {
  expect(paths({ sites: sitesWith({ transitGatewayId: 'tgw-1' }) })).toEqual(['sites.iad.transitGatewayId']);
  expect(paths({ sites: sitesWith({ probeCidr: '10.10.240.0/20' }) })).toEqual(['sites.iad.probeCidr']);
  const existing = { vpcId: 'vpc-1', subnetIds: ['subnet-1'], routeTableIds: ['rtb-1'] };
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/18', azs: 2, existing }];
  expect(paths({ sites: sitesWith({ vpcs }) })).toEqual(['sites.iad.vpcs.core.vpcId']);
});

test('fails with alarms by mail and with a probe of a link', () => {
  expect(paths({ notify: { email: 'oncall@acme.example' } })).toEqual(['notify.email']);
  const probed = peering('iad', 'pdx', 1, { probe: { target: '10.90.0.4', port: 443 } });
  expect(paths({ links: [probed] })).toEqual(['links.iad-pdx.probe']);
});

test('fails with accounts that differ, and with an account at some sites only', () => {
  const account = '111122223333';
  const [a, b] = [awsSite('cmh', 1, { account }), awsSite('iad', 2)];
  const fixes = (other: typeof b) =>
    unbuilt(topology({ sites: [a, other], links: [peering('cmh', 'iad', 1)] })).map(({ path, fix }) => [
      path.at(1),
      fix,
    ]);
  const fix = `give it account ${account}, as site cmh has`;
  expect(fixes(b)).toEqual([['iad', fix]]);
  expect(fixes({ ...b, account: '444455556666' })).toEqual([['iad', fix]]);
  expect(fixes({ ...b, account })).toEqual([]);
});

test('fails with more zones than fit into a VPC', () => {
  const vpcs = [{ name: 'core', cidr: '10.10.0.0/25', azs: 3 }];
  expect(unbuilt(triangle({ sites: sitesWith({ vpcs }) }))).toMatchObject([
    { path: ['sites', 'iad', 'vpcs', 'core', 'azs'], problem: '10.10.0.0/25 has room for 2 zones, not 3' },
  ]);
});

test('fails with names that give two stacks one name', () => {
  const clashing = topology({
    sites: [awsSite('iad', 1), awsSite('iad-routes', 2), awsSite('link-x', 3)],
    links: [peering('iad', 'iad-routes', 1, { name: 'x' })],
  });
  expect(unbuilt(clashing).map(({ path, code }) => [path.join('.'), code])).toEqual([
    ['sites.iad', 'stacks-name-clash'],
    ['links.x', 'stacks-name-clash'],
  ]);
});
