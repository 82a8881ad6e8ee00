// A command about a running backbone, with the options that all of them have.

import type { Command } from 'commander';

/** Gathers an option that may be given more than once. */
function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function liveCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .option('--topology <file>', 'the topology file of the backbone', 'topology.yaml')
    .option('--profile <[site=]profile>', 'profile of the AWS CLI, for all sites or for one; once for each', another)
    .option('--region <site=region>', "a site's region instead of the topology's; once for each", another)
    .option('--endpoint <[service=]url>', 'where AWS is, for all services or for one; for local use', another)
    .option('--json', 'print machine-readable facts');
}
