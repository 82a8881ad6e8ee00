// Pure: what a site publishes of what it has told people, so that no other site tells them again.

import type { Code } from '../net/codes';
import type { Standing } from '../routing/shortest-paths';

/** What a site told people of something. */
export interface Spoken {
  /** Larger than that of everything that was known to have been told of it before, by whichever site. */
  readonly atMs: number;
  /** Nobody knows whether people have heard it: the run that was to tell it has died. */
  readonly unsure?: true;
}

export interface SpokenLink extends Spoken {
  readonly standing: Standing;
  readonly code: Code;
}

/** A window of maintenance, and how near it was when people were told. */
export interface SpokenWindow extends Spoken {
  readonly source: string;
  readonly links: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
  readonly drill?: true;
  /** Nearer than that; `far`: more than a week away; `cancelled`: it does not count any more. */
  readonly step: 'far' | 'week' | 'day' | 'hour' | 'open' | 'cancelled';
}
