// Pure: what a value was when, as far back as anybody may look.

interface Entry<T> {
  readonly sinceMs: number;
  readonly value: T;
}

export class History<T> {
  /** The first is what held at the earliest time that may be asked for. */
  private entries: readonly Entry<T>[];

  /** @param reachMs how far back from the last change one may look */
  constructor(
    value: T,
    private readonly reachMs: number,
  ) {
    this.entries = [{ sinceMs: Number.NEGATIVE_INFINITY, value }];
  }

  /** Times never go back. */
  record(sinceMs: number, value: T): void {
    const entries = [...this.entries, { sinceMs, value }];
    const first = entries.findLastIndex((entry) => entry.sinceMs <= sinceMs - this.reachMs);
    this.entries = entries.slice(Math.max(first, 0));
  }

  at(ms: number): T {
    const entry = this.entries.findLast(({ sinceMs }) => sinceMs <= ms) ?? this.entries[0];
    if (!entry) throw new RangeError('a history is never empty');
    return entry.value;
  }
}
