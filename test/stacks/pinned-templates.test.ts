// Probes over what the templates build: read back by the verifier, which shares no code with the stacks.

import { applySteering, desiredSteering } from '../../lib/controller/steer';
import { addressAt } from '../../lib/net/prefix';
import type { LinkConditions, Network } from '../../lib/routing/network';
import { farSite } from '../../lib/routing/shortest-paths';
import { trace } from '../../lib/routing/trace';
import { probeEnds, responderAddress } from '../../lib/topology/probe-subnets';
import type { AwsSite, Link } from '../../lib/topology/topology';
import { understand } from '../../lib/verify/verify';
import { synthesized } from '../support/judged';
import { hybrid } from '../support/topologies';

const base = hybrid();
const probed = (link: Link): Link =>
  link.kind === 'transit-gateway-peering' ? link : { ...link, probe: { target: `10.40.255.${link.index}`, port: 443 } };
const given = { ...base, links: base.links.map(probed) };
const { network, backbone } = understand(synthesized(given));
const sites = given.sites.filter((site): site is AwsSite => site.kind === 'aws');

/** The VPC table of a link's probe subnet: the one whose route leads to the far end. */
function tableOf(site: string, far: string): string {
  const vpcs = new Set(network.vpcs.filter((vpc) => vpc.site === site).map(({ id }) => id));
  const table = network.vpcTables.find(
    ({ vpc, routes }) =>
      vpcs.has(vpc) && routes.some(({ prefix, target }) => prefix.text === far && target.kind === 'gateway'),
  );
  if (!table) throw new Error(`no table at ${site} leads to ${far}`);
  return table.id;
}

/** `where over link: outcome by path` of every probe, from probers and from premises. */
function probes(over: Network, conditions: LinkConditions = new Map()): readonly string[] {
  return sites.flatMap((site) =>
    probeEnds(given, site).flatMap(({ link, subnet, far }) => {
      const found = given.links.find(({ name }) => name === link);
      if (!far || !found) return [];
      const there = found.kind === 'transit-gateway-peering' ? responderAddress(far.prefix) : addressAt(far.prefix, 0n);
      const out = trace(over, conditions, { at: 'vpc-table', table: tableOf(site.name, far.prefix.text) }, there);
      const said = [`${site.name} over ${link}: ${out.outcome} by ${out.path.join(' ')}`];
      const router = over.routers.find((one) => one.site === farSite(found, site.name));
      if (!router) return said;
      const back = trace(over, conditions, { at: 'router', router: router.id }, responderAddress(subnet));
      return [...said, `${router.site} over ${link}: ${back.outcome} by ${back.path.join(' ')}`];
    }),
  );
}

const WELL = [
  'cmh over cmh-pdx: delivered by cmh-pdx',
  'cmh over iad-cmh: delivered by iad-cmh',
  'iad over iad-cmh: delivered by iad-cmh',
  'iad over iad-pdx: delivered by iad-pdx',
  'iad over ord-iad-dx: delivered by ord-iad-dx',
  'ord over ord-iad-dx: delivered by ord-iad-dx',
  'iad over ord-iad-vpn: delivered by ord-iad-vpn',
  'ord over ord-iad-vpn: delivered by ord-iad-vpn',
  'pdx over cmh-pdx: delivered by cmh-pdx',
  'pdx over iad-pdx: delivered by iad-pdx',
  'pdx over ord-pdx-dx: delivered by ord-pdx-dx',
  'ord over ord-pdx-dx: delivered by ord-pdx-dx',
];

test('every probe and every answer crosses its own link', () => {
  expect(probes(network)).toEqual(WELL);
});

test.each(given.links.map(({ name }) => name))('they still do while %s is drained', (name) => {
  const steering = desiredSteering(network, new Map(), backbone, new Map([[name, 'drained']]));
  // The VPN carries nothing while all is well: there is only its silence to ask for.
  expect([...steering.overrides, ...steering.withdrawals]).not.toEqual([]);
  expect(probes(applySteering(network, backbone, steering))).toEqual(WELL);
});

test.each(given.links.map(({ name }) => name))('only those of %s are lost when it drops data', (name) => {
  const conditions = new Map([[name, 'grey' as const]]);
  const steering = desiredSteering(network, conditions, backbone, new Map([[name, 'down']]));
  const lost = WELL.map((said) => (said.endsWith(` by ${name}`) ? said.replace('delivered', 'dead-link') : said));
  expect(probes(applySteering(network, backbone, steering), conditions)).toEqual(lost);
});
