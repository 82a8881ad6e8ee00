import fc from 'fast-check';
import { effectiveLink, goesTo, withoutOverrides } from '../../lib/controller/effective';
import { applyOverrides, desiredOverrides, overridesFor, referencedRoutes } from '../../lib/controller/overrides';
import { type OverrideChange, planOverrides, type SteeredTables } from '../../lib/controller/plan';
import { type SiteRouting, STEERED_TABLES, siteRouting } from '../../lib/controller/site-routing';
import { prefix } from '../../lib/net/prefix';
import type { Backbone } from '../../lib/routing/backbone';
import type { GatewayRoute, GatewayTable, Network } from '../../lib/routing/network';
import { nextHops, type Standing, workingDestinations } from '../../lib/routing/shortest-paths';
import { aBackbone, aPeering, aSite, peeredBackbones } from '../support/backbones';
import { networkOf } from '../support/networks';
import { siteIn, standing, steeredNetwork } from '../support/world';

function withStandings(backbone: Backbone) {
  const one = fc.constantFrom<Standing[]>('up', 'up', 'drained', 'down');
  const each = fc.array(one, { minLength: backbone.links.length, maxLength: backbone.links.length });
  return each.map((all) => new Map(backbone.links.map(({ name }, i) => [name, all[i] ?? 'up'])));
}
/** A backbone, how its links stood when its tables were written, and how they stand now. */
const worlds = peeredBackbones.chain((backbone) =>
  fc.record({ backbone: fc.constant(backbone), old: withStandings(backbone), now: withStandings(backbone) }),
);

function specificsOf(backbone: Backbone, site: string) {
  return (backbone.sites.find(({ name }) => name === site)?.specifics ?? []).map(prefix);
}

/** The tables after these writes, refusing what EC2 refuses. */
function written(tables: SteeredTables, changes: readonly OverrideChange[], routing: SiteRouting): SteeredTables {
  const after: Record<string, GatewayTable> = { ...tables };
  for (const { table: name, remote, before, after: link } of changes) {
    const [table, list] = [after[name], routing.listOf.get(remote)];
    if (!table || !list) throw new Error('no such table or list');
    const others = table.routes.filter((route) => route.source !== list.id);
    if (others.length < table.routes.length !== (before !== null)) throw new Error('the API would refuse this');
    const attachment = link === null ? undefined : routing.attachmentOf.get(link);
    const added = attachment === undefined ? [] : referencedRoutes(list, attachment);
    after[name] = { ...table, routes: [...others, ...added] };
  }
  return { transit: after.transit ?? tables.transit, spokes: after.spokes ?? tables.spokes };
}

