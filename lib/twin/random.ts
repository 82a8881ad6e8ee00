// Pure: chance from a seed, so that one seed replays one run.

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A whole number from `low` to `high`, both possible. */
export type Random = (low: number, high: number) => number;

/** The first draws of this generator are much alike for seeds that are. */
const WARM_UP = 16;

/** A stream of its own for each name, so that one part of a run draws the same whatever the others draw. */
export function streamsFrom(seed: number): (name: string) => Random {
  return (name) => {
    // FNV-1a, which spreads names that differ in one letter over all 32 bits.
    let hash = 0x811c9dc5 ^ seed;
    for (const char of name) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    const random = randomFrom(hash | 0);
    for (let i = 0; i < WARM_UP; i += 1) random(0, 1);
    return random;
  };
}

export function randomFrom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return (low, high) => uniformInt(generator, low, high);
}
