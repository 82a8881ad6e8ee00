// The command that writes a page: what can be said.

import type { Command } from 'commander';
import type { Io } from './io';
import type { ReportOptions } from './report';

export function addReportCommand(program: Command, io: Io): void {
  program
    .command('report')
    .description('write one HTML page of what survives what in synthesized templates, for a change review')
    .argument('[dir]', 'a cloud assembly', 'cdk.out')
    .option('-o, --output <file>', 'where the page goes; - for standard output', 'detour-report.html')
    .option('--title <text>', 'what the page is called, such as the change and its date')
    .option('--deep', 'fail each link together with each shared risk as well')
    .action(async (dir: string, options: ReportOptions) => {
      process.exitCode = (await import('./report')).report(dir, options, io);
    });
}
