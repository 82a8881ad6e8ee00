// How long one reconcile of a site decides and plans in a backbone of 50 sites and 200 links: link states, desired
// overrides, plan, guards.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { decide } from '../../lib/controller/decide';
import type { Backbone } from '../../lib/routing/backbone';
import { type Happening, largeBackbone, sightingOf } from './large-backbone';
import { type Effort, measure, type Timing, timingOf } from './measure';

export const DECISION_BAR_MS = 10;

export interface DecisionTimes {
  readonly name: string;
  /** Planned changes, those that guards hold back included. */
  readonly changes: number;
  /** As in a function that is running: what belongs to the configuration is remembered. */
  readonly running: Timing;
  /** The first after a deployment: the configuration is new, the code is not. */
  readonly reconfigured: Timing;
  /** The first of a process. */
  readonly first: Timing;
}

/** What happens at site s0, which has eight peerings, a Direct Connect link and a VPN. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  'nothing happens': { steered: true },
  'a peering is to be drained': { drained: ['s0-s1'], steered: false },
  'a peering is drained': { drained: ['s0-s1'], steered: true },
  'a Direct Connect link is to be drained': { drained: ['p100-s0-dx'], steered: false },
  'three peerings are down at once': { down: ['s0-s3', 's0-s7', 's0-s12'], steered: false },
};

const RUNNING: Effort = { warmUp: 100, samples: 200 };
const RECONFIGURED: Effort = { warmUp: 0, samples: 10 };
const PROCESSES = 5;

function changesIn(backbone: Backbone, happening: Happening): number {
  const { plan } = decide(sightingOf(backbone, happening)());
  return plan.allowed.length + plan.held.length;
}

/** In a process of its own, which does nothing before. */
function firstTimes(name: string): Timing {
  const command = ['-r', 'ts-node/register/transpile-only', join(__dirname, 'first-decision.ts'), name];
  const once = () => Number(execFileSync(process.execPath, command, { encoding: 'utf8' }));
  return timingOf(Array.from({ length: PROCESSES }, once));
}

export function happeningOf(name: string): Happening {
  const happening = HAPPENINGS[name];
  if (!happening) throw new Error(`nothing is called "${name}"`);
  return happening;
}

function timesOf(backbone: Backbone, name: string): DecisionTimes {
  const happening = happeningOf(name);
  const running = measure(sightingOf(backbone, happening), decide, RUNNING);
  const reconfigured = measure(() => sightingOf(structuredClone(backbone), happening)(), decide, RECONFIGURED);
  return { name, changes: changesIn(backbone, happening), running, reconfigured, first: firstTimes(name) };
}

export function decisionTimes(): readonly DecisionTimes[] {
  const backbone = largeBackbone();
  return Object.keys(HAPPENINGS).map((name) => timesOf(backbone, name));
}
