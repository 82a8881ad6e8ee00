// The prober of one link end: a probe across its link and back at each interval. The probe is pinned to the link, as the
// probe subnets' routes pin it on AWS, so overrides do not move it.

import { afterProbe, dueObservation, newProber, type Prober } from '../controller/prober';
import type { Policy } from '../routing/policy';
import { carries } from '../routing/trace';
import type { VirtualClock } from './clock';
import type { ReplicatedDatabase } from './database';
import type { Fabric } from './fabric';
import type { Random } from './random';

interface LinkEndProbing {
  readonly link: string;
  readonly site: string;
  readonly policy: Policy['probe'];
  readonly linkMs: number;
}

/** Starts probing at a random moment of the first interval, and goes on for ever. */
export function startProbing(
  end: LinkEndProbing,
  fabric: Fabric,
  database: ReplicatedDatabase,
  clock: VirtualClock,
  random: Random,
): void {
  const { link, site, policy, linkMs } = end;
  let prober: Prober = newProber(clock.now());
  const isUp = () => carries(fabric.conditions.get(link));
  const learn = (answered: boolean) => {
    const nowMs = clock.now();
    const after = afterProbe(prober, answered, nowMs, policy);
    const observation = dueObservation(prober, after, link, site, nowMs);
    prober = observation ? { ...after, writtenMs: nowMs } : after;
    if (observation) database.writeSoon(site, observation);
  };
  const probe = () => {
    const sentMs = clock.now();
    clock.at(sentMs + policy.intervalMs, probe);
    if (!isUp()) return clock.at(sentMs + policy.timeoutMs, () => learn(false));
    clock.at(sentMs + 2 * linkMs, () => {
      if (isUp()) learn(true);
      else clock.at(sentMs + policy.timeoutMs, () => learn(false));
    });
  };
  clock.at(clock.now() + random(0, policy.intervalMs - 1), probe);
}
