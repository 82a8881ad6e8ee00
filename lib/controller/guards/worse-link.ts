// Pure: working traffic never moves onto a link in a worse state than the one it is on. Where it is split, the best link
// it is on counts. What premises send is on the links by which it may enter.
//
//   traffic now   link now   link next         verdict
//   not lost      up         drained or down   hold
//   not lost      drained    down              hold
//   is lost       any        any               pass: nothing is risked

import type { Standing } from '../../routing/shortest-paths';
import { linksIn } from '../effective';
import type { Change } from '../plan';
import { entriesOf } from '../premises-entries';
import { fateOf, isEntryLost, isLost } from './believed-path';
import { type Guard, standingOf, type World } from './guard';

const RANK: Readonly<Record<Standing, number>> = { up: 0, drained: 1, down: 2 };

interface Move {
  readonly from: readonly string[];
  readonly to: string;
  readonly isLost: () => boolean;
}

function moveOf(change: Change, world: World): Move | undefined {
  if (change.kind === 'override') {
    const { from, to, remote, table } = change;
    if (to.kind !== 'link') return undefined;
    return { from: linksIn(from), to: to.link, isLost: () => isLost(fateOf(world, remote, table)) };
  }
  if (change.kind !== 'announcement' || change.after === null) return undefined;
  const { premises, remote, link } = change;
  const { links } = entriesOf(world.backbone, premises, remote, world.voices, world.standings);
  return { from: links, to: link, isLost: () => isEntryLost(world, premises, remote) };
}

export const notOntoWorseLink: Guard = (change, world) => {
  const move = moveOf(change, world);
  const rank = (link: string) => RANK[standingOf(world, link)];
  const [best] = [...(move?.from ?? [])].sort((a, b) => rank(a) - rank(b));
  if (!move || best === undefined || rank(move.to) <= rank(best) || move.isLost()) return undefined;
  const [next, now] = [standingOf(world, move.to), standingOf(world, best)];
  return { code: 'held-worse-link', because: `${move.to} is ${next} and ${best}, which carries it, is ${now}` };
};
