// A topology is deployed to one site after the other, and links fail or are to be drained while sites go by different ones.

import fc from 'fast-check';
import type { Backbone, BackboneLink } from '../../lib/routing/backbone';
import { aBackbone, aPeering, aSite, POLICY } from '../support/backbones';
import { Judge } from './judge';
import { play } from './play';
import { backbones, faultyLinks } from './schedules';
import { type Circumstances, MINUTE_MS, SimWorld } from './sim-world';

/** More runs look further. */
const RUNS = Number(process.env.DETOUR_SIM_RUNS ?? 15);
const LIMIT_MS = 60_000 + RUNS * 40_000;
/** Until a link is found bad or good again (10 answers, 5 s apart), and until 6 sites have moved one after the other. */
const HARM_MS = 50_000 + 6 * 4_600;
const LOOP_MS = 20_000;

const SITES = [aSite(0), aSite(1), aSite(2), aSite(3)];
const probe = { ...POLICY.probe, intervalMs: 5_000 };
/** A link is found bad, and the sites on the new path have moved one after the other. */
const REPAIRED_MS = 3 * 5_000 + 500 + 4_000;

function topology(links: readonly BackboneLink[]): Backbone {
  return aBackbone(SITES, links, { probe, holdDownMs: 2 * MINUTE_MS });
}

//        s3        Everybody reaches s3 by way of s2. Without the link between them s0 and s1 are left, and the topology
//      / |  \      says which of the two has the cheap way; the link between these two is cheap.
//    s0  s2  s1
const around = [aPeering(0, 1, 1), aPeering(0, 2, 1), aPeering(1, 2, 1), aPeering(2, 3, 1)];
const before = topology([...around, aPeering(0, 3, 5), aPeering(1, 3, 20)]);
const after = topology([...around, aPeering(0, 3, 20), aPeering(1, 3, 5)]);

/** The cheap way to s3 is the direct one, for s0 and s1 alike. */
const direct = topology([...around, aPeering(0, 3, 1), aPeering(1, 3, 1)]);

function worldOf(circumstances: Partial<Circumstances> = {}) {
  const world = new SimWorld(before, circumstances);
  const judge = new Judge(world);
  world.start();
  const until = (minute: number) => world.clock.run(minute * MINUTE_MS);
  const said = (code: string, link: string) => world.audit.find((e) => e.code === code && e.link === link);
  return { world, judge, until, said };
}

test('a link that is down is left at once while sites would each take the way of the other', async () => {
  const { world, judge, until } = worldOf();
  world.deploy('s0', after, 10 * MINUTE_MS);
  world.fault('s2-s3', { fromMs: 20 * MINUTE_MS, toMs: 60 * MINUTE_MS });
  await until(20 + REPAIRED_MS / MINUTE_MS);
  expect(judge.undelivered()).toEqual([]);
  await until(40);
  expect(judge.undelivered()).toEqual([]);
  for (const site of ['s1', 's2', 's3']) world.deploy(site, after, 45 * MINUTE_MS);
  await until(90);
  expect([judge.violations, judge.undelivered()]).toEqual([[], []]);
  expect(judge.loops.longestMs).toBeLessThan(10_000);
  expect(world.failures).toEqual([]);
});

test('a drain that is announced meanwhile waits until the topology has reached all sites, and then begins', async () => {
  const { world, judge, until, said } = worldOf();
  world.deploy('s0', after, 10 * MINUTE_MS);
  world.notice('s2-s3', { fromMs: 15 * MINUTE_MS, toMs: 70 * MINUTE_MS });
  await until(44);
  expect(said('link-drain-waits', 's2-s3')).toBeDefined();
  expect(said('drain-admitted', 's2-s3')).toBeUndefined();
  expect(said('drain-queued', 's2-s3')?.because).toContain('let its deployment finish');
  for (const site of ['s1', 's2', 's3']) world.deploy(site, after, 45 * MINUTE_MS);
  await until(48);
  expect(said('drain-complete', 's2-s3')).toBeDefined();
  expect(judge.linksInUse()).not.toContain('s2-s3');
  await until(90);
  expect([judge.violations, judge.undelivered(), world.failures]).toEqual([[], [], []]);
  expect(judge.loops.longestMs).toBe(0);
});

test('a drain that began before goes on, and ends, while the topology is deployed', async () => {
  const { world, judge, until, said } = worldOf();
  world.notice('s2-s3', { fromMs: 5 * MINUTE_MS, toMs: 30 * MINUTE_MS });
  await until(8);
  expect(said('drain-complete', 's2-s3')).toBeDefined();
  world.deploy('s0', after, 10 * MINUTE_MS);
  await until(28);
  expect(judge.linksInUse()).not.toContain('s2-s3');
  await until(32);
  expect(said('drain-ended', 's2-s3')).toBeDefined();
  for (const site of ['s1', 's2', 's3']) world.deploy(site, after, 45 * MINUTE_MS);
  await until(60);
  expect(judge.linksInUse()).toContain('s2-s3');
  expect([judge.violations, judge.undelivered(), world.failures]).toEqual([[], [], []]);
  expect(judge.loops.longestMs).toBe(0);
});

