// Pure: steering prefixes. Each specific of a site is split in two, so that they are one bit longer than anything the
// baseline carries for the site and longest prefix match prefers them wherever they point.

import { halves, type Prefix, prefix } from '../net/prefix';

/** The steering prefixes of these specifics (canonical prefix text), in the order of the specifics. */
export function steeringPrefixes(specifics: readonly string[]): readonly Prefix[] {
  return specifics.flatMap((specific) => halves(prefix(specific)));
}
