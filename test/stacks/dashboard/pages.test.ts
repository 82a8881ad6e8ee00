// Which dashboards there are, and that CloudWatch takes them, on plain values: nothing is synthesized.

import { bodyOf, pagesOf } from '../../../lib/stacks/dashboard/pages';
import { DASHBOARD_QUOTAS, fitsQuotas, usageOf } from '../../../lib/stacks/dashboard/quotas';
import { shownOf } from '../../../lib/stacks/dashboard/shown';
import type { Widget } from '../../../lib/stacks/dashboard/widgets';
import type { Topology } from '../../../lib/topology/topology';
import { awsSite, hybrid, peering, premises, ring, topology, triangle } from '../../support/topologies';

/** What the stacks of a site make, and more: alarms of the site and five for each of its links. */
function shown(of: Topology) {
  return shownOf(of, {
    alarmsOf: (site) => {
      const links = of.links.filter(({ between }) => between.includes(site));
      const ofLinks = links.flatMap(({ name }) =>
        ['down', 'drained', 'loss', 'slow', 'silent'].map((what) => `${what}-${name}`),
      );
      return [...Array.from({ length: 40 }, (_, i) => `a-long-name-of-an-alarm-${i}`), ...ofLinks].map(
        (name) => `acme-${site}-${name}`,
      );
    },
    gatewayIdOf: (site) => `\${Gateway${site}}`,
    statusViewArn: 'arn',
    sessionIdOf: (link) => `\${Session${link}}`,
  });
}

/** Forty sites, each linked to the three after it: 120 links. */
function large(): Topology {
  const names = Array.from({ length: 40 }, (_, i) => `s${String(i).padStart(2, '0')}`);
  const sites = names.map((name, i) => awsSite(name, 1, { region: `region-${i}`, cidr: `10.${i}.0.0/16` }));
  const links = names.flatMap((name, i) =>
    [1, 2, 3].map((step) => {
      const other = names[(i + step) % names.length] ?? name;
      return peering(name, other, step, { name: `${name}-${other}` });
    }),
  );
  return topology({ sites, links });
}

const whole = large();
const pages = pagesOf(shown(whole));

test.each([
  ['a triangle', triangle()],
  ['a ring of four', ring()],
  ['one with premises', hybrid()],
])('%s has one dashboard, of the name of the deployment', (_, of) => {
  expect(pagesOf(shown(of)).map(({ name }) => name)).toEqual(['acme']);
});

test('forty sites and 120 links have a front page and a page for each site', () => {
  expect(whole.links).toHaveLength(120);
  expect(pages.map(({ name }) => name)).toEqual(['acme', ...whole.sites.map(({ name }) => `acme-${name}`)]);
  expect(new Set(pages.map(({ name }) => name)).size).toBe(41);
});

test('none of them takes more than CloudWatch gives, though all of it together would', () => {
  for (const { widgets } of pages) {
    const usage = usageOf(widgets);
    for (const quota of Object.keys(DASHBOARD_QUOTAS) as (keyof typeof DASHBOARD_QUOTAS)[])
      expect([quota, usage[quota] <= DASHBOARD_QUOTAS[quota]]).toEqual([quota, true]);
  }
  const together = pages.reduce((sum, { widgets }) => sum + usageOf(widgets).metrics, 0);
  expect(together).toBeGreaterThan(DASHBOARD_QUOTAS.metrics);
});

test('each fits into what CloudFormation takes of a template, with room for more', () => {
  const largest = Math.max(...pages.map((page) => JSON.stringify(bodyOf(page)).length));
  expect(largest).toBeLessThan(600_000);
});

test('every site and link is on the front page, and each link on the pages of both of its sites', () => {
  const text = (name: string) => JSON.stringify(pages.find((page) => page.name === name)?.widgets);
  const front = text('acme');
  for (const { name } of whole.sites) expect(front).toContain(`"${name}: alarms`);
  for (const { name, between } of whole.links) {
    expect(front).toContain(`"Link","${name}","Site","${between[0]}"`);
    for (const site of between) expect(text(`acme-${site}`)).toContain(`"${name}: round trip`);
  }
});

test('each of them says where to find what is not on it', () => {
  const firstOf = (name: string) => pages.find((page) => page.name === name)?.widgets[0]?.properties.markdown;
  expect(firstOf('acme')).toContain('the dashboard `acme-SITE` of each site');
  expect(firstOf('acme-s07')).toContain('the dashboard `acme`');
});

test('the same topology gives the same bodies', () => {
  expect(pagesOf(shown(large())).map(bodyOf)).toEqual(pages.map(bodyOf));
});

test('a site with more alarms than one list takes has several', () => {
  const names = Array.from({ length: 30 }, (_, i) => `s${String(i).padStart(2, '0')}`);
  const hub = topology({
    sites: [awsSite('hub', 1), ...names.map((name) => awsSite(name, 2))],
    links: names.map((name, i) => peering('hub', name, i + 1)),
  });
  const titles = pagesOf(shown(hub))[0]?.widgets.map(({ properties }) => String(properties.title)) ?? [];
  expect(titles.filter((title) => title.startsWith('hub: alarms'))).toEqual([
    'hub: alarms (good: none is red), part 1 of 2',
    'hub: alarms (good: none is red), part 2 of 2',
  ]);
});

test('a link that nothing probes is said to be so, and a site without links has a gateway only', () => {
  const of = topology({
    sites: [awsSite('cmh', 1), awsSite('iad', 2), awsSite('pdx', 3, { vpcs: [] }), premises('ord', 4)],
    links: [peering('cmh', 'iad', 1), peering('iad', 'pdx', 2)],
  });
  const lonely = { ...of, links: of.links.filter(({ name }) => name === 'cmh-iad') };
  const texts = (one: Topology) => JSON.stringify(pagesOf(shown(one))[0]?.widgets);
  expect(texts(of)).toContain('### iad-pdx: is not probed');
  expect(texts(of)).not.toContain('"iad-pdx: round trip');
  expect(texts(lonely)).not.toContain('acme-pdx-reconciler');
  expect(texts(lonely)).toContain(`\${Gatewaypdx}`);
});

test('fails to fit by one metric, widget or alarm too many', () => {
  const widget = (properties: Widget['properties']): Widget => ({ type: 'metric', width: 1, height: 1, properties });
  const filled = (count: number) => Array.from({ length: count }, () => []);
  expect(fitsQuotas([widget({ metrics: filled(500) })])).toBe(true);
  expect(fitsQuotas([widget({ metrics: filled(501) })])).toBe(false);
  expect(fitsQuotas(Array.from({ length: 5 }, () => widget({ metrics: filled(500) })))).toBe(true);
  expect(
    fitsQuotas([...Array.from({ length: 5 }, () => widget({ metrics: filled(500) })), widget({ metrics: [[]] })]),
  ).toBe(false);
  expect(fitsQuotas(Array.from({ length: 500 }, () => widget({})))).toBe(true);
  expect(fitsQuotas(Array.from({ length: 501 }, () => widget({})))).toBe(false);
  expect(fitsQuotas([widget({ alarms: filled(101) })])).toBe(false);
});
