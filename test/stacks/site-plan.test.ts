// What a site's controller is told has to be what the templates build: its parameters, read as the controller reads them,
// are compared with what the verifier, which shares no code with the stacks, understands of the same templates.

import fc from 'fast-check';
import { exampleFiles } from '../../.tools/example-files';
import { readSite, topologyIn } from '../../lib/controller/site-plan/read-site';
import { type SiteRouting, siteRouting } from '../../lib/controller/site-routing';
import { comparePrefixes, type Prefix } from '../../lib/net/prefix';
import { topologyId } from '../../lib/routing/topology-id';
import type { Link, Topology } from '../../lib/topology/topology';
import { understand } from '../../lib/verify/verify';
import { hybridBackbones } from '../support/backbones';
import { siteParameters } from '../support/deployed-parameters';
import { synthesized } from '../support/judged';
import { hybrid, topologyOf } from '../support/topologies';

const texts = (prefixes: readonly Prefix[]) => [
  ...new Set([...prefixes].sort(comparePrefixes).map(({ text }) => text)),
];

function routes(held: readonly { readonly prefix: Prefix; readonly attachment: string }[]): readonly string[] {
  return held.map(({ prefix, attachment }) => `${prefix.text} to ${attachment}`).sort();
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** Everything of it, as values whose order does not depend on who made it where it means nothing. */
function stated({ sessionOf, locals, probes, listOf, attachmentOf, linkOf, ...rest }: SiteRouting) {
  return {
    ...rest,
    attachmentOf: sorted(attachmentOf),
    linkOf: sorted(linkOf),
    listOf: sorted(listOf).map(([remote, { entries, ...list }]) => [remote, list, texts(entries)]),
    sessionOf: sorted(sessionOf).map(([link, { announced, edgeStatics, edgeVpcs, allowed, propagatesTo, ...end }]) => [
      link,
      end,
      texts(announced),
      [...propagatesTo].sort(),
      routes(edgeStatics),
      routes(edgeVpcs),
      texts(allowed),
    ]),
    locals: routes(locals.map(({ cidr, attachment }) => ({ prefix: cidr, attachment }))),
    probes: texts(probes),
  };
}

/** What each controller of a topology is told beside what its templates build. */
function comparison(topology: Topology) {
  const assembly = synthesized(topology);
  const { network, backbone } = understand(assembly);
  const { flows: _, ...shape } = backbone;
  const linked = topology.sites.filter(
    ({ name, kind }) => kind === 'aws' && topology.links.some(({ between }) => between.includes(name)),
  );
  return linked.map(({ name }) => {
    const read = readSite(name, siteParameters(assembly, `/${topology.prefix}/${name}`));
    if (read.kind === 'unreadable') throw new Error(`${name}: ${read.why.join('; ')}`);
    expect(topologyIn(siteParameters(assembly, `/${topology.prefix}/${name}`))).toBe(topologyId(read.config.backbone));
    const built = siteRouting(network, name);
    if (!built) throw new Error(`the templates build no gateway with two tables at ${name}`);
    const { flows, ...told } = read.config.backbone;
    return {
      told: { backbone: told, flows, missing: read.config.missing, routing: stated(read.config.routing) },
      built: { backbone: shape, flows: [], missing: [], routing: stated(built) },
      routing: read.config.routing,
    };
  });
}

test.each(exampleFiles())('every controller of $file is told what the templates build', ({ topology }) => {
  const sites = comparison(topology);
  expect(sites.length).toBeGreaterThan(0);
  for (const { told, built } of sites) expect(told).toEqual(built);
});

const probed = (topology: Topology): Topology => ({
  ...topology,
  links: topology.links.map((link): Link => {
    const end = topology.sites.find((site) => site.kind === 'on-prem' && link.between.includes(site.name));
    const [a, b] = (end?.cidr ?? '').split('.');
    return link.kind === 'transit-gateway-peering'
      ? link
      : { ...link, probe: { target: `${a}.${b}.255.${link.index}`, port: 179 } };
  }),
});

test('the controllers of any hybrid backbone are told what the templates build', () => {
  const seen = { statics: 0, pins: 0, allowed: 0, remotes: 0 };
  fc.assert(
    fc.property(hybridBackbones, fc.boolean(), (backbone, withTargets) => {
      const topology = topologyOf(backbone);
      for (const { told, built, routing } of comparison(withTargets ? probed(topology) : topology)) {
        expect(told).toEqual(built);
        const ends = [...routing.sessionOf.values()];
        if (ends.some(({ edgeStatics }) => edgeStatics.some(({ prefix }) => prefix.length < 28))) seen.statics += 1;
        if (ends.some(({ edgeStatics }) => edgeStatics.some(({ prefix }) => prefix.length === 28))) seen.pins += 1;
        if (ends.some(({ allowed }) => allowed.length > 0)) seen.allowed += 1;
        if (routing.listOf.size > 2) seen.remotes += 1;
      }
    }),
    { numRuns: 8 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(2);
});

test('a controller whose site has an existing gateway is told the id that it has', () => {
  const base = hybrid();
  const transitGatewayId = 'tgw-0123456789abcdef0';
  const sites = base.sites.map((site) =>
    site.kind === 'aws' && site.name === 'iad' ? { ...site, transitGatewayId } : site,
  );
  const told = comparison({ ...base, sites }).map(({ routing }) => routing.gateway);
  expect(told).toContain(transitGatewayId);
});
