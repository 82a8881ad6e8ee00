import fc from 'fast-check';
import { publishedOverview, seePublished } from '../../../lib/controller/operator/published-view';
import { statusHtml } from '../../../lib/report/live/status-html';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { operatorSite } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { aNotice, anOrder, MINUTE_MS } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);

async function pageOf(sites: Sites): Promise<string> {
  const at = operatorSite(sites, 's0');
  const view = seePublished(await at.config(), await at.replica(), sites.world.nowMs);
  return statusHtml(publishedOverview(view, new Map()));
}

/** Titles of its parts, and their rows as text. */
function partsOf(html: string): ReadonlyMap<string, readonly string[]> {
  const parts = html.split('<h3>').slice(1);
  return new Map(
    parts.map((part) => {
      const [title = '', body = ''] = part.split('</h3>');
      const rows = body.split('<tr>').slice(2);
      return [
        title,
        rows.map((row) =>
          row
            .replace(/<[^>]*>/g, ' ')
            .replace(/ +/g, ' ')
            .trim(),
        ),
      ] as const;
    }),
  );
}

const FLOWS = 'Flows, as the controllers publish where their tables lead';

test('shows links, the paths of flows and controllers, by one replica alone', async () => {
  const html = await pageOf(await new Sites(TRIANGLE).rounds(6));
  const parts = partsOf(html);
  expect(html).toContain('✔ 3 links: 3 up, 0 drained, 0 down; 6 flows: all arrive');
  expect(html).toContain('No maintenance is on or to come.');
  expect(html).toContain('No order stands.');
  expect(parts.get('Links')?.[0]).toMatch(/^s0-s1 s0 ↔ s1 up .*link-healthy: /);
  expect(parts.get(FLOWS)).toContain('s0 → s1 ✔ s0-s1');
  expect(parts.get('Controllers')).toHaveLength(3);
  expect(html).not.toContain('could not be read');
});

test('shows windows to come and orders, and the detour that a drain has made', async () => {
  const sites = await new Sites(TRIANGLE).rounds(6);
  const startMs = sites.world.nowMs + 60 * MINUTE_MS;
  const notice = aNotice('s1-s2', { startMs, endMs: startMs + MINUTE_MS });
  await sites.know({ orders: [anOrder('drain', 's0-s1', { atMs: sites.world.nowMs })], notices: [notice] }).rounds(20);
  const parts = partsOf(await pageOf(sites));
  expect(parts.get('Orders')?.[0]).toMatch(/^drain s0-s1 /);
  expect(parts.get('Maintenance on or to come')?.[0]).toMatch(/s1-s2/);
  expect(parts.get(FLOWS)).toContain('s0 → s1 ✔ s0-s2 › s1-s2');
});

test('flows that are not known to arrive come first', async () => {
  const sites = await new Sites(TRIANGLE).rounds(6);
  const publications = sites.world.snapshot.publications.filter(({ site }) => site !== 's2');
  sites.know({ publications });
  const rows = partsOf(await pageOf(sites)).get(FLOWS) ?? [];
  const lost = rows.map((row) => row.includes('✘'));
  expect(lost).toContain(true);
  expect(lost).toEqual([...lost].sort((a, b) => Number(b) - Number(a)));
});

const TAGS = /<\/?(?:h2|h3|p|table|tr|th|td)(?: style="[a-z0-9#:;.-]*")?>/g;

test('whatever anybody writes into an order is text, and only so much of it', async () => {
  const sites = await new Sites(TRIANGLE).rounds(2);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 2_000 }), async (reason) => {
      const markup = `<script>alert("${reason}")</script><a href='x'>`;
      sites.know({ orders: [anOrder('freeze', 's0-s1', { reason: markup, atMs: sites.world.nowMs })] });
      const rest = (await pageOf(sites)).replace(TAGS, '');
      expect(rest).not.toMatch(/[<>"']/);
      expect(rest.length).toBeLessThan(20_000);
    }),
    { numRuns: 30 },
  );
});
