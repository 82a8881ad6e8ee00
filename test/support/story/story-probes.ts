// What a story does to probes: a link that loses some of them, an end that gets no answers although the link carries
// data, and a prober that is dead.

import type { Observation } from '../../../lib/controller/database';
import type { LinkConditions } from '../../../lib/routing/network';
import type { VirtualClock } from '../../../lib/twin/clock';
import { ReplicatedDatabase } from '../../../lib/twin/database';
import { Fabric } from '../../../lib/twin/fabric';
import { LATENCIES } from '../../../lib/twin/latencies';

export type HowProbed = 'answered' | 'lost' | 'silent';

/** The fabric as the prober of one end finds it. */
export class ProbedFabric extends Fabric {
  constructor(
    private readonly real: Fabric,
    private readonly link: string,
    private readonly isLost: () => boolean,
  ) {
    super(real.network);
  }

  override get conditions(): LinkConditions {
    const { conditions } = this.real;
    return this.isLost() ? new Map([...conditions, [this.link, 'grey']]) : conditions;
  }
}

/** The database as the prober of one end reaches it. */
export class ProbersDatabase extends ReplicatedDatabase {
  constructor(
    private readonly real: ReplicatedDatabase,
    clock: VirtualClock,
    private readonly isSilent: () => boolean,
  ) {
    super([], clock, LATENCIES, (low) => low);
  }

  override writeSoon(site: string, observation: Observation): void {
    if (!this.isSilent()) this.real.writeSoon(site, observation);
  }
}

/** One second of every so many is lost, so that no probes are lost in a row. */
export function losesNow(every: number | undefined, nowMs: number): boolean {
  return every !== undefined && Math.floor(nowMs / 1_000) % every === 0;
}
