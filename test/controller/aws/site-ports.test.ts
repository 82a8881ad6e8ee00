import { siteClients, sitePorts, siteReaders } from '../../../lib/controller/aws/site-ports';
import type { SiteConfig } from '../../../lib/controller/site-plan/read-site';
import type { Policy } from '../../../lib/routing/policy';
import { aBackbone } from '../../support/backbones';
import { GIVEN } from '../../support/contracts/gateway-world';
import { siteIn } from '../../support/world';

const DX = { site: 's0', directConnectGatewayId: 'dx-gateway', virtualInterfaceId: 'dxvif-1' };

function made(greyDx: Policy['greyDx'], ends: SiteConfig['ends'], site = 's0') {
  const { routing } = siteIn(GIVEN, site);
  const config = { backbone: aBackbone([], [], { greyDx }), routing, ends, missing: [] };
  const clients = siteClients();
  const table = { dynamo: clients.dynamo, tableName: 'link-state', site, onUnreadable: () => {} };
  const both = { ports: sitePorts(clients, table, config, 1), readers: siteReaders(clients, table, config) };
  for (const client of Object.values(clients)) client.destroy();
  return both;
}

function portsOf(...of: Parameters<typeof made>) {
  return Object.keys(made(...of).ports).sort();
}

test('a site has what it needs to steer, and of BGP what its links need', () => {
  expect(portsOf('wait', new Map([['dx', DX]]))).toEqual(expect.arrayContaining(['bgp', 'database', 'routing']));
  expect(portsOf('wait', new Map(), 's1')).not.toContain('bgp');
});

test('it may take BGP down only where the policy says so, and only on links whose interface is known', () => {
  const { virtualInterfaceId: _, ...unknown } = DX;
  expect(portsOf('bgp-down', new Map([['dx', DX]]))).toContain('bgpTests');
  expect(portsOf('bgp-down', new Map([['dx', unknown]]))).not.toContain('bgpTests');
  expect(portsOf('wait', new Map([['dx', DX]]))).not.toContain('bgpTests');
});

test('what only looks has the reading half of each port, and nothing that writes', () => {
  const { readers } = made('bgp-down', new Map([['dx', DX]]));
  const calls = Object.entries(readers).flatMap(([port, of]) => Object.keys(of).map((call) => `${port} ${call}`));
  expect(calls.sort()).toEqual(['bgp readBgp', 'database read', 'routing readTables']);
  expect(made('wait', new Map(), 's1').readers).not.toHaveProperty('bgp');
});
