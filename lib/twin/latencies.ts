// Pure: how long things take in the twin. AWS publishes hardly any of these; they are cautious readings of what its
// services usually do, and every figure a replay prints depends on them.

/** Milliseconds, drawn evenly from the range. */
export type Range = readonly [low: number, high: number];

export interface Latencies {
  /** One way over a link between two sites. */
  readonly linkMs: number;
  /** EC2 calls that read, and that write. */
  readonly apiRead: Range;
  readonly apiWrite: Range;
  /** The site's own replica of the link state database. */
  readonly database: Range;
  /** From one replica to another. */
  readonly replication: Range;
  /** From a change in the replica to the start of the controller. */
  readonly wake: Range;
}

export const LATENCIES: Latencies = {
  linkMs: 30,
  apiRead: [60, 150],
  apiWrite: [150, 350],
  database: [4, 12],
  replication: [400, 1_200],
  wake: [150, 400],
};
