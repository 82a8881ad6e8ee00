// Pure: steering prefixes. Each specific of a site is split in two, so that they are one bit longer than anything the
// baseline carries for the site and longest prefix match prefers them wherever they point.

import { halves, type Prefix, prefix, width } from '../net/prefix';

/**
 * The steering prefixes of these specifics (canonical prefix text), in the order of the specifics. A single address, which
 * only a backbone that nobody described has, cannot be split.
 */
export function steeringPrefixes(specifics: readonly string[]): readonly Prefix[] {
  return specifics
    .map(prefix)
    .flatMap((specific) => (specific.length < width(specific.family) ? halves(specific) : []));
}

/**
 * EC2 cannot change a list's entries and its size in one call, and CloudFormation makes one call of both. So the size
 * grows in steps, most changes of a site change entries only, and a list of another size is another resource. The step
 * is small because a reference to the list costs MaxEntries, used or not, of the gateway's route quota.
 */
const SIZE_STEP = 8;

/** The size of a prefix list that holds so many steering prefixes. */
export function maxEntriesOf(entries: number): number {
  return Math.max(1, Math.ceil(entries / SIZE_STEP)) * SIZE_STEP;
}
