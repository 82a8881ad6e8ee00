// Pure: the help of `detour diff`.

import type { CommandHelp } from './command-help';

const NOTES = `BASE and HEAD each are a cloud assembly that was synthesized, a topology file, or a git ref: a branch, a tag, a commit. Of a ref
the topology file is read as it is there, and synthesized with today's code. A directory or a file comes before a ref of the same
name. In a pull request, BASE is where the branch began: "$(git merge-base origin/main HEAD)".

What is said of templates is said of both sides; one of them need not have a parameter or a file that the other has.
--base-parameters names the files of parameters as they are at BASE, where these change, too.`;

/** `example` names a file that comes with Detour from where the user is. */
export function diffHelps(example: (name: string) => string): Readonly<Record<string, CommandHelp>> {
  return {
    diff: {
      notes: NOTES,
      examples: [
        { line: 'detour diff main', says: 'what the topology file as it is now does to the network of main' },
        { line: 'detour diff origin/main HEAD --format markdown -o comment.md' },
        { line: 'detour diff v1.4.0 --topology backbone.yaml --json --fail-on error' },
        { line: 'detour diff ../base/network network --parameters prod.json --base-parameters ../base/prod.json' },
        { line: `detour diff ${example('backbone.yaml')} ${example('hybrid.yaml')} --html -o diff.html` },
      ],
      exits: {
        0: 'nothing of what --fail-on says',
        1: 'what --fail-on says; or a side cannot be read, which is printed with what to do',
      },
    },
  };
}
