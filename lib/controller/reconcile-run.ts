// One invocation of a site's controller: the lease, the configuration, one reconcile within the time there is, and what it
// came to. Whatever it leaves undone, the next run finds, because each step is recomputed from what is there.
//
//   until            what may begin
//   end - 40 s       waiting for a run that holds the lease
//   end - 25 s       reads and writes of routes
//   end - 12 s       publishing, admitting, dismissing
//   end              saying what was done

import { failureEntry } from './audit';
import { Gate, gated, LEASE_TERM_MS } from './gate';
import type { Ports } from './ports';
import { type Reconciled, reconcile } from './reconcile';
import type { ReconcileRun, Run, RunOutcome, RunWorld } from './run';
import type { SiteConfig } from './site-plan/read-site';

const WAIT_UNTIL_MS = 40_000;
const ROUTES_UNTIL_MS = 25_000;
const DATABASE_UNTIL_MS = 12_000;
const LEASE_POLL_MS = 500;

async function leaseFor({ lease, clock }: RunWorld, { holder, endMs }: Run) {
  for (;;) {
    const mine = await lease.acquire(holder, LEASE_TERM_MS);
    if (mine || clock.now() >= endMs - WAIT_UNTIL_MS) return mine;
    await clock.sleep(LEASE_POLL_MS);
  }
}

function gatedPorts({ portsOf, audit, clock }: RunWorld, config: SiteConfig, gate: Gate, endMs: number): Ports {
  const { routing, bgp, database } = portsOf(config);
  return {
    routing: gated(routing, gate, endMs - ROUTES_UNTIL_MS),
    ...(bgp ? { bgp: gated(bgp, gate, endMs - ROUTES_UNTIL_MS) } : {}),
    database: gated(database, gate, endMs - DATABASE_UNTIL_MS),
    audit,
    clock,
  };
}

function outcomeOf({ decision, written }: Reconciled): RunOutcome {
  const failed = written.filter(({ code }) => code === 'write-failed').length;
  return { kind: 'done', changed: written.length - failed, failed, held: decision.plan.held.length };
}

async function held(world: RunWorld, run: Run, gate: Gate): Promise<RunOutcome> {
  const { config, entries } = await world.source.load(world.clock.now(), run.fresh);
  if (entries.length > 0) await world.audit.record(entries);
  return outcomeOf(await reconcile(config.backbone, config.routing, gatedPorts(world, config, gate, run.endMs)));
}

/** Rejects when the reconcile could not be finished, after that has been said. */
export const reconcileRun: ReconcileRun = async (world, run) => {
  let gate: Gate | undefined;
  try {
    const lease = await leaseFor(world, run);
    if (!lease) return { kind: 'busy' };
    gate = new Gate(lease, world.lease, () => world.clock.now());
    return await held(world, run, gate);
  } catch (error) {
    await world.audit.record([failureEntry(error, world.site, world.clock.now())]);
    throw error;
  } finally {
    if (gate) await world.lease.release(gate.held);
  }
};
