// How long something has lasted at most, for several flows at once.

export class Stopwatch {
  private readonly since = new Map<string, number>();
  private excusedUntilMs = 0;
  longestMs = 0;
  /** The flow that lasted longest, and when it ended or was last looked at. */
  longest = '';

  /** Says for which flows it is so now. */
  look(nowMs: number, lasting: ReadonlySet<string>): void {
    this.measure(nowMs);
    for (const flow of this.since.keys()) if (!lasting.has(flow)) this.since.delete(flow);
    for (const flow of lasting) if (!this.since.has(flow)) this.since.set(flow, Math.max(nowMs, this.excusedUntilMs));
  }

  /** Whatever lasts now is counted from this time on, and nothing before it. */
  excuse(nowMs: number, untilMs: number): void {
    this.measure(nowMs);
    this.excusedUntilMs = Math.max(this.excusedUntilMs, untilMs);
    for (const [flow, since] of this.since) this.since.set(flow, Math.max(since, this.excusedUntilMs));
  }

  measure(nowMs: number): void {
    for (const [flow, since] of this.since) {
      if (nowMs - since <= this.longestMs) continue;
      this.longestMs = nowMs - since;
      this.longest = `${flow} until ${nowMs}`;
    }
  }
}
