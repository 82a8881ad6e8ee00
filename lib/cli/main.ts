// The command line: what can be said. Each command's module is loaded when it is called, so that `--help` is quick and
// only the commands that synthesize load the CDK.

import path from 'node:path';
import { Command, Option } from 'commander';
import { version } from '../../package.json';
import { VENDORS } from '../router-config/vendor';
import { EXIT, type Io, terminalIo } from './io';
import { addLiveCommands } from './live/commands';
import type { NoticeOptions } from './notice';
import { addPracticeCommands, addSendCommand } from './practice-commands';
import type { RouterConfigOptions } from './router-config';

/** A file that comes with Detour, named from where the user is. This file and the built one are equally deep. */
function example(name: string): string {
  return path.relative(process.cwd(), path.join(__dirname, '../../examples', name));
}

function addReadingCommands(program: Command, io: Io): void {
  program
    .command('validate')
    .description('check topology files and print every problem with its place')
    .argument('<file...>', 'topology files')
    .option('--json', 'print machine-readable problems')
    .action(async (files: string[], options: { json?: boolean }) => {
      process.exitCode = (await import('./validate')).validate(files, options, io);
    });
  program
    .command('verify')
    .description('fail links in synthesized templates and print which flows survive')
    .argument('[dir]', 'a cloud assembly', 'cdk.out')
    .option('--json', 'print machine-readable results')
    .option('--trace', 'print every hop with the matched route')
    .action(async (dir: string, options: { json?: boolean; trace?: boolean }) => {
      process.exitCode = (await import('./verify')).verify(dir, options, io);
    });
}

const REHEARSE_HELP = `
Examples, from this folder:
  detour rehearse                               on premises behind Direct Connect and a VPN; one link goes grey
  detour rehearse ${example('hybrid.yaml')} ${example('scenarios/double-fault.yaml')}
  detour rehearse ${example('backbone.yaml')} ${example('scenarios/2025-10-01.yaml')}

A scenario file says which link fails when (form: grey, or down where BGP sees it), what is announced, and whose packets
are counted. It is replayed three times: without Detour, with Detour and no notice, and with Detour and the notices.
Exit code 1 when an input has problems or the verifier finds an error.`;

/** A topology of one's own has links that no scenario of the examples knows. */
function scenarioFor(topology: string): string | undefined {
  return topology === example('hybrid.yaml') ? example('scenarios/grey-dx.yaml') : undefined;
}

function withoutScenario(topology: string, io: Io): number {
  const like = example('scenarios/grey-dx.yaml');
  io.err(`error: no scenario is named to rehearse ${topology} by; write one about its links, such as ${like}`);
  return EXIT.usage;
}

function addSynthesizingCommands(program: Command, io: Io): void {
  program
    .command('synth')
    .description('synthesize the CDK app of a topology file, offline')
    .argument('<file>', 'a topology file')
    .option('-o, --output <dir>', 'where the cloud assembly goes', 'cdk.out')
    .action(async (file: string, options: { output: string }) => {
      process.exitCode = (await import('./synth')).synth(file, options, io);
    });
  program
    .command('rehearse')
    .description('synthesize, prove, and replay an outage on the digital twin, with and without Detour')
    .argument('[topology]', 'a topology file', example('hybrid.yaml'))
    .argument('[scenario]', `a scenario file about its links (default: "${example('scenarios/grey-dx.yaml')}")`)
    .option('-o, --output <dir>', 'where the cloud assembly goes', 'cdk.out')
    .option('--json', 'print machine-readable facts')
    .addHelpText('after', REHEARSE_HELP)
    .action(async (topology: string, named: string | undefined, options: { output: string; json?: boolean }) => {
      const scenario = named ?? scenarioFor(topology);
      if (scenario !== undefined)
        process.exitCode = await (await import('./rehearse')).rehearse(topology, scenario, options, io);
      else process.exitCode = withoutScenario(topology, io);
    });
}

const ROUTER_CONFIG_HELP = `
Examples:
  detour router-config ord --vendor frr --topology examples/hybrid.yaml > frr.conf
  detour router-config ord --vendor frr --topology examples/hybrid.yaml --watcher > detour-watch.py
  detour router-config ord --vendor ios-xe --topology examples/hybrid.yaml --router-id 10.40.255.4 \\
    --peer ord-iad-dx.1=169.254.255.2,169.254.255.1,GigabitEthernet0/0/1.101

Sessions are LINK.1 and LINK.2. What is not given stands as <FILL-IN:...>, which no router takes for an address.`;

/** Gathers an option that may be given more than once. */
function another(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function addRouterCommand(program: Command, io: Io): void {
  program
    .command('router-config')
    .description("print the configuration of an on-prem site's routers, without keys")
    .argument('<site>', 'an on-prem site')
    .addOption(new Option('--vendor <vendor>', 'whose routers').choices(VENDORS))
    .option('--topology <file>', 'a topology file', 'topology.yaml')
    .option('--link <name>', 'a link of this router, of several at the site; once for each (default: all)', another)
    .option('--router-id <address>', "the router's own id, which no other router has")
    .option(
      '--peer <session=amazon,customer,interface>',
      'addresses and interface of a session, as deployed; once for each',
      another,
    )
    .option('--watcher', 'print the program that watches the links instead (frr, junos)')
    .option('--json', "print the same in no vendor's words")
    .addHelpText('after', ROUTER_CONFIG_HELP)
    .action(async (site: string, options: RouterConfigOptions) => {
      process.exitCode = (await import('./router-config')).printRouterConfig(site, options, io);
    });
}

const NOTICE_HELP = `
Examples:
  detour notice parse notice.eml --topology examples/hybrid.yaml
  detour notice parse notice.ics --topology examples/hybrid.yaml --received 2026-12-01T20:00:00Z

FILE is a mail (.eml), an iCalendar (.ics) or an event of AWS Health (.json). A file does not say what a mail server found
out about its sender: --verdicts does. Exit code 1 when the file is no notice that can be acted on.`;

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
    .addHelpText('after', NOTICE_HELP)
    .action(async (file: string, options: NoticeOptions) => {
      process.exitCode = await (await import('./notice')).parseNotice(file, options, io);
    });
  addSendCommand(notice, io);
}

/** Runs one command and sets the exit code: 0 done, 1 the input or the network has a problem, 2 the call was wrong. */
export async function main(argv: readonly string[], io: Io = terminalIo()): Promise<void> {
  const program = new Command('detour')
    .description('routing between datacenters that survives maintenance: declare, prove, steer, rehearse')
    .version(version)
    .showHelpAfterError()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .exitOverride((error) => {
      throw error;
    });
  addReadingCommands(program, io);
  addSynthesizingCommands(program, io);
  addRouterCommand(program, io);
  addNoticeCommand(program, io);
  addPracticeCommands(program, example('hybrid.yaml'), io);
  addLiveCommands(program, io);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeOf(error, io);
  }
}

function exitCodeOf(error: unknown, io: Io): number {
  if (error instanceof Error && 'exitCode' in error) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  io.err(error instanceof Error ? `error: ${error.message}` : String(error));
  return EXIT.problem;
}
