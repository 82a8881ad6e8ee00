// What people hear of links from all sites together, in the same adversity in which the order among sites is proven: links
// fail, the database is cut and lags, controllers die at any call, clocks disagree.

import fc from 'fast-check';
import type { AuditEntry } from '../../lib/controller/audit';
import { play, type Schedule } from './play';
import { adversity, backbones, faultyLinks } from './schedules';
import type { SimWorld } from './sim-world';

/** What people hear of a link, in order, whichever site tells it: how it stands and why. */
function heardOf({ audit }: SimWorld, link: string): readonly string[] {
  const isHeard = (entry: AuditEntry) => entry.link === link && entry.standing !== undefined && !entry.quiet;
  return audit.filter(isHeard).map(({ standing, code }) => `${standing} ${code}`);
}

/** How a link stands by each site's own last word that it has read. */
function standsAt({ read }: SimWorld, link: string): readonly string[] {
  return [...read].map(([name, { publications }]) => {
    const word = publications.find(({ site }) => site === name);
    const { standing, code } = word?.links[link] ?? { standing: 'up', code: 'link-healthy' };
    return `${standing} ${code}`;
  });
}

const repeats = (heard: readonly string[]) => heard.filter((one, i) => one === heard[i - 1]).length;

/** How often a site may tell what another one has told, or tell it twice: each cut has two sides, each death one telling. */
function troubles({ partitions, cutOff, dead }: Schedule): number {
  return 2 * (partitions.length + cutOff.length) + dead.length;
}

test('while all sites see each other, people hear of each change of a link once, and last how it stands', async () => {
  await fc.assert(
    fc.asyncProperty(backbones, faultyLinks, async (backbone, schedule) => {
      const { world } = await play(backbone, schedule);
      for (const { name } of backbone.links) {
        const heard = heardOf(world, name);
        expect(repeats(heard)).toBe(0);
        for (const stands of standsAt(world, name)) expect(stands).toBe(heard.at(-1) ?? 'up link-healthy');
      }
    }),
    { numRuns: 8 },
  );
});

test('while all sites see each other, what is announced is told once, and nothing of it by two sites', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(backbones, faultyLinks, async (backbone, schedule) => {
      const { world } = await play(backbone, { ...schedule, faults: [] });
      const upcoming = world.audit.filter(({ code }) => code.startsWith('maintenance-'));
      const said = upcoming.map(({ code, because, untilMs, fromMs }) =>
        JSON.stringify([code, because, untilMs, fromMs]),
      );
      expect(new Set(said).size).toBe(said.length);
      expect(upcoming.filter(({ site }) => site !== backbone.policy.admission)).toEqual([]);
      told += said.length;
    }),
    { numRuns: 6 },
  );
  expect(told).toBeGreaterThan(0);
});

test('in adversity no side tells the same twice, and when it is over people have heard how each link stands', async () => {
  await fc.assert(
    fc.asyncProperty(backbones, adversity, async (backbone, schedule) => {
      const { world } = await play(backbone, schedule);
      for (const { name } of backbone.links) {
        const heard = heardOf(world, name);
        expect(repeats(heard)).toBeLessThanOrEqual(troubles(schedule));
        for (const stands of standsAt(world, name)) expect(stands).toBe(heard.at(-1) ?? 'up link-healthy');
      }
    }),
    { numRuns: 10 },
  );
});
