// One invocation of a site's controller: the lease, the configuration, one reconcile within the time there is, and what it
// came to. Whatever it leaves undone, the next run finds, because each step is recomputed from what is there.
//
//   until            what may begin
//   end - 40 s       waiting for a run that holds the lease
//   end - 25 s       reads and writes of routes
//   end - 12 s       publishing, admitting, dismissing, telling which sites are reached
//   end - 2 s        waiting for an answer about the lease that is given back
//   end              saying what was done

import { type AuditEntry, failureEntry } from './audit';
import type { Lease } from './database';
import { answered, Gate, gated, LEASE_TERM_MS, LONGEST_CALL_MS } from './gate';
import { gaugesOf } from './gauges';
import type { Ports } from './ports';
import { type Reconciled, reconcile } from './reconcile';
import type { ReconcileRun, Run, RunOutcome, RunWorld } from './run';
import { settleAll } from './settle-all';
import type { SiteConfig } from './site-plan/read-site';

const WAIT_UNTIL_MS = 40_000;
const ROUTES_UNTIL_MS = 25_000;
const DATABASE_UNTIL_MS = 12_000;
const SAY_MS = 2_000;
const LEASE_POLL_MS = 500;
/** What can be done without is waited for only so long: lost traffic waits as well. */
const TESTS_READ_MS = 4_000;

async function leaseFor({ lease, clock }: RunWorld, { holder, endMs }: Run): Promise<Lease | undefined> {
  for (;;) {
    const mine = await answered(lease.acquire(holder, LEASE_TERM_MS), 'the lease', LONGEST_CALL_MS, clock);
    if (mine || clock.now() >= endMs - WAIT_UNTIL_MS) return mine;
    await clock.sleep(LEASE_POLL_MS);
  }
}

function gatedPorts({ portsOf, source, audit, clock }: RunWorld, config: SiteConfig, gate: Gate, endMs: number): Ports {
  const { routing, bgp, bgpTests, database, reachability } = portsOf(config, gate.held.token);
  return {
    routing: gated(routing, gate, endMs - ROUTES_UNTIL_MS),
    ...(bgp ? { bgp: gated(bgp, gate, endMs - ROUTES_UNTIL_MS) } : {}),
    ...(bgpTests ? { bgpTests: gated(bgpTests, gate, endMs - ROUTES_UNTIL_MS, TESTS_READ_MS) } : {}),
    database: gated(database, gate, endMs - DATABASE_UNTIL_MS),
    ...(reachability ? { reachability: gated(reachability, gate, endMs - DATABASE_UNTIL_MS) } : {}),
    deployment: gated({ readTopology: () => source.topology() }, gate, endMs - DATABASE_UNTIL_MS, TESTS_READ_MS),
    audit,
    clock,
  };
}

function outcomeOf({ decision, written }: Reconciled): RunOutcome {
  const failed = written.filter(({ code }) => code === 'write-failed').length;
  return { kind: 'done', changed: written.length - failed, failed, held: decision.plan.held.length };
}

/** Traffic first: that nobody can be told of the configuration keeps no route from being changed. */
async function reconciled(world: RunWorld, run: Run, gate: Gate): Promise<RunOutcome> {
  const { config, entries, told } = await world.source.load(world.clock.now(), run.fresh);
  const work = reconcile(config.backbone, config.routing, gatedPorts(world, config, gate, run.endMs));
  const telling = entries.length === 0 ? Promise.resolve() : world.audit.record(entries).then(told);
  await settleAll([work, telling]);
  const done = await work;
  world.measure?.(gaugesOf(done.decision, done.written));
  return outcomeOf(done);
}

/** It expires by itself, so what went wrong with it is told and changes nothing of what the run came to. */
async function giveBack({ lease, audit, site, clock }: RunWorld, held: Lease, endMs: number): Promise<void> {
  const limitMs = Math.min(LONGEST_CALL_MS, Math.max(0, endMs - SAY_MS - clock.now()));
  try {
    await answered(lease.release(held), 'giving the lease back', limitMs, clock);
  } catch (error) {
    await audit.record([failureEntry(error, site, clock.now())]);
  }
}

function busyEntry({ site, clock }: RunWorld): AuditEntry {
  const because = 'another run held the lease for as long as there was time to wait';
  return { atMs: clock.now(), site, code: 'reconcile-busy', because };
}

async function failed(error: unknown, { audit, site, clock }: RunWorld): Promise<never> {
  try {
    await audit.record([failureEntry(error, site, clock.now())]);
  } catch (untold) {
    throw new AggregateError([error, untold], `${textOf(error)}; ${textOf(untold)}`);
  }
  throw error;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same world, in which nobody has to be listened to for longer than anybody else. */
function withPatience(world: RunWorld): RunWorld {
  const { audit, clock } = world;
  const record = (entries: readonly AuditEntry[]) =>
    answered(audit.record(entries), 'what was to be said', LONGEST_CALL_MS, clock);
  return { ...world, audit: { record } };
}

/** Rejects when the reconcile could not be finished, after that has been said. */
export const reconcileRun: ReconcileRun = async (given, run) => {
  const world = withPatience(given);
  let gate: Gate | undefined;
  try {
    const lease = await leaseFor(world, run);
    if (!lease) {
      await world.audit.record([busyEntry(world)]);
      return { kind: 'busy' };
    }
    gate = new Gate(lease, world.lease, world.clock);
    return await reconciled(world, run, gate);
  } catch (error) {
    return await failed(error, world);
  } finally {
    if (gate) await giveBack(world, gate.held, run.endMs);
  }
};
