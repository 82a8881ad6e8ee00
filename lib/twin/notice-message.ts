// Pure: what somebody has to say of maintenance of links, before it has any form.

export interface SaidMaintenance {
  /** What the speaker calls it, in each of the messages about it. */
  readonly event: string;
  /** Larger in each newer message about it. */
  readonly version: number;
  readonly links: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  readonly status: 'confirmed' | 'tentative' | 'cancelled' | 'completed';
  /** What it says happens to the links: nothing that data would notice, or something. */
  readonly impact: 'none' | 'outage';
  /** When it was said. */
  readonly saidMs: number;
}
