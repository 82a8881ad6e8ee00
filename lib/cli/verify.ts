// `detour verify`: fails every link in synthesized templates and prints which flows survive.

import { issueLines } from '../report/issues';
import { verificationText } from '../report/verification';
import { readAssembly } from '../verify/read-assembly';
import { verify as judge, understand, type Verification } from '../verify/verify';
import { EXIT, type Io } from './io';
import { printable } from './printable';

export function verify(dir: string, options: { json?: boolean; trace?: boolean }, io: Io): number {
  const assembly = readAssembly(dir);
  if (!assembly.ok) {
    for (const issue of assembly.error) for (const line of issueLines(issue, io.colors)) io.err(line);
    return EXIT.problem;
  }
  const verification = judge(understand(assembly.value));
  const { trace = false } = options;
  if (options.json) io.out(JSON.stringify(trace ? verification : withoutHops(verification), undefined, 2));
  else io.out(verificationText(harmless(verification), io.colors, { trace }));
  return verification.findings.some(({ severity }) => severity === 'error') ? EXIT.problem : EXIT.ok;
}

/** A copy in which texts from templates are safe to print. What is shared stays shared: there are many results. */
function harmless<T>(value: T, copies?: Map<object, unknown>): T;
function harmless(value: unknown, copies: Map<object, unknown> = new Map()): unknown {
  if (typeof value === 'string') return printable(value);
  if (typeof value !== 'object' || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  const copy = Array.isArray(value)
    ? value.map((item) => harmless(item, copies))
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [printable(key), harmless(inner, copies)]));
  copies.set(value, copy);
  return copy;
}

/** The same without the hops of every packet, which are most of it. */
function withoutHops({ results, findings, ...rest }: Verification) {
  return {
    ...rest,
    results: results.map(({ hops: _hops, ...result }) => result),
    findings: findings.map(({ trace: _trace, ...finding }) => finding),
  };
}
