// Pure: what verification has to say, one finding at a time.

import { VERIFY_CODES } from '../net/codes/verify';
import type { Flow } from '../routing/backbone';
import type { Scenario } from '../routing/scenario';
import type { Trace } from '../routing/trace';
import { canonicalJson, compareText } from './json';

export type VerifyCode = keyof typeof VERIFY_CODES;
type Severity = (typeof VERIFY_CODES)[VerifyCode]['severity'];

/** Texts are lower case and without a full stop. */
export interface Finding {
  readonly code: VerifyCode;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly scenario?: Scenario;
  readonly flow?: Flow;
  /** Those that a link is the only way for. */
  readonly flows?: readonly Flow[];
  readonly trace?: Trace;
  /** The resource it is about: its construct path where there is one. */
  readonly source?: string;
  /** In how many of the larger scenarios that contain this one the same is seen of the flow. Absent: in none. */
  readonly larger?: number;
  /** Somebody accepts it, so that it is only information. */
  readonly acknowledged?: Acknowledged;
}

interface Acknowledged {
  /** What it would be. */
  readonly severity: Severity;
  readonly id: string;
  readonly reason: string;
  /** The construct path of who accepts it, empty for a whole app; absent: the topology file. */
  readonly at?: string;
  /** The code of what it comes of, which is what somebody accepts; absent: it is accepted by itself. */
  readonly cause?: VerifyCode;
}

export function severityOf(code: VerifyCode): Severity {
  return VERIFY_CODES[code].severity;
}

export function finding(code: VerifyCode, parts: Omit<Finding, 'code' | 'severity'>): Finding {
  return { code, severity: severityOf(code), ...parts };
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

const CODES = Object.keys(VERIFY_CODES);

/** Errors first; then in the order of the registry, which goes from causes to consequences; then by what they are about. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const keyed = findings.map((item) => ({ item, rank: rankOf(item), key: keyOf(item) }));
  return keyed.sort((a, b) => a.rank - b.rank || compareText(a.key, b.key)).map(({ item }) => item);
}

function rankOf({ severity, code }: Finding): number {
  return SEVERITIES.indexOf(severity) * CODES.length + CODES.indexOf(code);
}

function keyOf({ source, message, scenario, flow }: Finding): string {
  return canonicalJson([scenario ?? null, flow ?? null, source ?? '', message]);
}
