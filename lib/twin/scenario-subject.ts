// Pure: what the rules of scenarios look at: whatever of the file can be understood, and the world it is about.

import type * as z from 'zod';
import type { Draft } from '../net/document/draft';
import { type FittingEntry, fitting, fittingEntries } from '../net/document/fitting';
import { timeMs } from '../net/document/time';
import type { Backbone } from '../routing/backbone';
import { FAULT, NOTICE, SCENARIO, TRAFFIC } from './scenario-schema';

/** The backbone a scenario plays on, and its VPCs by name. */
export interface ScenarioWorld {
  readonly backbone: Backbone;
  readonly vpcs: readonly { readonly site: string; readonly name: string }[];
}

export interface ScenarioSubject {
  readonly world: ScenarioWorld;
  readonly startMs?: number;
  readonly endMs?: number;
  readonly faults: readonly FittingEntry<z.output<typeof FAULT>>[];
  readonly notices: readonly FittingEntry<z.output<typeof NOTICE>>[];
  readonly traffic: readonly FittingEntry<z.output<typeof TRAFFIC>>[];
}

/** Total: it may not rely on any other rule having passed. */
export type ScenarioRule = (subject: ScenarioSubject) => readonly Draft[];

export function scenarioSubject(value: unknown, world: ScenarioWorld): ScenarioSubject {
  const { starts, ends } = fitting(SCENARIO, value);
  return {
    world,
    ...(starts === undefined ? {} : { startMs: timeMs(starts) }),
    ...(ends === undefined ? {} : { endMs: timeMs(ends) }),
    faults: fittingEntries(FAULT, value, 'faults'),
    notices: fittingEntries(NOTICE, value, 'notices'),
    traffic: fittingEntries(TRAFFIC, value, 'traffic'),
  };
}

/** From and to of an entry in epoch milliseconds, when it has both. */
export function spanOf({ from, to }: { from?: string; to?: string }): { fromMs: number; toMs: number } | undefined {
  return from === undefined || to === undefined ? undefined : { fromMs: timeMs(from), toMs: timeMs(to) };
}
