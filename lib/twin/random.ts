// Pure: chance from a seed, so that one seed replays one run.

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A whole number from `low` to `high`, both possible. */
export type Random = (low: number, high: number) => number;

export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return (low, high) => uniformInt(generator, low, high);
}