describe('routes that are deployed before the controller knows of the topology', () => {
  const codes = (world: SimWorld) => world.audit.map(({ site, code }) => `${site} ${code}`);
  const of = (world: SimWorld, ...wanted: readonly string[]) =>
    codes(world).filter((said) => wanted.some((code) => said.endsWith(code)));

  test('are blamed on nobody, at whichever site, and are as they should be when it does', async () => {
    const { world, judge, until } = worldOf();
    for (const [i, site] of ['s0', 's1', 's2', 's3'].entries()) {
      world.deployRoutes(site, direct, (10 + 8 * i) * MINUTE_MS);
      world.goBy(site, direct, (15 + 8 * i) * MINUTE_MS);
    }
    await until(60);
    expect(of(world, 'changed-by-others', 'deployment-unfinished', 'residual-route')).toEqual([]);
    expect([judge.violations, judge.undelivered(), world.failures]).toEqual([[], [], []]);
  });

  test('are told once of a deployment that was given up there, after an hour, until it is finished', async () => {
    const { world, until } = worldOf();
    world.deployRoutes('s0', direct, 10 * MINUTE_MS);
    await until(69);
    expect(of(world, 'changed-by-others', 'deployment-unfinished')).toEqual([]);
    await until(200);
    expect(of(world, 'changed-by-others', 'deployment-unfinished')).toEqual(['s0 deployment-unfinished']);
    expect(world.audit.find(({ code }) => code === 'deployment-unfinished')?.because).toContain('over s0-s3 to s3');
    world.goBy('s0', direct, 201 * MINUTE_MS);
    await until(230);
    expect(of(world, 'changed-by-others', 'deployment-unfinished')).toHaveLength(1);
  });

  test('are blamed on others at once where nothing is deployed', async () => {
    const { world, until } = worldOf();
    world.clock.at(10 * MINUTE_MS, () => {
      const { network } = world.fabric;
      const tables = network.tables.map((table) =>
        table.id === 's0/spokes'
          ? { ...table, routes: table.routes.filter(({ origin }) => origin !== 'static') }
          : table,
      );
      world.fabric.changeNetwork({ ...network, tables });
    });
    await until(12);
    expect(new Set(of(world, 'changed-by-others'))).toEqual(new Set(['s0 changed-by-others']));
  });
});

test('traffic that is lost does not wait for a site whose controller is dead', async () => {
  const dead = [{ site: 's0', fromMs: 3 * MINUTE_MS, toMs: 50 * MINUTE_MS }];
  const { world, judge, until } = worldOf({ dead });
  world.fault('s2-s3', { fromMs: 20 * MINUTE_MS, toMs: 40 * MINUTE_MS });
  await until(20 + REPAIRED_MS / MINUTE_MS);
  expect(judge.undelivered()).toEqual([]);
  await until(70);
  expect([judge.violations, judge.undelivered()]).toEqual([[], []]);
});

const costs = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 20, maxLength: 20 });
/** By site, when its controller goes by the other topology, and when by the first again. */
const spans = fc.array(fc.record({ from: fc.integer({ min: 1, max: 15 }), length: fc.integer({ min: 1, max: 15 }) }), {
  minLength: 1,
  maxLength: 6,
});

function recosted(backbone: Backbone, cost: readonly number[]): Backbone {
  return { ...backbone, links: backbone.links.map((link, i) => ({ ...link, cost: cost[i % cost.length] ?? 1 })) };
}

test(
  'whatever costs sites go by for a while, no table change loses a flow, and what is lost is rescued',
  async () => {
    let [changes, rescues] = [0, 0];
    await fc.assert(
      fc.asyncProperty(backbones, faultyLinks, costs, spans, async (backbone, schedule, cost, mixed) => {
        const other = recosted(backbone, cost);
        const { judge, world, overridesLeft } = await play(backbone, schedule, (simulated) => {
          for (const [i, { name }] of backbone.sites.entries()) {
            const span = mixed[i % mixed.length];
            if (!span || i % 3 === 2) continue;
            simulated.goBy(name, other, span.from * MINUTE_MS);
            simulated.goBy(name, backbone, (span.from + span.length) * MINUTE_MS);
          }
          return Math.max(...mixed.map(({ from, length }) => from + length)) * MINUTE_MS;
        });
        changes += judge.changes;
        rescues += judge.rescues;
        expect([judge.violations, judge.undelivered(), world.failures]).toEqual([[], [], []]);
        expect(overridesLeft).toBe(0);
        expect(judge.harm.longestMs > HARM_MS ? judge.harm.longest : '').toBe('');
        expect(judge.loops.longestMs > LOOP_MS ? judge.loops.longest : '').toBe('');
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(changes).toBeGreaterThan(10 * RUNS);
    expect(rescues).toBeGreaterThan(RUNS);
  },
  LIMIT_MS,
);
