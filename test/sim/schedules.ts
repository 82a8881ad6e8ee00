// What may happen to a generated backbone.

import fc from 'fast-check';
import type { Backbone } from '../../lib/routing/backbone';
import { lines, peeredBackbones, rings } from '../support/backbones';
import type { Ordered, Schedule } from './play';
import { MINUTE_MS } from './sim-world';

type Spans<K extends keyof Schedule> = Schedule[K] extends readonly (infer T)[] ? Omit<T, 'fromMs' | 'toMs'> : never;

function span(latestMs: number, shortestMs: number, longestMs: number) {
  return fc
    .tuple(fc.integer({ min: MINUTE_MS, max: latestMs }), fc.integer({ min: shortestMs, max: longestMs }))
    .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
}

function spans<T>(max: number, [latest, shortest, longest]: readonly [number, number, number], more: fc.Arbitrary<T>) {
  const one = fc
    .tuple(span(latest * MINUTE_MS, shortest * MINUTE_MS, longest * MINUTE_MS), more)
    .map(([time, rest]) => ({ ...time, ...rest }));
  return fc.array(one, { maxLength: max });
}

const which = fc.nat({ max: 100 });
const SECOND = 1 / 60;

const seed = fc.integer({ min: 1, max: 1_000_000 });
const aLink: fc.Arbitrary<Spans<'faults'>> = fc.record({ link: which });
const aSite: fc.Arbitrary<Spans<'dead'>> = fc.record({ site: which });
/** Most notices come early enough to be everywhere in time, some within the lead time. */
const aNotice: fc.Arbitrary<Spans<'notices'>> = fc.record({
  link: which,
  site: which,
  earlyMs: fc.integer({ min: -2 * MINUTE_MS, max: 2 * MINUTE_MS }),
});
const anOrder: fc.Arbitrary<Spans<'orders'>> = fc.record({
  action: fc.constantFrom<Ordered[]>('drain', 'drain', 'force-up', 'freeze', 'freeze-all'),
  link: which,
  site: which,
});

const announced = {
  notices: spans(5, [20, SECOND, 20], aNotice),
  orders: spans(3, [20, 1, 10], anOrder),
};

const nothing = {
  partitions: fc.constant([]),
  cutOff: fc.constant([]),
  dead: fc.constant([]),
  failing: fc.constant([]),
  aheadMs: fc.constant([]),
};

/** Only the backbone misbehaves; Detour's own parts work. */
export const faultyLinks: fc.Arbitrary<Schedule> = fc.record({
  seed,
  faults: spans(4, [25, SECOND, 8], aLink),
  ...announced,
  ...nothing,
});

const skew = fc.oneof(fc.constant([]), fc.array(fc.nat({ max: MINUTE_MS }), { minLength: 6, maxLength: 6 }));

/** Much at once: windows overlap, and the database is cut while they begin and end. */
const muchAtOnce: fc.Arbitrary<Schedule> = fc.record({
  seed,
  faults: spans(4, [25, SECOND, 8], aLink),
  ...announced,
  partitions: spans(8, [25, SECOND, 12], fc.record({ from: which, to: which })),
  cutOff: fc.constant([]),
  dead: spans(2, [25, SECOND, 20], aSite),
  failing: spans(2, [25, 1, 10], fc.record({ site: which, percent: fc.constantFrom(20, 60) })),
  aheadMs: skew,
});

/** One site hears nothing and is not heard; a link fails meanwhile, and later one is drained. */
const oneCutOff: fc.Arbitrary<Schedule> = fc
  .record({
    seed,
    site: which,
    cut: span(3 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS),
    oneWay: fc.constantFrom('both', 'in', 'out'),
    fault: fc.record({ link: which, afterMs: fc.nat({ max: 15 * MINUTE_MS }), forMs: fc.nat({ max: 5 * MINUTE_MS }) }),
    drains: fc.array(fc.record({ link: which, afterMs: fc.nat({ max: 25 * MINUTE_MS }), site: which }), {
      minLength: 1,
      maxLength: 3,
    }),
    aheadMs: skew,
  })
  .map(({ seed, site, cut, oneWay, fault, drains, aheadMs }) => {
    const faultMs = cut.fromMs + fault.afterMs;
    const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => site + n);
    const partitions = others.map((other) => {
      const [from, to] = oneWay === 'in' ? [other, site] : [site, other];
      return { ...cut, from, to };
    });
    return {
      seed,
      faults: [{ link: fault.link, fromMs: faultMs, toMs: faultMs + 1_000 + fault.forMs }],
      notices: drains.map(({ link, afterMs, site: at }) => {
        const fromMs = faultMs + afterMs;
        return { link, site: at, earlyMs: MINUTE_MS, fromMs, toMs: fromMs + 12 * MINUTE_MS };
      }),
      orders: [],
      partitions: oneWay === 'both' ? [] : partitions,
      cutOff: oneWay === 'both' ? [{ ...cut, site }] : [],
      dead: [],
      failing: [],
      aheadMs,
    };
  });

export const adversity: fc.Arbitrary<Schedule> = fc.oneof({ arbitrary: muchAtOnce, weight: 2 }, oneCutOff);

/** Slower probes than the default, so that a run has fewer events; several drains at once, so that views differ more. */
function adverse(backbone: Backbone, maxConcurrentDrains: number, rise: number): Backbone {
  const probe = { ...backbone.policy.probe, intervalMs: 5_000, timeoutMs: 500, rise };
  return { ...backbone, policy: { ...backbone.policy, probe, maxConcurrentDrains, holdDownMs: 2 * MINUTE_MS } };
}

const shapes = fc.oneof({ arbitrary: peeredBackbones, weight: 3 }, { arbitrary: rings, weight: 2 }, lines);

export const backbones = fc
  .tuple(shapes, fc.integer({ min: 1, max: 3 }), fc.constantFrom(3, 10))
  .map(([backbone, drains, rise]) => adverse(backbone, drains, rise));
