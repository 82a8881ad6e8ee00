// The twin as a place to practise: Detour running over it, served on loopback, with time that passes by itself.

import type { ReconcileRun } from '../../controller/run';
import type { Announcers } from '../../controller/signals/maintnote/trust';
import { controlled } from '../http/control';
import { openHttpTwin } from '../http/open-http-twin';
import type { NamedCall } from '../http/service';
import { LATENCIES, type Latencies, type Range } from '../latencies';
import { practiceControl } from './practice-control';
import { type Onlooker, type PracticeDeployment, PracticeWorld } from './practice-world';

interface PracticeTwinOptions {
  readonly deployment: PracticeDeployment;
  /** Whose notices drain links by themselves. */
  readonly announcers: Announcers;
  readonly run: ReconcileRun;
  readonly onlooker: Onlooker;
  /** Epoch milliseconds: when it is served it is as late there as here. */
  readonly now: () => number;
  /** Virtual milliseconds for each real one. */
  readonly speed: number;
  /** From other allowed prefixes of a Direct Connect link until premises are told of them. */
  readonly announcementMs: number;
  /** 0: any that is free. */
  readonly port: number;
  readonly seed: number;
  /** Hears of each call that was not carried out. */
  readonly log: (line: string) => void;
}

export interface PracticeTwin {
  readonly endpoint: string;
  /** Resolves when it is closed; rejects when it cannot go on. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** As long as the functions of the twin wait for the same. */
function latency({ service, writes }: NamedCall): Range {
  if (service === 'ec2') return writes ? LATENCIES.apiWrite : LATENCIES.apiRead;
  if (service === 'directconnect') return writes ? LATENCIES.directConnectWrite : LATENCIES.directConnectRead;
  return service === 'dynamodb' ? LATENCIES.database : [0, 0];
}

/** For so long everything has been running when people come, so that links are known to be good, and that is no news. */
const WARM_UP_MS = 120_000;

/** Of what is said before, only that something fails. */
function newsOnly(onlooker: Onlooker): { readonly onlooker: Onlooker; readonly begin: () => void } {
  let hasBegun = false;
  const decided: Onlooker['decided'] = (entry) => {
    if (hasBegun) onlooker.decided(entry);
  };
  const begin = () => {
    hasBegun = true;
  };
  return { onlooker: { ...onlooker, decided }, begin };
}

/** A world in which everything has been running for a while. */
async function warmedUp(
  { deployment, run, onlooker, now, seed }: PracticeTwinOptions,
  latencies: Latencies,
): Promise<PracticeWorld> {
  const news = newsOnly(onlooker);
  const world = new PracticeWorld(deployment, now() - WARM_UP_MS, seed, news.onlooker, latencies);
  world.start(run);
  await world.clock.run(now());
  // That took a moment, too.
  await world.clock.run(now());
  news.begin();
  return world;
}

/** Rejects when the port is taken. */
export async function openPracticeTwin(options: PracticeTwinOptions): Promise<PracticeTwin> {
  const { deployment, announcers, announcementMs, speed, port, seed, log } = options;
  const announcement: Range = [announcementMs, announcementMs];
  const world = await warmedUp(options, { ...LATENCIES, announcement });
  const { network, inventory } = deployment;
  const { clock, fabric, tunnels, functions, tables } = world;
  const control = controlled(practiceControl({ world, speed, announcers }));
  const served = {
    network,
    inventory,
    clock,
    fabric,
    tunnels,
    functions,
    tables,
    control,
    behaviour: { announcement },
  };
  const { endpoint, ended, close } = await openHttpTwin({ ...served, speed, latency, port, seed, log });
  return { endpoint, ended, close };
}
