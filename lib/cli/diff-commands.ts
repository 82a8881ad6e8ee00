// What can be said of two networks.

import { type Command, Option } from 'commander';
import { FAIL_ON, FORMATS } from './diff/choices';
import type { DiffOptions } from './diff/diff';
import type { Io } from './io';
import { addTemplateOptions, another } from './template-options';

export function addDiffCommand(program: Command, io: Io): void {
  const command = program
    .command('diff')
    .description(
      'print what a change does to the network: flows that arrive or are lost, and what to do before it is deployed',
    )
    .argument('<base>', 'what it is compared with: a cloud assembly, a topology file, or a git ref')
    .argument('[head]', 'what it becomes, in the same way (default: the topology file as it is now)')
    .option('--topology <file>', 'the topology file of git refs (default: what cdk.json names there, or topology.yaml)')
    .option('--deep', 'fail each shared risk together with each other link, too')
    .option('--base-empty', 'where <base> has no topology file or a broken one, compare with an empty backbone')
    .addOption(
      new Option('--format <format>', 'how it is printed (default: text on a terminal, else markdown)').choices(
        FORMATS,
      ),
    )
    .addOption(new Option('--json', 'print a machine-readable difference').conflicts(['format', 'html']))
    .addOption(new Option('--html', 'print a page that needs no network').conflicts('format'))
    .option('-o, --output <file>', 'write it to a file, and print only the verdict')
    .addOption(
      new Option('--fail-on <what>', 'what gives exit code 1: a flow that is lost or a new error; any error; nothing')
        .choices(FAIL_ON)
        .default('worse'),
    );
  addTemplateOptions(command)
    .option(
      '--base-parameters <file>',
      'a file of parameters of <base>, in the place of what --parameters names; repeatable',
      another,
    )
    .action(async (base: string, head: string | undefined, options: DiffOptions) => {
      process.exitCode = await (await import('./diff/diff')).diff(base, head, options, io);
    });
}
