// `detour verify`: fails every link in templates and prints which flows survive.

import { templatesAskLines, templatesReadLines } from '../report/templates-read';
import { verificationText } from '../report/verification';
import { readAssembly } from '../verify/read-assembly';
import { type ReadSummary, summaryOf } from '../verify/templates/summary';
import { verify as judge, understand, type Verification } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';
import { readOptionsOf, type TemplateOptions } from './template-options';

export interface VerifyOptions extends TemplateOptions {
  readonly json?: boolean;
  readonly trace?: boolean;
  readonly deep?: boolean;
}

export function verify(where: string, options: VerifyOptions, io: Io): number {
  const assembly = readAssembly(where, readOptionsOf(options));
  if (!assembly.ok) {
    complain(assembly.error, io);
    return EXIT.problem;
  }
  const understood = understand(assembly.value);
  const verification = judge(understood, { deep: options.deep ?? false });
  const read = summaryOf(assembly.value, verification.findings);
  const { trace = false } = options;
  if (options.json)
    io.out(JSON.stringify({ ...(trace ? verification : withoutHops(verification)), read }, undefined, 2));
  else sayAll(verification, harmless(read), { trace, isOurs: understood.declared }, io);
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

/** Whoever synthesizes with Detour knows which templates there are. */
function sayAll(
  verification: Verification,
  read: ReadSummary,
  { trace, isOurs }: { readonly trace: boolean; readonly isOurs: boolean },
  io: Io,
): void {
  if (!isOurs || read.notes.length > 0) for (const line of templatesReadLines(read, io.colors)) io.err(line);
  io.out(verificationText(harmless(verification), io.colors, { trace }));
  for (const line of templatesAskLines(read, io.colors)) io.err(line);
}

/** The same without the hops of every packet, which are most of it. */
export function withoutHops({ results, findings, ...rest }: Verification) {
  return {
    ...rest,
    results: results.map(({ hops: _hops, ...result }) => result),
    findings: findings.map(({ trace: _trace, ...finding }) => finding),
  };
}
