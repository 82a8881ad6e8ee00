// The command that writes a page: what can be said.

import type { Command } from 'commander';
import type { Io } from './io';
import type { ReportOptions } from './report';
import { addTemplateOptions } from './template-options';

export function addReportCommand(program: Command, io: Io): void {
  const command = program
    .command('report')
    .description('write one HTML page of what survives what in templates, for a change review')
    .argument('[templates]', 'a cloud assembly, or a file or folder of templates', 'cdk.out')
    .option('-o, --output <file>', 'where the page goes; - for standard output', 'detour-report.html')
    .option('--title <text>', 'what the page is called, such as the change and its date')
    .option('--deep', 'fail each shared risk together with each other link, too');
  addTemplateOptions(command).action(async (templates: string, options: ReportOptions) => {
    process.exitCode = (await import('./report')).report(templates, options, io);
  });
}
