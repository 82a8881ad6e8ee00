// Pure: what a replay comes to, as a value.

import type { AuditEntry } from '../controller/audit';
import type { Outcome } from '../routing/trace';
import type { Run } from './scenario';
import type { Wait } from './waits';

/** From this moment on, what is sent takes this path, until the next turn. */
export interface Turn {
  readonly atMs: number;
  /** Names of the links that are entered, in order. */
  readonly path: readonly string[];
  readonly outcome: Outcome;
}

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
  /** The first is where it begins. */
  readonly turns: readonly Turn[];
}

/** Something that happened to the world rather than being done by a controller. */
export interface WorldEvent {
  readonly atMs: number;
  readonly kind:
    | 'fault-begins'
    | 'fault-ends'
    | 'session-lost'
    | 'session-back'
    | 'announcement-told'
    | 'notice-arrives';
  readonly link: string;
  readonly said: string;
}

export interface Replay {
  readonly run: Run;
  readonly flows: readonly FlowCount[];
  readonly events: readonly WorldEvent[];
  /** In the order of time, whenever each site came to tell them. */
  readonly decisions: readonly AuditEntry[];
  /** What each flow waited for when it was lost or moved, in the order of time. */
  readonly waits: readonly Wait[];
  /** API calls by IAM action. */
  readonly calls: Readonly<Record<string, number>>;
}
