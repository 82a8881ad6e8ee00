// `detour verify`: fails every link in synthesized templates and prints which flows survive.

import { issueLines } from '../report/issues';
import { verificationText } from '../report/verification';
import { readAssembly } from '../verify/read-assembly';
import { type Verification, verify as verifyAssembly } from '../verify/verify';
import { EXIT, type Io } from './io';
import { printable } from './printable';

export function verify(dir: string, options: { json?: boolean; trace?: boolean }, io: Io): number {
  const assembly = readAssembly(dir);
  if (!assembly.ok) {
    for (const issue of assembly.error) for (const line of issueLines(issue, io.colors)) io.err(line);
    return EXIT.problem;
  }
  const verification = verifyAssembly(assembly.value);
  const { trace = false } = options;
  if (options.json) io.out(JSON.stringify(trace ? verification : withoutHops(verification), undefined, 2));
  else io.out(verificationText(harmless(verification), io.colors, { trace }));
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

/** The same with texts from templates made safe to print. */
function harmless(verification: Verification): Verification {
  return JSON.parse(JSON.stringify(verification), (_key, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  );
}

/** The same without the hops of every packet, which are most of it. */
function withoutHops({ results, findings, ...rest }: Verification) {
  return {
    ...rest,
    results: results.map(({ hops: _hops, ...result }) => result),
    findings: findings.map(({ trace: _trace, ...finding }) => finding),
  };
}
