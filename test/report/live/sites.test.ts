import type { SiteReport } from '../../../lib/controller/operator/site-reports';
import { siteGrid } from '../../../lib/report/live/sites';

function remarkOf(held: SiteReport['held']): unknown {
  const site: SiteReport = {
    site: 's0',
    region: 'us-east-1',
    word: 'fresh',
    admission: true,
    held,
    strays: {},
    missing: [],
  };
  return siteGrid([site], 0).rows[0]?.at(-1);
}

describe('what a site holds back', () => {
  it('is named when it is one change', () => {
    expect(remarkOf({ 'transit s1': 'held-order' })).toBe('admits drains; holds back transit s1 (held-order)');
  });

  it('is counted when it is more, with each code once, since every one stands in the plan', () => {
    const held = {
      'transit s1': 'held-order',
      'spokes s1': 'held-order',
      'withdraw s0-s1': 'held-still-entered',
    } as const;
    expect(remarkOf(held)).toBe('admits drains; holds back 3 changes (held-order, held-still-entered)');
  });
});
