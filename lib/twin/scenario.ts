// Pure: a scenario: what goes wrong with which link and when, who says so before, and whose packets are counted. Times
// are epoch milliseconds.

import type { FailureForm } from '../routing/scenario';

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly notices: readonly AnnouncedNotice[];
  readonly traffic: readonly Traffic[];
}

/** A link drops all data from one time to another; BGP sees it when the form is `down`, and only then. */
export interface Fault {
  readonly link: string;
  readonly form: FailureForm;
  readonly fromMs: number;
  readonly toMs: number;
}

interface AnnouncedNotice {
  readonly link: string;
  readonly source: string;
  /** When the notice arrives. */
  readonly announcedMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Packets in both directions between two ends. */
export interface Traffic {
  readonly name: string;
  readonly between: readonly [TrafficEnd, TrafficEnd];
  readonly packetsPerSecond: number;
}

export interface TrafficEnd {
  readonly site: string;
  /** Absent: the site is on premises. */
  readonly vpc?: string;
}

/** How a scenario is played. */
export const RUNS = ['without-detour', 'unannounced', 'announced'] as const;
export type Run = (typeof RUNS)[number];
