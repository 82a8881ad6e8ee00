// Pure: working traffic never moves onto a link in a worse state than the one it is on. Where it is split, the best link
// it is on counts.
//
//   traffic now   link now   link next         verdict
//   not lost      up         drained or down   hold
//   not lost      drained    down              hold
//   is lost       any        any               pass: nothing is risked

import type { Standing } from '../../routing/shortest-paths';
import { linksIn } from '../effective';
import { fateOf, isLost } from './believed-path';
import { type Guard, standingOf } from './guard';

const RANK: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: 2 };

export const notOntoWorseLink: Guard = (change, world) => {
  const { from, to, remote, table } = change;
  const rank = (link: string) => RANK[standingOf(world, link)];
  const [best] = [...linksIn(from)].sort((a, b) => rank(a) - rank(b));
  if (best === undefined || to.kind !== 'link' || rank(to.link) <= rank(best)) return undefined;
  if (isLost(fateOf(world, remote, table))) return undefined;
  const [next, now] = [standingOf(world, to.link), standingOf(world, best)];
  return { code: 'held-worse-link', because: `${to.link} is ${next} and ${best}, which carries it, is ${now}` };
};
