// What shells are told of this command line, and what they ask about it.

import { Argument, type Command } from 'commander';
import { shapeOf } from './command-shape';
import { SHELLS, type Shell } from './completion/words';
import type { Io } from './io';

/** @param program has all other commands already, or gets them before it is run */
export function addCompletionCommands(program: Command, io: Io): void {
  program
    .command('completion')
    .description('print a script by which a shell completes commands, options, files, links and sites')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .action(async (shell: Shell) => {
      io.out((await import('./completion/scripts')).SCRIPTS[shell].trimEnd());
    });
  program
    .command('__complete', { hidden: true })
    .description('print what can stand at the cursor; for the scripts of `detour completion`')
    .addArgument(new Argument('<shell>', 'whose words follow').choices(SHELLS))
    .argument('<words...>', 'the words after the command, up to the cursor')
    .action(async (shell: Shell, words: string[]) => {
      const { completionLines } = await import('./completion/answer');
      io.out(completionLines(shapeOf(program), shell, words).join('\n'));
    });
}
