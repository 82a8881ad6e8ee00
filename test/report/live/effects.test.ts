import type { Effects } from '../../../lib/controller/operator/effects/effects';
import { effectsText } from '../../../lib/report/live/effects';
import type { Palette } from '../../../lib/report/palette';

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };

const NOTHING: Effects = {
  refusals: [],
  waits: [],
  remarks: [],
  links: [],
  flows: [],
  names: [],
  takesBack: { orders: [], notices: [] },
};

function lastPath(flow: string, link = 's0-s1') {
  const because = `${flow} has no other path and would stay on ${link}`;
  return { code: 'order-last-path', because, forcible: false } as const;
}

const linesOf = (refusals: Effects['refusals']) => effectsText({ ...NOTHING, refusals }, PLAIN).split('\n');

describe('what an order would do', () => {
  it('is said once when it is the same for several flows', () => {
    expect(linesOf([lastPath('s0 → s1'), lastPath('s1 → s0'), lastPath('s1 → s2', 's1-s2')])).toEqual([
      'refused     order-last-path: each has no other path and would stay on s0-s1: s0 → s1, s1 → s0',
      'refused     order-last-path: s1 → s2 has no other path and would stay on s1-s2',
    ]);
  });

  it('is said as it is when it is about no flow', () => {
    const isolated = { code: 'held-isolated', because: 's1 has not been heard of yet' } as const;
    expect(effectsText({ ...NOTHING, waits: [isolated] }, PLAIN)).toBe(
      'waits       held-isolated: s1 has not been heard of yet',
    );
  });
});
