// Pure: what one invocation of a site's controller needs, and what it comes to. The function on AWS and the twin make the
// world; reconcile-run.ts is the run.

import type { RunClock } from './gate';
import type { Measured } from './measured';
import type { AuditPort, LeasePort, Ports } from './ports';
import type { SiteConfig } from './site-plan/read-site';
import type { SiteSource } from './site-plan/site-source';

/** What a run needs of the world. */
export interface RunWorld {
  readonly site: string;
  readonly source: SiteSource;
  readonly lease: LeasePort;
  readonly audit: AuditPort;
  readonly clock: RunClock;
  /** Takes what the run has found of its site, as metrics; absent where nobody looks at them. */
  readonly measure?: (measured: readonly Measured[]) => void;
  /** All ports over this configuration; what they write down is written by the holder of the lease with this token. */
  readonly portsOf: (config: SiteConfig, token: number) => Omit<Ports, 'audit' | 'clock'>;
}

/** One invocation. */
export interface Run {
  /** An id that no other run has. */
  readonly holder: string;
  /** When the runtime puts an end to it, in epoch milliseconds. */
  readonly endMs: number;
  /** The configuration is to be read anew, whatever is known: something was deployed. */
  readonly fresh?: boolean;
}

/** `busy`: another run held the lease for as long as there was time to wait, and does what there is to do. */
export type RunOutcome =
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'done';
      /** Changes that were made, that failed, and that guards hold back. */
      readonly changed: number;
      readonly failed: number;
      readonly held: number;
    };

/** As the twin and the function call it. */
export type ReconcileRun = (world: RunWorld, run: Run) => Promise<RunOutcome>;
