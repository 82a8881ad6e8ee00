// The controller of a site. It is invoked by what is new in the site's replica, each minute, and by deployments, at any
// time and often together; a lease lets one run act at a time.
//
// It is made to run twice at once (reserved concurrency): one run works, and one waits for its lease and then reads
// everything that was written before. More would read the same: what else asks meanwhile is throttled and comes again by
// itself, as the stream's batch does, or the next minute does what it would have done.
//
//   invoked by                  another run is at work for as long as this one can wait
//   news in the replica         fails, so that the batch comes again: the other may have read before it was written
//   the schedule                ends, as the next one comes in a minute
//   a deployment                ends with `busy`, and the deployment asks again

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { announcerFromEnvironment } from '../aws/announcements';
import { leaseTable } from '../aws/lease-table';
import { metricLine } from '../aws/metric-line';
import { ownTable, surroundings } from '../aws/own-table';
import { reachabilityApi, reachabilityClient } from '../aws/reachability-api';
import { setting } from '../aws/setting';
import { siteParameters, siteParametersClient } from '../aws/site-parameters';
import { siteClients, sitePorts } from '../aws/site-ports';
import { reconcileRun } from '../reconcile-run';
import type { Run, RunOutcome, RunWorld } from '../run';
import { SiteSource } from '../site-plan/site-source';
import { askedBy } from '../stream-news';

interface Context {
  getRemainingTimeInMillis(): number;
}

/** Undefined: nothing of it is news. Rejects when the run could not be finished, or when it has to come again. */
export async function handle(
  event: unknown,
  world: RunWorld,
  run: Omit<Run, 'fresh'>,
): Promise<RunOutcome | undefined> {
  const asked = askedBy(event, world.site);
  if (asked === 'nothing') return undefined;
  const outcome = await reconcileRun(world, { ...run, fresh: asked === 'run after a deployment' });
  if (asked === 'run for news' && outcome.kind === 'busy')
    throw new Error('another run is at work, and may have read before this was written');
  return outcome;
}

/** Kept from one invocation to the next: connections, and what is known of the site. */
function newWorld(): RunWorld {
  const around = surroundings();
  const { site, now, write } = around;
  const clients = siteClients();
  const table = ownTable(clients.dynamo, around);
  const reachability = reachabilityApi({ cloudWatch: reachabilityClient(), site, now });
  return {
    site,
    source: new SiteSource(site, siteParameters(siteParametersClient(), setting('DETOUR_PARAMETERS'))),
    lease: leaseTable(table, now),
    audit: announcerFromEnvironment(write, now),
    clock: { now, sleep: async (ms, signal) => void (await sleep(ms, undefined, { ...(signal ? { signal } : {}) })) },
    measure: (measured) => {
      for (const one of measured) write(`${metricLine(one, now())}\n`);
    },
    portsOf: (config, token) => ({ ...sitePorts(clients, table, config, token), reachability }),
  };
}

let world: RunWorld | undefined;

export async function handler(event: unknown, context: Context): Promise<RunOutcome | undefined> {
  world ??= newWorld();
  return handle(event, world, { holder: randomUUID(), endMs: world.clock.now() + context.getRemainingTimeInMillis() });
}
