// What the probers of all ends would write. A packet that is lost cannot be made on loopback without rights that a test
// does not have, so the answers come from the twin's fabric; counting them and writing them is the product's own code.

import type { Observation } from '../../lib/controller/database';
import { afterProbe, newProber, type Prober } from '../../lib/controller/prober';
import type { ObservationStore } from '../../lib/controller/signal-ports';
import type { Backbone } from '../../lib/routing/backbone';
import { carries } from '../../lib/routing/trace';
import type { VirtualClock } from '../../lib/twin/clock';
import type { Fabric } from '../../lib/twin/fabric';

interface Measuring {
  readonly backbone: Backbone;
  readonly fabric: Fabric;
  readonly clock: VirtualClock;
  readonly store: ObservationStore;
}

/** How often an unchanged verdict is written, and how long a word counts, of virtual time. */
const HEARTBEAT_MS = 10_000;
const LIFE_MS = 210_000;

function observationOf({ verdict, sinceMs, wasBad, flaps }: Prober, link: string, site: string, atMs: number) {
  if (verdict === 'none') return undefined;
  const times = { sinceMs, atMs, expiresMs: atMs + LIFE_MS };
  return { kind: 'observation', link, site, verdict, wasBad, ...(flaps ? { flaps } : {}), ...times } as const;
}

/** One write at a time: what comes meanwhile is told by the next one, and what fails is told again. */
function measureEnd({ backbone, fabric, clock, store }: Measuring, link: string, site: string): void {
  const { probe: policy } = backbone.policy;
  let prober: Prober = newProber(Math.floor(clock.now()));
  let said: Observation | undefined;
  let writing = false;
  const write = async (nowMs: number) => {
    const observation = observationOf(prober, link, site, nowMs);
    const isNews = observation?.verdict !== said?.verdict || nowMs - (said?.atMs ?? 0) >= HEARTBEAT_MS;
    if (!observation || !isNews || writing) return;
    writing = true;
    await store.put(observation).then(
      () => {
        said = observation;
      },
      () => {},
    );
    writing = false;
  };
  const measure = () => {
    clock.at(clock.now() + policy.intervalMs, measure);
    const nowMs = Math.floor(clock.now());
    prober = afterProbe(prober, carries(fabric.conditions.get(link)), nowMs, policy);
    void write(nowMs);
  };
  clock.at(clock.now(), measure);
}

export function measureEnds(measuring: Measuring): void {
  const { sites, links } = measuring.backbone;
  const aws = new Set(sites.flatMap(({ name, kind }) => (kind === 'aws' ? [name] : [])));
  for (const { name, between } of links)
    for (const site of between) if (aws.has(site)) measureEnd(measuring, name, site);
}
