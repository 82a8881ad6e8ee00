import { overviewOf } from '../../../lib/controller/operator/overview';
import { agoText, spanText } from '../../../lib/report/live/age';
import { gridLines } from '../../../lib/report/live/grid';
import { statusNews, statusText } from '../../../lib/report/live/status';
import { unreadLine } from '../../../lib/report/live/unread';
import type { Palette } from '../../../lib/report/palette';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { seen, type Trouble } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { anOrder, MINUTE_MS } from '../../support/world';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };
const PAIR = aBackbone([aSite(0), aSite(1)], [aPeering(0, 1)]);

async function overview(sites: Sites, trouble: Trouble = {}) {
  return overviewOf(await seen(sites, trouble), new Map());
}

describe('lengths of time', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [119_999, '119 s'],
    [120_000, '2 min'],
    [119 * MINUTE_MS, '119 min'],
    [120 * MINUTE_MS, '2 h'],
    [47 * 60 * MINUTE_MS, '47 h'],
    [48 * 60 * MINUTE_MS, '2 d'],
  ])('%d ms are %s', (ms, text) => expect(spanText(ms)).toBe(text));

  it('are counted back from now', () => expect(agoText(1_000, 4_000)).toBe('3 s ago'));
});

describe('a grid', () => {
  it('has columns below each other, and no lines around them', () => {
    expect(
      gridLines(
        ['a', 'bb'],
        [
          ['x', 'y'],
          ['long', ''],
        ],
        PLAIN,
      ),
    ).toEqual(['a     bb', 'x     y', 'long']);
  });

  it('without rows is nothing', () => expect(gridLines(['a'], [], PLAIN)).toEqual([]));

  it('prints nothing that would repaint the terminal', () => {
    const text = 'x\u001b[2J\ny';
    const lines = gridLines(['a'], [[text], [{ text, style: 'red' }]], PLAIN);
    expect(lines).toEqual(['a', 'x\\u001b[2J\\u000ay', 'x\\u001b[2J\\u000ay']);
  });
});

describe('the status', () => {
  it('of a healthy backbone fits on a page', async () => {
    const text = statusText(await overview(await new Sites(PAIR).rounds(6)), PLAIN);
    expect(text).toBe(`generated at 2026-01-05T12:00:12Z, as s0 sees it

site  region        last word        view
s0    region of s0  fresh, 10 s ago  same  admits drains
s1    region of s1  fresh, 11 s ago  same

link   between  standing  since  why
s0-s1  s0 ↔ s1  up               link-healthy: probes are answered and nobody announced maintenance

flow     now
s0 → s1  ✔ s0-s1
s1 → s0  ✔ s0-s1

✔ 1 link: 1 up, 0 drained, 0 down; 2 flows: all arrive`);
  });

  it('claims nothing about links and flows when no replica could be read', async () => {
    const text = statusText(
      await overview(await new Sites(PAIR).rounds(6), { s0: ['replica'], s1: ['replica'] }),
      PLAIN,
    );
    expect(text).toContain('no replica of the database could be read');
    expect(text).not.toContain('✔');
  });

  it('shows of many flows only those of which something is to be seen', async () => {
    const sites = Array.from({ length: 7 }, (_, i) => aSite(i));
    const links = Array.from({ length: 6 }, (_, i) => aPeering(i, i + 1));
    const many = await new Sites(aBackbone(sites, links)).rounds(6);
    expect(statusText(await overview(many), PLAIN)).not.toContain(' → ');
    expect(statusText(await overview(many), PLAIN)).toContain('42 flows: all arrive');
    many.know({ publications: many.world.snapshot.publications.filter(({ site }) => site !== 's3') });
    expect(statusText(await overview(many), PLAIN)).toContain('s0 → s6  ✔');
  });
});

describe('what is news', () => {
  it('is everything at first, then nothing while nothing changes but the time', async () => {
    const sites = await new Sites(PAIR).rounds(6);
    const first = await overview(sites);
    expect(statusNews(first, undefined)).toEqual([
      '2026-01-05T12:00:12Z site s0: fresh, view same',
      '2026-01-05T12:00:12Z site s1: fresh, view same',
      '2026-01-05T12:00:12Z link s0-s1: up, link-healthy: probes are answered and nobody announced maintenance',
      '2026-01-05T12:00:12Z flow s0 → s1: ✔ s0-s1',
      '2026-01-05T12:00:12Z flow s1 → s0: ✔ s0-s1',
    ]);
    sites.world.advance(1_000);
    expect(statusNews(await overview(sites), first)).toEqual([]);
  });

  it('is what has changed, and what is gone', async () => {
    const sites = await new Sites(PAIR).rounds(6);
    const before = await overview(sites);
    const { nowMs } = sites.world;
    sites.know({ orders: [anOrder('freeze', 's0-s1', { id: 'f1', atMs: nowMs, expiresMs: nowMs + MINUTE_MS })] });
    const frozen = await overview(sites);
    expect(statusNews(frozen, before)).toEqual([
      '2026-01-05T12:00:12Z link s0-s1: up, link-frozen: ada froze it: a reason',
      '2026-01-05T12:00:12Z order f1: freeze s0-s1, by ada',
    ]);
    sites.world.advance(2 * MINUTE_MS);
    expect(statusNews(await overview(sites), frozen)).toContain('2026-01-05T12:02:12Z order f1: gone');
  });
});

it('what could not be read is one line, safe to print', () => {
  expect(unreadLine({ site: 'pdx', what: 'routes', why: 'no\u001b[2J' })).toBe(
    'pdx: its routes could not be read: no\\u001b[2J',
  );
});
