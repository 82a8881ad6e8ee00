// The routing of a site as its controller reads it from parameters, beside the one that is read from the network itself.

import fc from 'fast-check';
import { readSite, type SiteConfig } from '../../../lib/controller/site-plan/read-site';
import { siteRouting } from '../../../lib/controller/site-routing';
import { prefix } from '../../../lib/net/prefix';
import type { Backbone } from '../../../lib/routing/backbone';
import type { Network } from '../../../lib/routing/network';
import { aBackbone, aPeering, aSite, hybridBackbones } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';
import { networkOf } from '../../support/networks';
import { siteParameters, withParameters } from '../../support/plan-parameters';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const hybrid = hybridExample();

function configOf(
  network: Network,
  backbone: Backbone,
  site: string,
  changes: Readonly<Record<string, string | undefined>> = {},
): SiteConfig {
  const read = readSite(site, withParameters(siteParameters(network, backbone, site), changes));
  if (read.kind === 'unreadable') throw new Error(read.why.join('; '));
  return read.config;
}

const awsSites = ({ sites }: Backbone) => sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : []));

test('whatever the backbone, a site reads from its parameters what its part of the network is', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const network = networkOf(backbone);
      for (const site of awsSites(backbone)) {
        const { routing, missing, backbone: read } = configOf(network, backbone, site);
        expect(routing).toEqual(siteRouting(network, site));
        expect(missing).toEqual([]);
        expect(read).toEqual({ ...backbone, flows: [] });
      }
    }),
    { numRuns: 60 },
  );
});

test('probes and pinned routes are read as well', () => {
  const plain = networkOf(hybrid);
  const probes = [prefix('10.10.240.16/28'), prefix('10.10.240.32/28')];
  const pin = { prefix: probes[0] ?? prefix('::/0'), origin: 'static', source: 'pin' } as const;
  const target = { kind: 'attachment', attachment: 'vpc-0' } as const;
  const network: Network = {
    ...plain,
    vpcs: plain.vpcs.map((vpc) => (vpc.site === 'iad' ? { ...vpc, probes } : vpc)),
    tables: plain.tables.map((table) =>
      table.id === 'iad/edge-ord-iad-vpn' ? { ...table, routes: [...table.routes, { ...pin, target }] } : table,
    ),
  };
  const { routing } = configOf(network, { ...hybrid, links: hybrid.links.slice() }, 'iad');
  const expected = siteRouting(network, 'iad');
  expect(new Set(routing.probes.map(({ text }) => text))).toEqual(new Set(probes.map(({ text }) => text)));
  expect(routing.sessionOf).toEqual(expected?.sessionOf);
  expect(routing.sessionOf.get('ord-iad-vpn')?.edgeStatics).toContainEqual({
    prefix: pin.prefix,
    attachment: 'vpc-0',
  });
});

const identity = (link: string, ends: unknown) => JSON.stringify({ link, entities: [], circuitIds: [], ends });

test.each<[string, string, Readonly<Record<string, string | undefined>>, readonly string[]]>([
  ['a prefix list that is not there', 's0', { 'routing/lists/s1': undefined }, ['prefix list of site s1']],
  ['a link without its identity', 's0', { 'links/s0-s1': undefined }, ['attachment of link s0-s1']],
  ['a link without an end here', 's0', { 'links/s0-s1': identity('s0-s1', []) }, ['attachment of link s0-s1']],
  [
    'a link whose end has no attachment yet',
    's0',
    { 'links/s0-s1': identity('s0-s1', [{ site: 's0' }]) },
    ['attachment of link s0-s1'],
  ],
  [
    'a VPC without attachment',
    's0',
    {
      'routing/gateway': JSON.stringify({
        transitGatewayId: 's0',
        spokesTableId: 's0/spokes',
        transitTableId: 's0/transit',
        vpcAttachmentIds: {},
      }),
    },
    ['attachment of VPC vpc-0'],
  ],
])('%s is missing, and the rest is there', (_, site, changes, missing) => {
  const config = configOf(networkOf(triangle), triangle, site, changes);
  expect(config.missing).toEqual(missing);
  expect(config.routing.listOf.has('s2')).toBe(true);
  expect(config.routing.attachmentOf.get('s0-s2')).toBe('s0-s2');
});

test('a prefix list that is not there leaves the site out, and no other', () => {
  const { routing } = configOf(networkOf(triangle), triangle, 's0', { 'routing/lists/s1': undefined });
  expect([...routing.listOf.keys()]).toEqual(['s2']);
});

test.each([
  ['ord-iad-vpn', 'no edge table', { attachmentId: 'ord-iad-vpn' }, 'ord-iad-dx'],
  ['ord-iad-vpn', 'no attachment', { edgeTableId: 'iad/edge-ord-iad-vpn' }, 'ord-iad-dx'],
  ['ord-iad-dx', 'no Direct Connect gateway', { attachmentId: 'ord-iad-dx' }, 'ord-iad-vpn'],
  ['ord-iad-dx', 'no attachment', { directConnectGatewayId: 'dxgw-1' }, 'ord-iad-vpn'],
])('%s, whose end has %s, has no session, and another link keeps its own', (link, _, end, other) => {
  const ends = [{ site: 'iad', ...end }];
  const config = configOf(networkOf(hybrid), hybrid, 'iad', { [`links/${link}`]: identity(link, ends) });
  expect([...config.routing.sessionOf.keys()]).toEqual([other]);
  expect(config.missing).toHaveLength(1);
  expect(config.missing[0]).toContain(link);
});

test('a static route of an edge table toward a link without attachment is not expected there', () => {
  const whole = configOf(networkOf(hybrid), hybrid, 'iad').routing.sessionOf.get('ord-iad-vpn');
  const { routing } = configOf(networkOf(hybrid), hybrid, 'iad', { 'links/iad-pdx': undefined });
  const part = routing.sessionOf.get('ord-iad-vpn');
  expect(whole?.edgeStatics.map(({ attachment }) => attachment)).toContain('iad-pdx');
  expect(part?.edgeStatics).toEqual(whole?.edgeStatics.filter(({ attachment }) => attachment !== 'iad-pdx'));
});
