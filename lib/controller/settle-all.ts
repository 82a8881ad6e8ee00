// Pure: waits for several things that must not keep each other from being done.

/** Resolves when all have ended; rejects then with every reason if any was rejected. */
export async function settleAll(tasks: readonly Promise<unknown>[]): Promise<void> {
  const reasons = (await Promise.allSettled(tasks)).flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
  if (reasons.length === 0) return;
  const texts = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason)));
  throw new AggregateError(reasons, texts.join('; '));
}
