// Pure: working traffic never moves onto a link in a worse state than the one it is on.
//
//   traffic now   link now   link next         verdict
//   arrives       up         drained or down   hold
//   arrives       drained    down              hold
//   is lost       any        any               pass: nothing is risked

import type { Standing } from '../../routing/shortest-paths';
import { isDelivered } from './believed-path';
import { type Guard, standingOf } from './guard';

const RANK: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: 2 };

export const notOntoWorseLink: Guard = (change, world) => {
  const { from, to, remote, table } = change;
  if (from.kind !== 'link' || to.kind !== 'link' || from.link === to.link) return undefined;
  const [now, next] = [standingOf(world, from.link), standingOf(world, to.link)];
  if (RANK[next] <= RANK[now] || !isDelivered(world, remote, table)) return undefined;
  return { code: 'held-worse-link', because: `${to.link} is ${next} and ${from.link}, which carries it, is ${now}` };
};