test('in the steady state no site wants an override, and every plan is empty', () => {
  fc.assert(
    fc.property(peeredBackbones, (backbone) => {
      const network = networkOf(backbone);
      for (const { name } of backbone.sites) {
        const { routing, tables } = siteIn(network, name);
        expect(overridesFor(routing, tables, backbone, new Map())).toEqual([]);
        expect(planOverrides(routing, tables, backbone, [])).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});

test('whatever stood before, the plan gives exactly the shortest paths, and planning again finds nothing to do', () => {
  let changed = 0;
  fc.assert(
    fc.property(worlds, ({ backbone, old, now }) => {
      const network = steeredNetwork(backbone, old);
      for (const { name } of backbone.sites) {
        const { routing, tables } = siteIn(network, name);
        const changes = planOverrides(routing, tables, backbone, overridesFor(routing, tables, backbone, now));
        changed += changes.length;
        const after = written(tables, changes, routing);
        const working = workingDestinations(backbone, name, now);
        for (const [remote, link] of nextHops(backbone, name, now))
          for (const table of working.has(remote) ? STEERED_TABLES : []) {
            const effective = effectiveLink(after[table], specificsOf(backbone, remote), routing);
            expect(effective).toEqual({ kind: 'link', link: link.name });
          }
        expect(planOverrides(routing, after, backbone, overridesFor(routing, after, backbone, now))).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
  expect(changed).toBeGreaterThan(200);
});

test('where no working path is known, what stands stays', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, old }) => {
      const network = steeredNetwork(backbone, old);
      const [{ name } = { name: '' }] = backbone.sites;
      const allDown = new Map(backbone.links.map((link) => [link.name, 'down' as const]));
      const { routing, tables } = siteIn(network, name);
      expect(planOverrides(routing, tables, backbone, overridesFor(routing, tables, backbone, allDown))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('a plan says of each change where the traffic goes before and after, adds and moves first and removals last', () => {
  fc.assert(
    fc.property(worlds, ({ backbone, old, now }) => {
      const network = steeredNetwork(backbone, old);
      for (const { name } of backbone.sites) {
        const { routing, tables } = siteIn(network, name);
        const changes = planOverrides(routing, tables, backbone, overridesFor(routing, tables, backbone, now));
        const removals = changes.map(({ after }) => after === null);
        expect([...removals].sort()).toEqual(removals);
        for (const { remote, table, from, to, before, after } of changes) {
          const stood = workingDestinations(backbone, name, old).has(remote) ? old : new Map();
          expect(from).toEqual({ kind: 'link', link: nextHops(backbone, name, stood).get(remote)?.name });
          expect(to).toEqual({ kind: 'link', link: nextHops(backbone, name, now).get(remote)?.name });
          expect(before).not.toBe(after);
          expect(STEERED_TABLES).toContain(table);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('overrides and plans do not depend on the order of links, routes, attachments and prefix lists', () => {
  const shuffled = worlds.chain((world) =>
    fc.record({
      world: fc.constant(world),
      links: fc.shuffledSubarray([...world.backbone.links], { minLength: world.backbone.links.length }),
    }),
  );
  const planned = (network: Network, backbone: Backbone, now: ReadonlyMap<string, Standing>) =>
    backbone.sites.map(({ name }) => {
      const { routing, tables } = siteIn(network, name);
      return planOverrides(routing, tables, backbone, overridesFor(routing, tables, backbone, now));
    });
  fc.assert(
    fc.property(shuffled, ({ world: { backbone, old, now }, links }) => {
      const network = steeredNetwork(backbone, old);
      const other: Network = {
        ...network,
        tables: network.tables.map((table) => ({ ...table, routes: [...table.routes].reverse() })),
        attachments: [...network.attachments].reverse(),
        prefixLists: [...network.prefixLists].reverse(),
      };
      expect(planned(other, { ...backbone, links }, now)).toEqual(planned(network, backbone, now));
    }),
    { numRuns: 200 },
  );
});

const triangle = aBackbone([aSite(0), aSite(1, 'aws', 2), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);

function leak(network: Network, table: string, to: string, attachment: string): Network {
  const route: GatewayRoute = {
    prefix: prefix(to),
    origin: 'static',
    target: { kind: 'attachment', attachment },
    source: 'leaked',
  };
  const tables = network.tables.map((t) => (t.id === table ? { ...t, routes: [...t.routes, route] } : t));
  return { ...network, tables };
}

function effectiveAt(network: Network, remote: string) {
  const { routing, tables } = siteIn(network, 's0');
  return effectiveLink(tables.spokes, specificsOf(triangle, remote), routing);
}

describe('what a table does now', () => {
  const drained = standing({ 's0-s1': 'drained' });

  test('is the link of the longest match, baseline or override', () => {
    expect(effectiveAt(networkOf(triangle), 's1')).toEqual({ kind: 'link', link: 's0-s1' });
    expect(effectiveAt(steeredNetwork(triangle, drained), 's1')).toEqual({ kind: 'link', link: 's0-s2' });
  });

  test('is split when a longer route was leaked, even under an override', () => {
    const leaked = leak(steeredNetwork(triangle, drained), 's0/spokes', '10.1.64.0/28', 's0-s1');
    expect(effectiveAt(leaked, 's1')).toEqual({ kind: 'split', links: ['s0-s1', 's0-s2'] });
    expect(effectiveAt(leaked, 's2')).toEqual({ kind: 'link', link: 's0-s2' });
  });

  test('is split with a part that goes over no link when a longer route leads to a VPC', () => {
    const leaked = leak(networkOf(triangle), 's0/spokes', '10.1.0.0/24', 'vpc-0');
    expect(effectiveAt(leaked, 's1')).toEqual({ kind: 'split', links: ['(none)', 's0-s1'] });
  });

  test('is none when no route matches', () => {
    const { routing } = siteIn(networkOf(triangle), 's0');
    expect(effectiveLink({ routes: [] }, specificsOf(triangle, 's1'), routing)).toEqual({ kind: 'none' });
    expect(goesTo({ kind: 'none' }, 's0-s1')).toBe(false);
  });

  test('a leak that the override outranks makes an override and then nothing more', () => {
    const leaked = leak(networkOf(triangle), 's0/spokes', '10.1.0.0/18', 's0-s2');
    const overrides = desiredOverrides(leaked, triangle, new Map(), 's0');
    expect(overrides).toEqual([{ site: 's0', table: 'spokes', remote: 's1', link: 's0-s1' }]);
    expect(effectiveAt(applyOverrides(leaked, overrides), 's1')).toEqual({ kind: 'link', link: 's0-s1' });
  });
});

test('beneath the overrides lies the baseline, and routes of lists the controller does not own are part of it', () => {
  const network = steeredNetwork(triangle, standing({ 's0-s1': 'drained' }));
  const { routing, tables } = siteIn(network, 's0');
  const baseline = siteIn(networkOf(triangle), 's0').tables;
  expect(withoutOverrides(tables.spokes, routing).routes).toEqual(baseline.spokes.routes);
  expect(withoutOverrides(baseline.spokes, routing)).toBe(baseline.spokes);
  const foreign = { ...tables.spokes, routes: tables.spokes.routes.map((route) => ({ ...route, source: 'pl-other' })) };
  expect(withoutOverrides(foreign, routing)).toBe(foreign);
});

test('an override that points at an attachment nobody knows is replaced, and removed where none is wanted', () => {
  const { routing, tables } = siteIn(networkOf(triangle), 's0');
  const list = routing.listOf.get('s1');
  const lost = list ? referencedRoutes(list, 'tgw-attach-gone') : [];
  const odd = { ...tables, spokes: { ...tables.spokes, routes: [...tables.spokes.routes, ...lost] } };
  const plan = (standings: ReadonlyMap<string, Standing>) =>
    planOverrides(routing, odd, triangle, overridesFor(routing, odd, triangle, standings))
      .filter(({ table }) => table === 'spokes')
      .map(({ before, after }) => ({ before, after }));
  expect(plan(new Map())).toEqual([{ before: '(unknown)', after: null }]);
  expect(plan(standing({ 's0-s1': 'drained' }))).toEqual([{ before: '(unknown)', after: 's0-s2' }]);
});

test('a site without both tables has nothing to steer with, and wants no overrides', () => {
  const network = networkOf(triangle);
  const tables = network.tables.filter(({ id }) => id !== 's0/transit');
  expect(siteRouting({ ...network, tables }, 's0')).toBeUndefined();
  expect(siteRouting(network, 's9')).toBeUndefined();
  expect(desiredOverrides({ ...network, tables }, triangle, standing({ 's0-s1': 'down' }), 's0')).toEqual([]);
});

test('a list of one VPC is not a list of the whole site', () => {
  const network = networkOf(triangle);
  const prefixLists = network.prefixLists.map((list) => ({ ...list, vpc: 'core' }));
  expect(siteIn({ ...network, prefixLists }, 's0').routing.listOf.size).toBe(0);
});
