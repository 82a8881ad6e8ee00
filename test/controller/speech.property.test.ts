// What people hear of links, whatever happens to links and controllers, and whoever of them tells it.

import fc from 'fast-check';
import type { AuditEntry } from '../../lib/controller/audit';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { SiteRuns } from '../support/site-runs';
import { allGood, anObservation, MINUTE_MS } from '../support/world';

const triangle = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(0, 2), aPeering(1, 2)]);
const SITES = triangle.sites.map(({ name }) => name);
const LINKS = triangle.links.map(({ name }) => name);

type Step =
  | { readonly kind: 'links are bad'; readonly links: readonly string[] }
  | { readonly kind: 'run' | 'two runs at once'; readonly site: string }
  | { readonly kind: 'crash'; readonly site: string; readonly call: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'nobody runs'; readonly minutes: number };

const site = fc.constantFrom(...SITES);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('links are bad' as const), links: fc.subarray(LINKS) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('run' as const), site }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('two runs at once' as const), site }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('nobody runs' as const), minutes: fc.integer({ min: 1, max: 5 }) }),
  },
);

const crash: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('crash' as const),
  site,
  call: fc.integer({ min: 1, max: 12 }),
  when: fc.constantFrom('before' as const, 'after' as const),
});

function observed(bad: readonly string[]) {
  return allGood(triangle).map((one) =>
    bad.includes(one.link) ? anObservation(one.link, one.site, { verdict: 'bad', wasBad: true }) : one,
  );
}

async function happen(sites: SiteRuns, step: Step): Promise<void> {
  switch (step.kind) {
    case 'links are bad':
      return void sites.know({ observations: observed(step.links) });
    case 'run':
      return sites.reconcile(step.site);
    case 'two runs at once':
      return void (await sites.passing(Promise.all([sites.run(step.site), sites.run(step.site)])));
    case 'crash':
      sites.world.crashAt(step.call, step.when);
      return sites.reconcile(step.site);
    case 'nobody runs':
      return sites.world.advance(step.minutes * MINUTE_MS);
  }
}

/** A few minutes in which every controller runs, and nothing else happens. */
async function calm(sites: SiteRuns): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const site of SITES) await sites.reconcile(site);
    sites.world.advance(MINUTE_MS / 2);
  }
}

/** What people hear of a link, in order: how it stands and why. */
function heardOf(sites: SiteRuns, link: string): readonly string[] {
  const isHeard = (entry: AuditEntry) => entry.link === link && entry.standing !== undefined && !entry.quiet;
  return sites.world.audit.filter(isHeard).map(({ standing, code }) => `${standing} ${code}`);
}

/** How a link stands by what a site published last. */
function standsAt(sites: SiteRuns, name: string, link: string): string {
  const word = sites.world.snapshot.publications.find((one) => one.site === name);
  const { standing, code } = word?.links[link] ?? { standing: 'up', code: 'link-healthy' };
  return `${standing} ${code}`;
}

async function afterAll(steps: readonly Step[]): Promise<SiteRuns> {
  const sites = new SiteRuns(triangle);
  await calm(sites);
  for (const one of steps) await happen(sites, one);
  await calm(sites);
  return sites;
}

const repeats = (heard: readonly string[]) => heard.filter((one, i) => one === heard[i - 1]).length;

test('people hear of each change of a link once, and last how it stands, whichever sites are silent meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const sites = await afterAll(steps);
      for (const link of LINKS) {
        const heard = heardOf(sites, link);
        expect(repeats(heard)).toBe(0);
        for (const name of SITES) expect(standsAt(sites, name, link)).toBe(heard.at(-1) ?? 'up link-healthy');
      }
    }),
    { numRuns: 60 },
  );
});

test('a controller that dies has at most one thing of a link told twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      crash,
      fc.array(step, { maxLength: 12 }),
      async (a, died, b) => {
        const sites = await afterAll([...a, died, ...b]);
        for (const link of LINKS) {
          const heard = heardOf(sites, link);
          expect(repeats(heard)).toBeLessThanOrEqual(1);
          for (const name of SITES) expect(standsAt(sites, name, link)).toBe(heard.at(-1) ?? 'up link-healthy');
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('of a link that goes bad while all sites run, people hear once and not once from each site', async () => {
  const sites = await afterAll([{ kind: 'links are bad', links: ['s1-s2'] }]);
  expect(heardOf(sites, 's1-s2')).toEqual(['down link-probes-lost']);
  expect(sites.world.audit.filter(({ link, quiet }) => link === 's1-s2' && quiet).length).toBe(2);
});
