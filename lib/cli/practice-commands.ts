// What can be said of a twin: to start one, and to have something happen there.

import { Argument, type Command, Option } from 'commander';
import { FAULTS, type FaultOptions } from './fault';
import type { Io } from './io';
import type { SendOptions } from './send-notice';
import type { TwinOptions } from './twin';
import { TWIN_PORT } from './twin-endpoint';

function endpointOption(): Option {
  return new Option('--endpoint <url>', 'where the twin is served').default(
    undefined,
    `AWS_ENDPOINT_URL, or http://127.0.0.1:${TWIN_PORT}`,
  );
}

/** @param usual the topology that is run when none is named */
export function addPracticeCommands(program: Command, usual: string, io: Io): void {
  program
    .command('twin')
    .description('run a topology on this machine, to practise on: its controllers and probers over the digital twin')
    .argument('[topology]', 'a topology file', usual)
    .option('--port <number>', 'where it is served on loopback; 0 for any that is free', String(TWIN_PORT))
    .option('--speed <factor>', 'how many times as fast as real time', '1')
    .option(
      '--announcements <seconds>',
      'how long Direct Connect takes for other allowed prefixes; AWS does not say',
      '300',
    )
    .option('--quiet', 'do not print what happens and is decided')
    .action(async (topology: string, options: TwinOptions) => {
      process.exitCode = await (await import('./twin')).runTwin(topology, options, io);
    });
  program
    .command('fault')
    .description('have something go wrong with a link of a running twin, or be right again')
    .argument('<link>', 'a link')
    .addArgument(new Argument('<fault>', 'what is wrong with it').choices(FAULTS))
    .option('--by <milliseconds>', 'how much longer a slow link takes, each way')
    .addOption(endpointOption())
    .action(async (link: string, form: (typeof FAULTS)[number], options: FaultOptions) => {
      process.exitCode = await (await import('./fault')).fault(link, form, options, io);
    });
}

export function addSendCommand(notice: Command, io: Io): void {
  notice
    .command('send')
    .description('have a notice arrive at a running twin, now')
    .argument('<file>', 'a mail (.eml), an iCalendar (.ics) or an event of AWS Health (.json)')
    .addOption(endpointOption())
    .addOption(
      new Option('--verdicts <verdicts>', 'what SPF, DKIM and DMARC say of a mail')
        .choices(['pass', 'fail'])
        .default('pass'),
    )
    .action(async (file: string, options: SendOptions) => {
      process.exitCode = await (await import('./send-notice')).sendNotice(file, options, io);
    });
}
