import type { BgpEnd } from '../../../lib/controller/bgp-ends';
import { notOntoWithdrawnLink, oneUpdateAtATime } from '../../../lib/controller/guards/withdrawn-link';
import type { Change } from '../../../lib/controller/plan';
import { hybrid } from '../../support/bgp-world';
import { announce, DX, off, onto, restore, silence, withdraw } from '../../support/link-changes';
import { aWorld } from '../../support/world';

function worldWith(more: Partial<BgpEnd>) {
  const world = aWorld(hybrid, 'iad');
  return {
    ...world,
    ends: new Map([...world.ends].map(([link, end]) => [link, { ...end, ...(link === DX ? more : {}) }])),
  };
}

test.each<[BgpEnd['withdrawn'], string, Change, string | undefined]>([
  ['none', 'an override onto it', onto, undefined],
  ['none', 'an announcement over it', announce, undefined],
  ['whole', 'an override onto it', onto, 'held-withdrawn'],
  ['part', 'an override onto it', onto, 'held-withdrawn'],
  ['whole', 'an announcement over it', announce, 'held-withdrawn'],
  ['part', 'an announcement over it', announce, 'held-withdrawn'],
  ['whole', 'an override off it', off, undefined],
  ['whole', 'the end of an announcement over it', silence, undefined],
  ['whole', 'its restore', restore, undefined],
  ['part', 'its withdrawal', withdraw, undefined],
])('while a link is withdrawn here (%s), %s is judged', (withdrawn, _, change, code) => {
  expect(notOntoWithdrawnLink(change, worldWith({ withdrawn }))?.code).toBe(code);
});

test.each<[string, Change, string | undefined]>([
  ['an override waits for nothing', onto, undefined],
  ['an announcement waits', announce, 'held-updating'],
  ['its end waits', silence, 'held-updating'],
  ['a withdrawal waits', withdraw, 'held-updating'],
  ['a restore waits', restore, 'held-updating'],
])('while an update of a link is under way, %s', (_, change, code) => {
  expect(oneUpdateAtATime(change, worldWith({ settled: false }))?.code).toBe(code);
  expect(oneUpdateAtATime(change, worldWith({ settled: true }))).toBeUndefined();
});
