// The commands that work on files: what can be said. Each command's module is loaded when it is called, so that `--help` is
// quick and only the commands that synthesize load the CDK.

import { type Command, Option } from 'commander';
import { VENDORS } from '../router-config/vendor';
import { comesWithDetour } from './comes-with-detour';
import { EXIT, type Io } from './io';
import type { NoticeOptions } from './notice';
import { addSendCommand } from './practice-commands';
import type { RouterConfigOptions } from './router-config';
import type { SynthOptions } from './synth';
import { addTemplateOptions, another } from './template-options';
import type { VerifyOptions } from './verify';

function addReadingCommands(program: Command, io: Io): void {
  program
    .command('validate')
    .description('check topology files and print every problem with its place')
    .argument('<file...>', 'topology files')
    .option('--json', 'print machine-readable problems')
    .action(async (files: string[], options: { json?: boolean }) => {
      process.exitCode = (await import('./validate')).validate(files, options, io);
    });
  const verify = program
    .command('verify')
    .description('fail links in templates and print which flows survive')
    .argument('[templates]', 'a cloud assembly, or a file or folder of templates', 'cdk.out')
    .option('--json', 'print machine-readable results')
    .option('--trace', 'print every hop with the matched route')
    .option('--deep', 'fail each shared risk together with each other link, too');
  addTemplateOptions(verify).action(async (templates: string, options: VerifyOptions) => {
    process.exitCode = (await import('./verify')).verify(templates, options, io);
  });
}

/** A topology of one's own has links that no scenario of the examples knows. */
function scenarioFor(topology: string): string | undefined {
  return topology === comesWithDetour('hybrid.yaml') ? comesWithDetour('scenarios/grey-dx.yaml') : undefined;
}

function withoutScenario(topology: string, io: Io): number {
  const like = comesWithDetour('scenarios/grey-dx.yaml');
  io.err(`error: no scenario is named to rehearse ${topology} by; write one about its links, such as ${like}`);
  return EXIT.usage;
}

function addSynthesizingCommands(program: Command, io: Io): void {
  program
    .command('synth')
    .description('synthesize the CDK app of a topology file, offline')
    .argument('<file>', 'a topology file')
    .option('-o, --output <dir>', 'where the cloud assembly goes', 'cdk.out')
    .option('--json', 'print machine-readable stacks and findings')
    .option('--no-verify', 'write the templates whatever they do to traffic')
    .action(async (file: string, options: SynthOptions) => {
      process.exitCode = (await import('./synth')).synth(file, options, io);
    });
  program
    .command('rehearse')
    .description('synthesize, prove, and replay an outage on the digital twin, with and without Detour')
    .argument('[topology]', 'a topology file', comesWithDetour('hybrid.yaml'))
    .argument('[scenario]', `a scenario file about its links (default: "${comesWithDetour('scenarios/grey-dx.yaml')}")`)
    .option('-o, --output <dir>', 'where the cloud assembly goes', 'cdk.out')
    .option('--json', 'print machine-readable facts')
    .action(async (topology: string, named: string | undefined, options: { output: string; json?: boolean }) => {
      const scenario = named ?? scenarioFor(topology);
      if (scenario !== undefined)
        process.exitCode = await (await import('./rehearse')).rehearse(topology, scenario, options, io);
      else process.exitCode = withoutScenario(topology, io);
    });
}

function addRouterCommand(program: Command, io: Io): void {
  program
    .command('router-config')
    .description("print the configuration of an on-prem site's routers, without keys")
    .argument('<site>', 'an on-prem site')
    .addOption(new Option('--vendor <vendor>', 'whose routers').choices(VENDORS))
    .option('--topology <file>', 'a topology file', 'topology.yaml')
    .option('--link <link>', 'a link of this router, of several at the site; once for each (default: all)', another)
    .option('--router-id <address>', "the router's own id, which no other router has")
    .option(
      '--peer <session=amazon,customer,interface>',
      'addresses and interface of a session, as deployed; once for each',
      another,
    )
    .option('--watcher', 'print the program that watches the links instead (frr, junos)')
    .option('--json', "print the same in no vendor's words")
    .action(async (site: string, options: RouterConfigOptions) => {
      process.exitCode = (await import('./router-config')).printRouterConfig(site, options, io);
    });
}

function addNoticeCommand(program: Command, io: Io): void {
  const notice = program.command('notice').description('read maintenance notices, and send them to a twin');
  notice
    .command('parse')
    .description('print what a notice says, which links it names, whether it is trusted, and what Detour would do')
    .argument('<file>', 'a notice')
    .option('--topology <file>', 'a topology file, which says what links are known by and whom to trust')
    .option('--received <time>', 'when it arrives, in UTC (default: now)')
    .addOption(
      new Option('--verdicts <verdicts>', 'what SPF, DKIM and DMARC say of a mail')
        .choices(['pass', 'fail'])
        .default('pass'),
    )
    .option('--json', 'print machine-readable notices')
    .action(async (file: string, options: NoticeOptions) => {
      process.exitCode = await (await import('./notice')).parseNotice(file, options, io);
    });
  addSendCommand(notice, io);
}

export function addFileCommands(program: Command, io: Io): void {
  addReadingCommands(program, io);
  addSynthesizingCommands(program, io);
  addRouterCommand(program, io);
  addNoticeCommand(program, io);
}
