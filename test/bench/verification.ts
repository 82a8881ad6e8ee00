// What it takes to verify a backbone: every flow in every scenario, in both modes, on one core. Each is verified in a
// process of its own, whose greatest memory is then that of verifying it.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const VERIFICATION_BAR = { ms: 10_000, mostMiB: 512 };

export interface VerificationCost {
  readonly kind: 'peered' | 'hybrid';
  readonly sites: number;
  readonly links: number;
  readonly linkPairs: number;
  readonly flows: number;
  /** Each link and each pair of links in every form that it has, and each AWS site. */
  readonly scenarios: number;
  /** Milliseconds of a processor, collecting garbage included. */
  readonly ms: number;
  /** Greatest resident memory of the process. */
  readonly mostMiB: number;
  /** The same by a plain calculation that shares nothing, from some of the scenarios; absent: not tried. */
  readonly naiveMs?: number;
}

/**
 * How many scenarios are judged plainly as well: fewer where each takes longer. Without a limit Node takes what memory it
 * likes before it looks for garbage, so the cases that have a bar get a heap that keeps them below it.
 */
const CASES = [
  { kind: 'peered', sites: 10, naively: 100, heapMiB: 320 },
  { kind: 'peered', sites: 20, naively: 50, heapMiB: 320 },
  { kind: 'peered', sites: 40, naively: 20, heapMiB: 320 },
  { kind: 'hybrid', sites: 40, naively: 10, heapMiB: 320 },
  { kind: 'peered', sites: 80, naively: 0, heapMiB: 4096 },
] as const;

function costOf({ kind, sites, naively, heapMiB }: (typeof CASES)[number]): VerificationCost {
  const script = join(__dirname, 'one-verification.ts');
  const options = [`--max-old-space-size=${heapMiB}`, '-r', 'ts-node/register/transpile-only'];
  const printed = execFileSync(process.execPath, [...options, script, kind, String(sites), String(naively)], {
    encoding: 'utf8',
  });
  return JSON.parse(printed) as VerificationCost;
}

export function verificationCosts(): readonly VerificationCost[] {
  return CASES.map(costOf);
}
