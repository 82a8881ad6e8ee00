// `detour verify`: fails every link in synthesized templates and prints which flows survive.

import { verificationText } from '../report/verification';
import { readAssembly } from '../verify/read-assembly';
import { verify as judge, understand, type Verification } from '../verify/verify';
import { complain } from './complain';
import { harmless } from './harmless';
import { EXIT, type Io } from './io';

export interface VerifyOptions {
  readonly json?: boolean;
  readonly trace?: boolean;
  readonly deep?: boolean;
}

export function verify(dir: string, options: VerifyOptions, io: Io): number {
  const assembly = readAssembly(dir);
  if (!assembly.ok) {
    complain(assembly.error, io);
    return EXIT.problem;
  }
  const verification = judge(understand(assembly.value), { deep: options.deep ?? false });
  const { trace = false } = options;
  if (options.json) io.out(JSON.stringify(trace ? verification : withoutHops(verification), undefined, 2));
  else io.out(verificationText(harmless(verification), io.colors, { trace }));
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

/** The same without the hops of every packet, which are most of it. */
export function withoutHops({ results, findings, ...rest }: Verification) {
  return {
    ...rest,
    results: results.map(({ hops: _hops, ...result }) => result),
    findings: findings.map(({ trace: _trace, ...finding }) => finding),
  };
}
