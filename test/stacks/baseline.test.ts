import fc from 'fast-check';
import type { Backbone } from '../../lib/routing/backbone';
import { type BaselineHop, baselineOf } from '../../lib/stacks/baseline';
import { toBackbone } from '../../lib/topology/backbone';
import { hybridBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { hybrid } from '../support/topologies';

function lines(hops: readonly BaselineHop[]): readonly string[] {
  return hops.map(({ destination, link }) => `${destination.aggregate} ${link.name}`).sort();
}

/** The static routes of a site's tables, as a statement of the baseline that shares no code with the stacks has them. */
function stated(backbone: Backbone, site: string): Readonly<Record<string, readonly string[]>> {
  const tables = networkOf(backbone).tables.filter(({ gateway }) => gateway === site);
  return Object.fromEntries(
    tables.map(({ name, routes }) => [
      name,
      routes
        .flatMap(({ origin, prefix, target }) =>
          origin === 'static' && target.kind === 'attachment' ? [`${prefix.text} ${target.attachment}`] : [],
        )
        .sort(),
    ]),
  );
}

function built({ spokes, transit, edge }: ReturnType<typeof baselineOf>, vpns: readonly string[]) {
  const edges = vpns.map((vpn) => [`edge-${vpn}`, lines(edge)]);
  return { spokes: lines(spokes), transit: lines(transit), ...Object.fromEntries(edges) };
}

function vpnsAt({ links }: Backbone, site: string): readonly string[] {
  return links.flatMap(({ name, kind, between }) =>
    kind === 'site-to-site-vpn' && between.includes(site) ? [name] : [],
  );
}

const example = toBackbone(hybrid());

test('a site with its own BGP link to premises falls back to a peering from spokes, and from nowhere else', () => {
  const { spokes, transit, edge } = baselineOf(example, 'iad');
  expect(lines(spokes)).toEqual(['10.20.0.0/16 iad-cmh', '10.30.0.0/16 iad-pdx', '10.40.0.0/16 iad-pdx']);
  expect(lines(transit)).toEqual(['10.20.0.0/16 iad-cmh', '10.30.0.0/16 iad-pdx']);
  expect(lines(edge)).toEqual(['10.20.0.0/16 iad-cmh', '10.30.0.0/16 iad-pdx']);
});

test('a site without one leads to premises from both tables', () => {
  const { spokes, transit } = baselineOf(example, 'cmh');
  expect(lines(spokes)).toEqual(['10.10.0.0/16 iad-cmh', '10.30.0.0/16 cmh-pdx', '10.40.0.0/16 cmh-pdx']);
  expect(lines(transit)).toEqual(lines(spokes));
});

test('premises that no peering leads to have no static route', () => {
  const links = hybrid().links.filter(({ name }) => name !== 'ord-pdx-dx');
  const { spokes } = baselineOf(toBackbone(hybrid({ links })), 'iad');
  expect(lines(spokes)).toEqual(['10.20.0.0/16 iad-cmh', '10.30.0.0/16 iad-pdx']);
});

test('every backbone has the baseline that is stated of it', () => {
  const seen = { floating: 0, edge: 0, beyond: 0 };
  fc.assert(
    fc.property(hybridBackbones, (backbone) => {
      for (const { name, kind } of backbone.sites) {
        if (kind !== 'aws') continue;
        const baseline = baselineOf(backbone, name);
        const vpns = vpnsAt(backbone, name);
        expect(built(baseline, vpns)).toEqual(stated(backbone, name));
        seen.floating += baseline.spokes.length - baseline.transit.length;
        seen.edge += vpns.length;
        seen.beyond += baseline.transit.length - baseline.edge.length;
      }
    }),
    { numRuns: 1_000 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(300);
});
