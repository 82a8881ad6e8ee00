// The command line as a value: every command with its arguments, options and help. `detour --help`, docs/cli.md and the completion
// of shells are made from it.

import { Command } from 'commander';
import { version } from '../../package.json';
import { comesWithDetour } from './comes-with-detour';
import { addCompletionCommands } from './completion-commands';
import { addDiffCommand } from './diff-commands';
import { addFileCommands } from './file-commands';
import { helpText } from './help/command-help';
import { HELPS } from './help/helps';
import type { Io } from './io';
import { addLiveCommands } from './live/commands';
import { addPracticeCommands } from './practice-commands';
import { addReportCommand } from './report-commands';

function addHelps(command: Command, path: readonly string[]): void {
  const help = HELPS.get(path.join(' '));
  if (help !== undefined) command.addHelpText('after', helpText(help));
  for (const one of command.commands) addHelps(one, [...path, one.name()]);
}

/** Throws where commander would end the process. */
export function programOf(io: Io): Command {
  const program = new Command('detour')
    .description('routing between datacenters that survives maintenance: declare, prove, steer, rehearse')
    .version(version)
    .showHelpAfterError()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .exitOverride((error) => {
      throw error;
    });
  addFileCommands(program, io);
  addDiffCommand(program, io);
  addReportCommand(program, io);
  addPracticeCommands(program, comesWithDetour('hybrid.yaml'), io);
  addLiveCommands(program, io);
  addCompletionCommands(program, io);
  addHelps(program, []);
  return program;
}
