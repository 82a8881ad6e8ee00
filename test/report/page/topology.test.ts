import fc from 'fast-check';
import { topologyPicture } from '../../../lib/report/page/topology/picture';
import { BOX, placeSites } from '../../../lib/report/page/topology/place-sites';
import { riskLetters } from '../../../lib/report/page/topology/words';
import { aPeering, aSite, hybridBackbones } from '../../support/backbones';
import { hybridExample } from '../../support/hybrid';

const sitesOf = (count: number) => Array.from({ length: count }, (_, i) => aSite(i));
const ringOf = (count: number) => sitesOf(count).map((_, i) => aPeering(i, (i + 1) % count));

const drawn = (backbone: Parameters<typeof topologyPicture>[0]) => topologyPicture(backbone)?.toString() ?? '';

it('places a ring as a ring, in its order', () => {
  const count = 12;
  const { sites, width, height } = placeSites(sitesOf(count), ringOf(count), true);
  const angles = sitesOf(count).map(({ name }) => {
    const { x, y } = sites.get(name) ?? { x: 0, y: 0 };
    return Math.atan2(y - height / 2, x - width / 2);
  });
  const turns = angles.map((angle, i) => Math.sin((angles[(i + 1) % count] ?? 0) - angle) > 0);
  expect(new Set(turns).size).toBe(1);
});

it('keeps sites inside the picture and apart from each other, and places them the same each time', () => {
  fc.assert(
    fc.property(hybridBackbones, fc.boolean(), ({ sites, links }, hasLabels) => {
      const places = placeSites(sites, links, hasLabels);
      const points = [...places.sites.values()];
      for (const { x, y } of points) {
        expect(x).toBeGreaterThanOrEqual(BOX.width / 2);
        expect(x).toBeLessThanOrEqual(places.width - BOX.width / 2);
        expect(y).toBeGreaterThanOrEqual(BOX.height / 2);
        expect(y).toBeLessThanOrEqual(places.height - BOX.height / 2);
      }
      const close = points.filter((a, i) =>
        points.some((b, k) => k < i && Math.abs(a.x - b.x) < BOX.width && Math.abs(a.y - b.y) < BOX.height),
      );
      expect(close).toEqual([]);
      expect(placeSites(sites, links, hasLabels)).toEqual(places);
    }),
    { numRuns: 15 },
  );
});

it('places sites that no link joins, and one alone, and draws nothing of none', () => {
  expect(placeSites(sitesOf(3), [aPeering(0, 1)], true).sites.size).toBe(3);
  expect(placeSites(sitesOf(1), [], true).sites.get('s0')).toEqual({ x: 112, y: 63 });
  expect(topologyPicture({ sites: [], links: [] })).toBeUndefined();
});

it('draws every site and link with its name, kind, cost and the letters of its shared risks', () => {
  const { sites, links } = hybridExample();
  const svg = drawn({ sites, links });
  for (const { name, kind, cost } of links) {
    expect(svg).toContain(`<g class="link ${kind} " data-link="${name}"><title>${name}: `);
    expect(svg).toContain(`>${name} · ${cost}</text>`);
  }
  for (const { name, kind } of sites) expect(svg).toContain(`<g class="site ${kind} " data-site="${name}">`);
  expect([...riskLetters(links)]).toEqual([
    ['carrier-a', 'A'],
    ['carrier-c', 'B'],
    ['isp-b', 'C'],
    ['ord-meet-me-room-1', 'D'],
    ['ord-meet-me-room-2', 'E'],
  ]);
  expect(svg.match(/<g class="risk">/g)).toHaveLength(5);
});

it('draws links between the same two sites beside each other', () => {
  const svg = drawn({ sites: sitesOf(2), links: [aPeering(0, 1), { ...aPeering(0, 1), name: 'again' }] });
  const runs = [...svg.matchAll(/class="run" d="([^"]+)"/g)].map(([, path]) => path);
  expect(new Set(runs).size).toBe(2);
});

it('has a letter for each of more shared risks than there are letters', () => {
  const names = Array.from({ length: 60 }, (_, i) => `risk-${String(i).padStart(2, '0')}`);
  const letters = riskLetters(names.map((name) => ({ sharedRisks: [name] })));
  expect(new Set(letters.values()).size).toBe(60);
  expect(letters.get('risk-26')).toBe('A1');
});

it('marks what differs from before by a sign as well as by a class', () => {
  const [sites, links] = [sitesOf(2), [aPeering(0, 1)]];
  const svg = drawn({
    sites,
    links,
    marks: { sites: new Map([['s1', 'added']]), links: new Map([['s0-s1', 'removed']]) },
  });
  expect(svg).toContain('>+ s1</text>');
  expect(svg).toContain('>− s0-s1 · 10</text>');
  expect(svg).toContain('class="link transit-gateway-peering removed"');
});

it('draws no markup out of names', () => {
  const evil = '"><script>alert(1)</script>';
  const [site, other] = [{ ...aSite(0), name: evil, aggregate: evil }, aSite(1)];
  const link = { ...aPeering(0, 1), name: evil, sharedRisks: [evil], between: [evil, 's1'] as const };
  const svg = drawn({ sites: [site, other], links: [link] });
  expect(svg).not.toContain('<script');
  expect(svg).not.toMatch(/="[^"]*[<>]/);
});
