// Pure: when a deployment has been settled: the controller has read what was deployed, and a run of it found nothing that it
// may change. What guards hold back is not waited for: it may take as long as a maintenance does.
//
//   the run                                      verdict
//   changed nothing, and nothing failed          settled
//   changed something, or was busy               ask again: the next run may find more
//   failed, in part or as a whole                ask again, until the time is over
//   any but the first, and the time is over      fail, with what the last run came to
//   any but the first, and the stack goes back   none of these: a stack is not kept from going back (handlers/settle.ts)

import type { RunOutcome } from './run';

/** What an invocation of the controller's function came to. */
export type Asked =
  | { readonly kind: 'answered'; readonly outcome: RunOutcome }
  /** The function ended in an error, or could not be started. */
  | { readonly kind: 'failed'; readonly why: string };

type Settled =
  | { readonly kind: 'settled'; readonly held: number }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'fail'; readonly why: string };

function waitingFor(asked: Asked): string | undefined {
  if (asked.kind === 'failed') return `its run failed: ${asked.why}`;
  const { outcome } = asked;
  if (outcome.kind === 'busy') return 'another run is under way';
  if (outcome.failed > 0) return `${outcome.failed} of its changes failed`;
  return outcome.changed > 0 ? `it has changed ${outcome.changed}, and may have more to change` : undefined;
}

export function settledBy(asked: Asked, nowMs: number, untilMs: number): Settled {
  const why = waitingFor(asked);
  if (why === undefined) {
    const held = asked.kind === 'answered' && asked.outcome.kind === 'done' ? asked.outcome.held : 0;
    return { kind: 'settled', held };
  }
  if (nowMs < untilMs) return { kind: 'wait', why };
  return {
    kind: 'fail',
    why: `what was deployed is in place, and the controller has not put its routes in line with it: ${why}; read its log`,
  };
}
