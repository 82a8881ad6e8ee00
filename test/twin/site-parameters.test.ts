import fc from 'fast-check';
import { readSite, type SiteConfig } from '../../lib/controller/site-plan/read-site';
import { type SiteRouting, siteRouting } from '../../lib/controller/site-routing';
import { comparePrefixes } from '../../lib/net/prefix';
import type { Backbone } from '../../lib/routing/backbone';
import type { Network } from '../../lib/routing/network';
import { linkIdentities } from '../../lib/twin/identities';
import { siteParameters } from '../../lib/twin/site-parameters';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { understandExample } from '../support/outage';

const hybrid = understandExample('hybrid.yaml');

function routingOf(network: Network, site: string): SiteRouting {
  const routing = siteRouting(network, site);
  if (!routing) throw new Error(`site ${site} has nothing to steer with`);
  return routing;
}

function parametersOf(network: Network, backbone: Backbone, site: string) {
  return siteParameters(network, backbone, routingOf(network, site), linkIdentities(network, backbone, site));
}

function configOf(network: Network, backbone: Backbone, site: string): SiteConfig {
  const read = readSite(site, parametersOf(network, backbone, site));
  if (read.kind === 'unreadable') throw new Error(read.why.join('; '));
  return read.config;
}

/** Maps and lists in an order of their own: only what they hold counts. */
function comparable({ attachmentOf, linkOf, listOf, sessionOf, locals, probes, ...rest }: SiteRouting) {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const sessions = sorted(sessionOf).map(([link, end]) => [
    link,
    {
      ...end,
      announced: [...end.announced].sort(comparePrefixes),
      propagatesTo: [...end.propagatesTo].sort(),
      edgeStatics: [...end.edgeStatics].sort((a, b) => comparePrefixes(a.prefix, b.prefix)),
      edgeVpcs: [...end.edgeVpcs].sort((a, b) => comparePrefixes(a.prefix, b.prefix)),
      allowed: [...end.allowed].sort(comparePrefixes),
    },
  ]);
  return {
    ...rest,
    attachments: sorted(attachmentOf),
    links: sorted(linkOf),
    lists: sorted(listOf).map(([site, list]) => [site, { ...list, entries: [...list.entries].sort(comparePrefixes) }]),
    sessions,
    locals: [...locals].sort((a, b) => comparePrefixes(a.cidr, b.cidr)),
    probes: [...new Set(probes.map(({ text }) => text))].sort(),
  };
}

function expectTheSame(network: Network, backbone: Backbone): void {
  for (const { name, kind } of backbone.sites) {
    if (kind !== 'aws') continue;
    const { routing, missing, backbone: read } = configOf(network, backbone, name);
    expect(missing).toEqual([]);
    expect(comparable(routing)).toEqual(comparable(routingOf(network, name)));
    expect(read).toEqual({ ...backbone, flows: [] });
  }
}

test.each(['backbone.yaml', 'hybrid.yaml'])(
  'what a site reads of the templates of %s is what stands in them',
  (file) => {
    const { network, backbone } = understandExample(file);
    expectTheSame(network, backbone);
  },
);

test('what a site reads of any network is what stands in it', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const sites = [...backbone.sites].sort((a, b) => (a.name < b.name ? -1 : 1));
      const links = [...backbone.links].sort((a, b) => (a.name < b.name ? -1 : 1));
      expectTheSame(networkOf({ ...backbone, sites, links }), { ...backbone, sites, links });
    }),
    { numRuns: 50 },
  );
});

test('ends of links are those of the site, by the ids that AWS has for them there', () => {
  const { network, backbone } = hybrid;
  const { ends } = configOf(network, backbone, 'iad');
  expect([...ends.keys()].sort()).toEqual(['iad-cmh', 'iad-pdx', 'ord-iad-dx', 'ord-iad-vpn']);
  expect(ends.get('ord-iad-vpn')).toMatchObject({ site: 'iad', vpnConnectionId: expect.any(String) });
  expect(ends.get('ord-iad-dx')).toMatchObject({ site: 'iad', virtualInterfaceId: expect.any(String) });
});
