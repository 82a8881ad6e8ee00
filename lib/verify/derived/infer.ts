// Pure: what templates show of a network that nobody described: its sites by name, and its premises.

import type { Facts } from '../facts/facts';
import type { FarSide } from '../network/far-side';
import { buildVpcs } from '../network/vpcs';
import { withOwnNames } from './names';
import { farEnds, premisesOf } from './premises';
import { inferredRouters } from './routers';

/** The facts with names that are all different, and what stands at the far ends of links. */
export function infer(all: Facts): { readonly facts: Facts; readonly far: FarSide } {
  const { facts, siteName } = withOwnNames(all, premisesOf(farEnds(all)));
  const ends = farEnds(facts);
  const vpcs = buildVpcs(facts).filter(({ site }) => site !== '');
  return {
    facts,
    far: {
      ends: ends.map((end) => ({ ...end, premises: siteName(end.premises) })),
      ...inferredRouters(facts, ends, vpcs, siteName),
    },
  };
}
