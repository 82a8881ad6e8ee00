// Pure: what a replay comes to, as a value.

import type { AuditEntry } from '../controller/audit';
import type { Outcome } from '../routing/trace';
import type { Run } from './scenario';

/** The packets of one flow in one direction. */
export interface FlowCount {
  readonly name: string;
  readonly sent: number;
  readonly lost: number;
  /** Lost packets by what became of them. */
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  /** Seconds of traffic lost: lost packets times the time between two packets. */
  readonly outageSeconds: number;
  /** When the first and the last lost packet were lost. */
  readonly firstLostMs?: number;
  readonly lastLostMs?: number;
}

/** Something that happened to the world rather than being done by a controller. */
export interface WorldEvent {
  readonly atMs: number;
  readonly kind: 'fault-begins' | 'fault-ends' | 'notice-arrives';
  readonly link: string;
  readonly said: string;
}

export interface Replay {
  readonly run: Run;
  readonly flows: readonly FlowCount[];
  readonly events: readonly WorldEvent[];
  readonly decisions: readonly AuditEntry[];
  /** API calls by name. */
  readonly calls: Readonly<Record<string, number>>;
}
