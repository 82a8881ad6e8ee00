// Pure: how the controller behaves, as numbers. All times are milliseconds.

export interface Policy {
  /** Site whose controller admits voluntary drains. */
  readonly admission: string;
  readonly maintenance: { readonly leadMs: number };
  readonly probe: {
    readonly intervalMs: number;
    readonly timeoutMs: number;
    /** Misses in a row that make a link bad. */
    readonly fall: number;
    /** Answers in a row that make it good again. */
    readonly rise: number;
    /** Share of probes lost over 30 s that makes a link bad, 0 to 1. */
    readonly lossThreshold: number;
  };
  /** How long a link must have been good before traffic is given back to it. */
  readonly holdDownMs: number;
  readonly maxConcurrentDrains: number;
  /** When so many links of a site go bad together that its own measuring is suspected, and nothing is withdrawn. */
  readonly massWithdrawal: {
    /** More than this share of the site's links that were good until then; 0 to 1, without 1. */
    readonly share: number;
    /** And at least so many. */
    readonly links: number;
  };
  readonly greyDx: 'wait' | 'bgp-down';
}
