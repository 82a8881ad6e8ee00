// `detour __complete`: what the script of a shell asks at every press of the tab key. The first line of the answer says of what
// kind it is; then there is a line for each word that fits, with a tab and what it means where there is something to say.
//
//   these         the lines that follow, and nothing else
//   files         names of files; the shell knows how to complete them
//   directories   names of directories, likewise
//   anything      what only the user knows

import { printable } from '../../net/printable';
import type { CommandShape } from '../command-shape';
import { topologyNames } from './topology-names';
import { type Wanted, wanted } from './wanted';
import { type Shell, typedWords } from './words';

type Candidates = Extract<Wanted, { kind: 'these' }>['candidates'];

function candidatesOf(one: Wanted): Candidates {
  switch (one.kind) {
    case 'these':
      return one.candidates;
    case 'names':
      return topologyNames(one.topology, one.named).map((text) => ({ text }));
    case 'files':
    case 'directories':
    case 'anything':
      return [];
  }
}

/** Bash replaces what follows the `=`; the others replace the word. */
function replaced(shell: Shell, prefix: string, { text, says }: Candidates[number]): string {
  const word = shell === 'bash' ? text : `${prefix}${text}`;
  return says === undefined || shell === 'bash' ? word : `${word}\t${printable(says)}`;
}

/**
 * The lines of the answer.
 * @param words those after the command, up to the cursor, as the shell has them
 */
export function completionLines(program: CommandShape, shell: Shell, words: readonly string[]): readonly string[] {
  const { before, current } = typedWords(shell, words);
  const one = wanted(program, before, current);
  const [, prefix = '', begun = ''] = /^(--[^=]+=)?(.*)$/s.exec(current) ?? [];
  const fitting = candidatesOf(one).filter(({ text }) => text.startsWith(begun));
  return [one.kind === 'names' ? 'these' : one.kind, ...fitting.map((fits) => replaced(shell, prefix, fits))];
}
