// The prober of one link end: the code that runs on AWS, started each minute and handed over from run to run.

import type { Observation } from '../controller/database';
import { type ProberClock, type ProberPorts, probe } from '../controller/probing/prober-loop';
import type { ProbedEnd } from '../controller/probing/run';
import { runLength } from '../controller/probing/schedule';
import type { ObservationStore } from '../controller/signal-ports';
import type { BackboneLink } from '../routing/backbone';
import type { Clock } from './clock';
import { observationStoreOf } from './database-stores';
import type { ProbePath } from './probe-path';
import { probeTarget } from './probe-target';
import { eachMinute } from './schedule';
import { clockAt, type World } from './world';

/** How long a run may take on AWS. */
const TIME_LIMIT_MS = 90_000;

/** Hears of an end that was good and is found bad, when that is written. */
export type FoundBad = (link: string, site: string, atMs: number) => void;

interface LinkEnd {
  readonly link: BackboneLink;
  readonly site: string;
  /** Undefined: the network has no probe subnet for this end. */
  readonly path: ProbePath | undefined;
}

/** The site's replica, as the probers of one end reach it. */
function storeOf(world: World, { link, site }: Pick<ProbedEnd, 'link' | 'site'>, foundBad: FoundBad): ObservationStore {
  const store = observationStoreOf(world.database, site);
  let verdict: Observation['verdict'] | undefined;
  const reach = () => {
    if (world.trouble.probing?.(link, site) === 'silent') throw new Error('the database does not answer');
  };
  return {
    last: async (...of) => {
      reach();
      return store.last(...of);
    },
    put: async (observation) => {
      reach();
      if (observation.verdict === 'bad' && verdict !== 'bad') foundBad(link, site, clockAt(world, site).now());
      verdict = observation.verdict;
      return store.put(observation);
    },
  };
}

function proberClock(clock: Clock): ProberClock {
  const now = () => clock.now();
  return { elapsed: now, now, after: (ms, callback) => clock.start(clock.now() + ms, callback) };
}

/** From now on, and for ever, with whatever takes what is found. */
export function probeEachMinute(
  world: Pick<World, 'backbone' | 'fabric' | 'clock' | 'latencies' | 'random' | 'trouble'>,
  { link, site, path }: LinkEnd,
  { store, tell }: Pick<ProberPorts, 'store' | 'tell'>,
): void {
  const end = { link: link.name, site, policy: world.backbone.policy.probe };
  const ports = { target: probeTarget(world, link, site, path), store, clock: proberClock(clockAt(world, site)), tell };
  eachMinute(world, `prober ${link.name} ${site}`, site, 'early', async () => {
    await probe(end, ports, runLength(TIME_LIMIT_MS));
  });
}

export function startProbing(world: World, end: LinkEnd, foundBad: FoundBad = () => {}): void {
  const store = storeOf(world, { link: end.link.name, site: end.site }, foundBad);
  probeEachMinute(world, end, { store, tell: world.tell });
}
