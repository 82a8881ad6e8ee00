// Waiting until controllers have done what was ordered: a line for each thing that is not as it was a look ago.

import type { AskedCommand } from '../../../controller/operator/effects/asked-change';
import type { OrderChange } from '../../../controller/operator/effects/order-change';
import { type Goal, stageOf } from '../../../controller/operator/effects/stage';
import { timeText } from '../../../net/document/time';
import { printable } from '../../../net/printable';
import type { LiveWorld } from '../live-world';
import { abortion, pause } from '../pause';
import { see } from '../see';

const PAUSE_MS = 2_000;

/** Absent: there is nothing of the command that could be followed. */
export function goalOf(command: AskedCommand): Goal | undefined {
  if (command === 'drain') return 'empty';
  return command === 'restore' || command === 'force-up' ? 'given back' : undefined;
}

export type Reached = 'done' | 'ended' | 'interrupted';

function line(atMs: number, said: string): string {
  return printable(`${timeText(Math.floor(atMs / 1_000) * 1_000)} ${said}`);
}

/** Until it is done, the order stands no more, or the signal is given, which leaves the order as it is. */
export async function follow(
  { goal, link, change }: { readonly goal: Goal; readonly link: string; readonly change: OrderChange },
  world: LiveWorld,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<Reached> {
  const aborted = abortion(signal);
  let before = '';
  while (!signal.aborted) {
    const seen = await Promise.race([see(world), aborted]);
    if (!seen) break;
    const { kind, said } = stageOf({ goal, link, change }, seen);
    if (said !== before) say(line(seen.nowMs, said));
    before = said;
    if (kind === 'done' || kind === 'ended') return kind;
    await pause(PAUSE_MS, signal);
  }
  return 'interrupted';
}
