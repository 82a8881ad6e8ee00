// Probes over generated backbones: the baseline of test/support/networks.ts with the pins in it, and whatever controllers
// put on top in single and double failures.

import fc from 'fast-check';
import { applySteering, desiredSteering } from '../../lib/controller/steer';
import { type Address, addressAt, prefix } from '../../lib/net/prefix';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import type { GatewayRoute, Network } from '../../lib/routing/network';
import { farSite, type Standings } from '../../lib/routing/shortest-paths';
import { type Place, trace } from '../../lib/routing/trace';
import { pinsOf } from '../../lib/stacks/pins';
import { probeEnds, probeSubnet, responderAddress } from '../../lib/topology/probe-subnets';
import type { AwsSite, Link, Site, Topology } from '../../lib/topology/topology';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { awsSite, premises, topology, topologyOf, vpn } from '../support/topologies';

/** Every link with premises has a target there, in the second specific of the premises. */
function probed(backbone: Backbone): Topology {
  const given = topologyOf(backbone);
  const links = given.links.map((link): Link => {
    if (link.kind === 'transit-gateway-peering') return link;
    const [, number] = /p(\d+)/.exec(link.between.join(' ')) ?? [];
    return { ...link, probe: { target: `10.${number}.127.${link.index}`, port: 443 } };
  });
  return { ...given, links };
}

function isAws(site: Site | undefined): site is AwsSite {
  return site?.kind === 'aws';
}

function pinRoute(cidr: string, attachment: string): GatewayRoute {
  return { prefix: prefix(cidr), origin: 'static', target: { kind: 'attachment', attachment }, source: `pin ${cidr}` };
}

function pinRoutes(
  { spokes, transit, edge, vpc = '' }: ReturnType<typeof pinsOf>,
  table: string,
): readonly GatewayRoute[] {
  if (table === 'spokes') return spokes.map(({ link, cidr }) => pinRoute(cidr, link));
  if (table === 'transit') return transit.map(({ cidr }) => pinRoute(cidr, vpc));
  return (edge.get(table.replace('edge-', '')) ?? []).map(({ cidr }) => pinRoute(cidr, vpc));
}

/** The network with every site's pins in its tables, and with each Direct Connect link allowing its own probe subnet. */
function pinned(network: Network, given: Topology): Network {
  const sites = given.sites.filter(isAws);
  const pins = new Map(sites.map((site) => [site.name, pinsOf(given, site)]));
  const tables = network.tables.map((table) => {
    const own = pins.get(table.gateway);
    return own ? { ...table, routes: [...table.routes, ...pinRoutes(own, table.name)] } : table;
  });
  const sessions = network.sessions.map((session) => {
    const site = sites.find(({ name }) => name === session.gateway);
    const link = given.links.find(({ name }) => name === session.link);
    const own = site && link && probeSubnet(site, link.index);
    if (session.advertises.kind !== 'prefixes' || !own) return session;
    return { ...session, advertises: { ...session.advertises, prefixes: [...session.advertises.prefixes, own] } };
  });
  return { ...network, tables, sessions };
}

interface Probe {
  readonly name: string;
  readonly link: string;
  readonly from: Place;
  readonly to: Address;
}

/** Every probe, with its answer, in both directions of every link. */
function probesOf(given: Topology): readonly Probe[] {
  return given.sites.filter(isAws).flatMap((site) =>
    probeEnds(given, site).flatMap(({ link, subnet, far }): Probe[] => {
      const found = given.links.find(({ name }) => name === link);
      if (!far || !found) return [];
      const other = farSite(found, site.name);
      const leaves: Place = { at: 'gateway', gateway: site.name, arrivedBy: 'vpc-0' };
      const target = far.prefix.length === 32 ? addressAt(far.prefix, 0n) : responderAddress(far.prefix);
      const out = { name: `${site.name} asks over ${link}`, link, from: leaves, to: target };
      if (found.kind === 'transit-gateway-peering') return [out];
      const router: Place = { at: 'router', router: `${other}/router` };
      return [out, { name: `${other} asks over ${link}`, link, from: router, to: responderAddress(subnet) }];
    }),
  );
}

/** Probes that are not delivered over exactly their own link. */
function strays(network: Network, probes: readonly Probe[], conditions = new Map<string, 'down' | 'grey'>()) {
  return probes
    .map((probe) => ({ ...probe, ...trace(network, conditions, probe.from, probe.to) }))
    .filter(({ outcome, path, link }) => outcome !== 'delivered' || path.join() !== link)
    .map(({ name, outcome, path }) => `${name}: ${outcome} by ${path.join(' ')}`);
}

function failures(links: readonly BackboneLink[]): readonly Standings[] {
  const sets = links.flatMap((a, i) => [[a], ...links.slice(i + 1).map((b) => [a, b])]);
  return sets.map((set) => new Map(set.map(({ name }) => [name, 'drained'])));
}

test('every probe crosses exactly its own link, whatever controllers put on top of the baseline', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const given = probed(backbone);
      const probes = probesOf(given);
      const network = pinned(networkOf(backbone), given);
      expect(strays(network, probes)).toEqual([]);
      for (const standings of failures(backbone.links)) {
        const steering = desiredSteering(network, new Map(), backbone, standings);
        expect(strays(applySteering(network, backbone, steering), probes)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

test('a link that drops data loses its own probes and those of no other link', () => {
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      const given = probed(backbone);
      const probes = probesOf(given);
      const network = pinned(networkOf(backbone), given);
      for (const { name } of backbone.links) {
        const steering = desiredSteering(network, new Map([[name, 'grey']]), backbone, new Map([[name, 'down']]));
        const lost = strays(applySteering(network, backbone, steering), probes, new Map([[name, 'grey']]));
        const own = probes.filter(({ link }) => link === name);
        expect(lost).toEqual(own.map((probe) => `${probe.name}: dead-link by ${name}`));
      }
    }),
    { numRuns: 60 },
  );
});

test('without pins some probes take another link, so that the pins are what the two tests above judge', () => {
  const [backbone] = fc.sample(
    hybridBackbones.filter(({ links }) => links.length > 4),
    1,
  );
  if (!backbone) throw new Error('nothing was generated');
  const [first] = backbone.links;
  const steering = desiredSteering(networkOf(backbone), new Map(), backbone, new Map([[first?.name ?? '', 'drained']]));
  const network = applySteering(networkOf(backbone), backbone, steering);
  expect(strays(network, probesOf(probed(backbone)))).not.toEqual([]);
});

const sites = [awsSite('iad', 1), awsSite('cmh', 2), premises('ord', 4)];
const link = vpn('vpn', ['ord', 'iad'], 2);

test('a link without a target on premises has no pin but its own probe subnet', () => {
  const { spokes, transit, edge } = pinsOf(topology({ sites, links: [link] }), awsSite('iad', 1));
  expect(spokes).toEqual([]);
  expect(transit).toEqual([{ link: 'vpn', cidr: '10.10.48.32/28' }]);
  expect(edge).toEqual(new Map([['vpn', [{ link: 'vpn', cidr: '10.10.48.32/28' }]]]));
});

test('a target on premises is pinned as one address', () => {
  const probed = { ...link, probe: { target: '10.40.255.4', port: 8443 } };
  expect(pinsOf(topology({ sites, links: [probed] }), awsSite('iad', 1)).spokes).toEqual([
    { link: 'vpn', cidr: '10.40.255.4/32' },
  ]);
});
