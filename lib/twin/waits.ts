// Pure: who waited for what. Each time the packets of a flow began to arrive again or took another path, the change that
// did it is found by its moment, then what that change had waited for, and so on back to the beginning.
//
//   heard <- announced <- written       a router took in what an association was changed to
//   heard <- written                    … what an edge table was changed to
//   heard <- session                    … that BGP gave up, or has its session back
//   written <- observed <- the loss     a controller acted on what an end of a link measured

import type { Effect } from './effects';
import type { FlowCount, Turn } from './replayed';

type Step = 'detection' | 'decision' | 'API' | 'announcement' | 'BGP timers' | 'BGP update' | 'end of the fault';

interface WaitedFor {
  readonly step: Step;
  readonly ms: number;
  /** On announcements and BGP timers: the link. */
  readonly link?: string;
  /** On API calls: the IAM action. */
  readonly action?: string;
}

/** A flow was lost, or only moved. */
export interface Wait {
  readonly flow: string;
  readonly kind: 'lost' | 'moved';
  /** Lost: when its packets began to be lost. Moved: when what it waited for was begun. */
  readonly sinceMs: number;
  /** Absent: it was still lost at the end. */
  readonly untilMs?: number;
  readonly path: readonly string[];
  readonly steps: readonly WaitedFor[];
}

/** What an effect is called, and whether something before it has to be looked for. */
function stepOf(effect: Effect, ms: number): WaitedFor {
  switch (effect.kind) {
    case 'heard':
      return { step: 'BGP update', ms };
    case 'announced':
      return { step: 'announcement', ms, link: effect.link };
    case 'written':
      return { step: 'API', ms, action: effect.action };
    case 'session':
      return { step: 'BGP timers', ms, link: effect.link };
    case 'observed':
      return { step: 'detection', ms };
    case 'healed':
      return { step: 'end of the fault', ms, link: effect.link };
  }
}

/** Later kinds cause earlier ones at the same moment. */
const CAUSES: readonly Effect['kind'][] = ['heard', 'announced', 'written', 'session', 'healed'];

function endingAt(effects: readonly Effect[], atMs: number, below: number): Effect | undefined {
  const rank = ({ kind }: Effect) => CAUSES.indexOf(kind);
  const here = effects.filter((effect) => effect.atMs === atMs && rank(effect) > below);
  return here.sort((a, b) => rank(a) - rank(b))[0];
}

/** Back from the moment when something happened; nothing from before `sinceMs` counts. */
function chain(effects: readonly Effect[], untilMs: number, sinceMs: number): readonly WaitedFor[] {
  const steps: WaitedFor[] = [];
  let atMs = untilMs;
  let below = -1;
  for (;;) {
    const effect = endingAt(effects, atMs, below);
    if (!effect) return steps;
    const fromMs = Math.max(effect.sinceMs, sinceMs);
    steps.unshift(stepOf(effect, atMs - fromMs));
    if (effect.kind === 'written') return [...reaction(effects, fromMs, sinceMs), ...steps];
    if (effect.sinceMs <= sinceMs) return steps;
    atMs = effect.sinceMs;
    below = CAUSES.indexOf(effect.kind);
  }
}

/** How long it took from the loss until it was measured, and from then until a controller did something about it. */
function reaction(effects: readonly Effect[], calledMs: number, lostMs: number): readonly WaitedFor[] {
  if (calledMs <= lostMs) return [];
  const seen = effects.find(({ kind, atMs }) => kind === 'observed' && atMs > lostMs && atMs <= calledMs);
  const seenMs = seen?.atMs ?? lostMs;
  const decision: WaitedFor = { step: 'decision', ms: calledMs - seenMs };
  return seen ? [stepOf(seen, seenMs - lostMs), decision] : [decision];
}

function lostWait(flow: string, effects: readonly Effect[], began: Turn, ended: Turn | undefined): Wait {
  const lost = { flow, kind: 'lost', sinceMs: began.atMs } as const;
  if (!ended) return { ...lost, path: began.path, steps: [] };
  return { ...lost, untilMs: ended.atMs, path: ended.path, steps: chain(effects, ended.atMs, began.atMs) };
}

/** A move is begun by the call behind it, so nothing before that counts as waiting. */
function movedWait(flow: string, effects: readonly Effect[], to: Turn): Wait {
  const steps = chain(effects, to.atMs, Number.NEGATIVE_INFINITY).filter(
    ({ step }) => step !== 'detection' && step !== 'decision',
  );
  const ms = steps.reduce((sum, step) => sum + step.ms, 0);
  return { flow, kind: 'moved', sinceMs: to.atMs - ms, untilMs: to.atMs, path: to.path, steps };
}

function flowWaits({ name, turns }: FlowCount, effects: readonly Effect[]): readonly Wait[] {
  const waits: Wait[] = [];
  let began: Turn | undefined;
  turns.forEach((turn, i) => {
    if (turn.outcome !== 'delivered') {
      began ??= turn;
      return;
    }
    if (began) waits.push(lostWait(name, effects, began, turn));
    else if (i > 0) waits.push(movedWait(name, effects, turn));
    began = undefined;
  });
  return began ? [...waits, lostWait(name, effects, began, undefined)] : waits;
}

/** In the order of flows, then of time. */
export function waitsOf(flows: readonly FlowCount[], effects: readonly Effect[]): readonly Wait[] {
  return flows.flatMap((flow) => flowWaits(flow, effects));
}
