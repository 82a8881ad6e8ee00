import fc from 'fast-check';
import { evacuatedSites, refusalToEvacuate } from '../../../lib/controller/names/evacuated';
import { anOrder, NOW_MS } from '../../support/world';

const NOBODY: ReadonlySet<string> = new Set();
const SERVED = [
  { name: 'orders-db', sites: ['iad', 'pdx'] },
  { name: 'users', sites: ['pdx', 'cmh', 'iad'] },
];
const refused = (site: string, evacuated: readonly string[] = [], unreached: readonly string[] = []) =>
  refusalToEvacuate(site, SERVED, { evacuated: new Set(evacuated), unreached: new Set(unreached) });

test('orders evacuate the sites that they name, until they expire', () => {
  const orders = [
    anOrder('evacuate', undefined, { site: 'iad', expiresMs: NOW_MS + 1 }),
    anOrder('evacuate', undefined, { site: 'pdx', expiresMs: NOW_MS }),
    anOrder('freeze', undefined, { site: 'cmh' }),
  ];
  expect(evacuatedSites(orders, NOW_MS)).toEqual(new Set(['iad']));
});

test('a site may be evacuated as long as another one serves whatever it does', () => {
  expect(refused('iad')).toEqual([]);
  expect(refused('iad', ['cmh'])).toEqual([]);
  expect(refused('iad', ['iad'])).toEqual([]);
});

test('a site that no service is at may always be evacuated', () => {
  expect(refused('dub', ['iad', 'pdx', 'cmh'])).toEqual([]);
});

test('fails to evacuate both sites of a service, and names the service and what became of the others', () => {
  expect(refused('pdx', ['iad'])).toEqual([
    'pdx is the last site that serves orders-db: iad is evacuated; bring another one back first',
  ]);
  expect(refused('pdx', [], ['iad'])[0]).toContain('iad cannot be reached');
});

test('fails to evacuate the last of three, for each service that it is the last of', () => {
  expect(refused('pdx', ['iad'], ['cmh'])).toEqual([
    'pdx is the last site that serves orders-db: iad is evacuated; bring another one back first',
    'pdx is the last site that serves users: cmh cannot be reached, iad is evacuated; bring another one back first',
  ]);
});

test('fails to evacuate the only site of a service', () => {
  const unusable = { evacuated: NOBODY, unreached: NOBODY };
  expect(refusalToEvacuate('iad', [{ name: 'a', sites: ['iad'] }], unusable)).toEqual([
    'iad is the last site that serves a: it is nowhere else; bring another one back first',
  ]);
});

test('whatever is evacuated one after the other, unless it is refused, every service keeps a site', () => {
  const sites = ['a', 'b', 'c', 'd'];
  const services = fc.array(fc.subarray(sites, { minLength: 2 }), { minLength: 1, maxLength: 4 });
  let refusals = 0;
  fc.assert(
    fc.property(services, fc.shuffledSubarray(sites), (served, wishes) => {
      const named = served.map((at, i) => ({ name: `s${i}`, sites: at }));
      const evacuated = new Set<string>();
      for (const site of wishes) {
        const reasons = refusalToEvacuate(site, named, { evacuated, unreached: NOBODY });
        if (reasons.length === 0) evacuated.add(site);
        else refusals += 1;
      }
      for (const at of served) expect(at.some((site) => !evacuated.has(site))).toBe(true);
    }),
  );
  expect(refusals).toBeGreaterThan(10);
});
