// `detour report`: one HTML file of what survives what in synthesized templates, for a change review.

import { closeSync, existsSync, openSync, readSync, writeFileSync } from 'node:fs';
import { generatorLine } from '../report/page/frame';
import type { Judged } from '../report/page/judged';
import { GENERATOR, reportPage } from '../report/page/report-page';
import { readAssembly } from '../verify/read-assembly';
import { resultIn } from '../verify/results';
import { conditionsOf, mustSurvive } from '../verify/scenarios';
import { type ReadSummary, summaryOf } from '../verify/templates/summary';
import { type Understanding, understand, type Verification, verify } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';
import { readOptionsOf, type TemplateOptions } from './template-options';

export interface ReportOptions extends TemplateOptions {
  /** A file, or `-` for standard output. */
  readonly output: string;
  readonly title?: string;
  readonly deep?: boolean;
}

/** What a page is made from. */
function judgedOf(
  { backbone: described, declared }: Understanding,
  verification: Verification,
  read: ReadSummary,
): Judged {
  const backbone = harmless(described);
  const shown = harmless(verification);
  return {
    backbone,
    declared,
    verification: shown,
    read: harmless(read),
    resultIn: resultIn(shown.results),
    mustSurvive,
    failedLinks: (scenario) => [...conditionsOf(scenario, backbone).keys()].sort(),
  };
}

/** So much of a file tells whether it is a report: its head begins with what made it. */
const HEAD_BYTES = 512;

function isReport(file: string): boolean {
  const opened = openSync(file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    const length = readSync(opened, head, 0, HEAD_BYTES, 0);
    return head.toString('utf8', 0, length).includes(generatorLine(GENERATOR));
  } finally {
    closeSync(opened);
  }
}

/** Why it was not written; undefined when it was. A file that is no report is somebody's own. */
function write(file: string, page: string): string | undefined {
  try {
    if (existsSync(file) && !isReport(file))
      return `${file} is there and is no report, so it is left as it is; allowed: a new name, or a report to write over`;
    writeFileSync(file, page);
    return undefined;
  } catch (error) {
    return `${file} cannot be written: ${(error as Error).message}`;
  }
}

export function report(where: string, options: ReportOptions, io: Io): number {
  const assembly = readAssembly(where, readOptionsOf(options));
  if (!assembly.ok) {
    complain(assembly.error, io);
    return EXIT.problem;
  }
  const { output, title, deep = false } = options;
  const understood = understand(assembly.value);
  const verification = verify(understood, { deep });
  const read = summaryOf(assembly.value, verification.findings);
  const page = reportPage(judgedOf(understood, verification, read), title);
  if (output === '-') {
    io.out(page.trimEnd());
    return EXIT.ok;
  }
  const problem = write(output, page);
  if (problem !== undefined) {
    io.err(`error: ${problem}`);
    return EXIT.problem;
  }
  io.err(`wrote ${output} (${Math.ceil(Buffer.byteLength(page) / 1_000)} kB)`);
  return EXIT.ok;
}
