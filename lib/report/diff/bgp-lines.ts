// Pure: what BGP says otherwise than before, as lines.

import type { Difference, Moved } from '../../verify/diff/difference-schema';
import { comingAndGoing, type Line, name } from './spans';

function movedLine({ link, added, removed }: Moved, who: string): Line {
  return [`${who} over `, name(link), ': ', ...comingAndGoing(added, removed)];
}

export function bgpLines({ advertised, learned }: Pick<Difference, 'advertised' | 'learned'>): readonly Line[] {
  return [
    ...advertised.map((moved) => movedLine(moved, 'premises hear')),
    ...learned.map((moved) => movedLine(moved, 'what premises announce is learned')),
  ];
}
