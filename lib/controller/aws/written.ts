// Writing by a service that is eventually consistent: a write is done when it is seen.
//
//   the call     what is looked at then                      the write
//   accepted     shows what was asked for, in time           done
//   accepted     does not, in time                           rejects: it may still come
//   refused      any                                         rejects
//   not known    shows what was asked for, or its coming     goes on as if accepted: a try without an answer did it
//   not known    shows neither                               rejects

import { CallFailure, failureOf, mayHaveHadEffect } from './failure';
import { lookAgain, type Pauses } from './look-again';

/** How far a look shows what was asked for; `why` says what it shows instead. */
export type Progress = { readonly kind: 'done' } | { readonly kind: 'coming' | 'absent'; readonly why: string };

interface Write<T> {
  readonly operation: string;
  /** What it is about, for a person. */
  readonly resource: string;
  readonly call: () => Promise<unknown>;
  /** Reads what the write is about. */
  readonly look: () => Promise<T>;
  readonly progress: (seen: T) => Progress;
}

async function isThereAnyway<T>({ look, progress }: Write<T>): Promise<boolean> {
  try {
    return progress(await look()).kind !== 'absent';
  } catch {
    return false; // Of the two errors, that of the write says more.
  }
}

/** Rejects with a CallFailure. */
export async function written<T>(write: Write<T>, pauses: Pauses): Promise<void> {
  const { operation, resource, call, look, progress } = write;
  try {
    await call();
  } catch (error) {
    const isDone = mayHaveHadEffect(error) && (await isThereAnyway(write));
    if (!isDone) throw new CallFailure(operation, resource, failureOf(error), { cause: error });
  }
  const seen = progress(await lookAgain(look, (answer) => progress(answer).kind === 'done', pauses));
  if (seen.kind === 'done') return;
  const message = `it was accepted, and ${pauses.looks} looks later ${seen.why}`;
  throw new CallFailure(operation, resource, { kind: 'timeout', code: 'NotSeen', message });
}
