// Pure: what BGP says otherwise than before, as lines.

import type { Difference, Moved } from '../../verify/diff/difference-schema';
import { type Line, name, shortened } from './spans';

const SHOWN = 6;

function movedLine({ link, added, removed }: Moved, who: Line): Line {
  const names = (items: readonly string[]) =>
    shortened(
      items.map((item): Line => [name(item)]),
      SHOWN,
    );
  return [
    ...who,
    ' over ',
    name(link),
    ': ',
    ...(added.length > 0 ? ['now ', ...names(added)] : []),
    ...(added.length > 0 && removed.length > 0 ? ['; '] : []),
    ...(removed.length > 0 ? ['no longer ', ...names(removed)] : []),
  ];
}

export function bgpLines({ advertised, learned }: Pick<Difference, 'advertised' | 'learned'>): readonly Line[] {
  return [
    ...advertised.map((moved) => movedLine(moved, ['premises hear'])),
    ...learned.map((moved) => movedLine(moved, ['what premises announce is learned'])),
  ];
}
