// What commands that synthesize do with what they wrote: judge it, and say what is wrong with it.

import { acknowledgedLines } from '../report/acknowledged';
import { findingGroups } from '../report/findings';
import type { Finding } from '../verify/findings';
import { readAssembly } from '../verify/read-assembly';
import { understand, type Verification, verify } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import type { Io } from './io';

/** Undefined, and said why, when the assembly cannot be read. */
export function judged(dir: string, io: Io): Verification | undefined {
  const assembly = readAssembly(dir);
  if (assembly.ok) return verify(understand(assembly.value));
  complain(assembly.error, io);
  return undefined;
}

/** Findings that are told: errors and warnings, and what somebody accepted. */
export function told({ findings }: Verification): readonly Finding[] {
  return findings.filter(({ severity, acknowledged }) => severity !== 'info' || acknowledged !== undefined);
}

export function hasErrors({ findings }: Verification): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

/** Prints to standard error what is wrong. */
export function sayFindings(verification: Verification, io: Io): void {
  const { findings, labels } = harmless(verification);
  const { colors } = io;
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const lines = [
    ...findingGroups(serious, { labels, colors, trace: false }),
    ...acknowledgedLines(findings, { labels, colors }),
  ];
  for (const line of lines) io.err(line);
}
