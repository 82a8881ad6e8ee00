// A small world for the order property: the controllers' own code on the twin's parts, with partitions, dead controllers
// and faults, and a judge that looks at every flow at each change of a table.

import { reconcile } from '../../lib/controller/reconcile';
import { siteRouting } from '../../lib/controller/site-routing';
import type { Backbone, Flow } from '../../lib/routing/backbone';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { Outcome, Trace } from '../../lib/routing/trace';
import { VirtualClock } from '../../lib/twin/clock';
import { SiteController } from '../../lib/twin/controllers';
import { ReplicatedDatabase } from '../../lib/twin/database';
import { Fabric } from '../../lib/twin/fabric';
import { GatewayApi } from '../../lib/twin/gateway-api';
import { LATENCIES } from '../../lib/twin/latencies';
import { startProbing } from '../../lib/twin/probing';
import { randomFrom } from '../../lib/twin/random';
import { networkOf } from '../support/networks';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What happens; numbers choose a site or link by remainder. Times are milliseconds from the start. */
export interface Schedule {
  readonly seed: number;
  readonly faults: readonly (Span & { readonly link: number })[];
  readonly notices: readonly (Span & { readonly link: number })[];
  readonly partitions: readonly (Span & { readonly from: number; readonly to: number })[];
  readonly dead: readonly (Span & { readonly site: number })[];
}

export interface Violation {
  readonly atMs: number;
  readonly flow: string;
  readonly said: string;
}

export interface Watched {
  readonly violations: readonly Violation[];
  /** Flows that are not delivered in the end. */
  readonly undelivered: readonly string[];
  readonly overridesLeft: number;
  readonly changes: number;
  /** Longest time, in milliseconds, for which any flow looped. */
  readonly longestLoopMs: number;
}

/** After everything has healed: hold-down, silence, fences and some rounds. */
const QUIET_MS = 40 * 60_000;

function pick<T>(items: readonly T[], n: number): T {
  const item = items[n % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function within(spans: readonly Span[], ms: number): boolean {
  return spans.some(({ fromMs, toMs }) => ms >= fromMs && ms < toMs);
}

class Judge {
  readonly violations: Violation[] = [];
  private readonly loopingSince = new Map<string, number>();
  longestLoopMs = 0;
  changes = 0;

  constructor(
    private readonly fabric: Fabric,
    private readonly clock: VirtualClock,
    private readonly flows: readonly Flow[],
  ) {
    let before = this.look();
    fabric.beforeChange(() => {
      before = this.look();
    });
    fabric.afterChange(() => this.compare(before));
  }

  look(): ReadonlyMap<string, Trace> {
    const { network, conditions } = this.fabric;
    return new Map(
      this.flows.flatMap((flow): [string, Trace][] => {
        const trace = worstTrace(traceFlow(network, conditions, flow));
        return trace ? [[`${flow.from} to ${flow.to}`, trace]] : [];
      }),
    );
  }

  /** A change may lose nothing that was delivered, but to a link that is dead and not yet known to be. */
  private compare(before: ReadonlyMap<string, Trace>): void {
    this.changes += 1;
    for (const [flow, trace] of this.look()) {
      this.countLoop(flow, trace.outcome);
      const was = before.get(flow)?.outcome;
      if (was !== 'delivered' || trace.outcome === 'delivered' || trace.outcome === 'dead-link') continue;
      const said = `${before.get(flow)?.path.join(' ')} became ${trace.outcome} on ${trace.path.join(' ')}`;
      this.violations.push({ atMs: this.clock.now(), flow, said });
    }
  }

  private countLoop(flow: string, outcome: Outcome): void {
    const since = this.loopingSince.get(flow);
    if (since !== undefined) this.longestLoopMs = Math.max(this.longestLoopMs, this.clock.now() - since);
    if (outcome !== 'loop') this.loopingSince.delete(flow);
    else if (since === undefined) this.loopingSince.set(flow, this.clock.now());
  }
}

/** Lets the schedule happen to the backbone, then heals everything and waits. */
export async function play(backbone: Backbone, schedule: Schedule): Promise<Watched> {
  const clock = new VirtualClock(0);
  const random = randomFrom(schedule.seed);
  const fabric = new Fabric(networkOf(backbone));
  const sites = backbone.sites.map((site) => site.name);
  const cut = (from: string, to: string) =>
    within(
      schedule.partitions.filter((p) => pick(sites, p.from) === from && pick(sites, p.to) === to),
      clock.now(),
    );
  const database = new ReplicatedDatabase(sites, clock, LATENCIES, random, (from, to) => !cut(from, to));
  const judge = new Judge(fabric, clock, backbone.flows);
  startSites(backbone, schedule, { clock, fabric, database, random });
  plan(backbone, schedule, clock, fabric, database);
  const ends = [...schedule.faults, ...schedule.notices, ...schedule.partitions, ...schedule.dead].map((s) => s.toMs);
  await clock.run(Math.max(0, ...ends) + QUIET_MS);
  const overridesLeft = fabric.network.tables.flatMap((t) => t.routes).filter((r) => r.origin === 'prefix-list').length;
  const undelivered = [...judge.look()].filter(([, t]) => t.outcome !== 'delivered').map(([flow]) => flow);
  const { violations, changes, longestLoopMs } = judge;
  return { violations, undelivered, overridesLeft, changes, longestLoopMs };
}

interface Parts {
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly random: ReturnType<typeof randomFrom>;
}

function startSites(backbone: Backbone, schedule: Schedule, parts: Parts): void {
  const { clock, fabric, database, random } = parts;
  for (const { name: site } of backbone.sites) {
    const routing = siteRouting(fabric.network, site);
    if (!routing) continue;
    const dead = schedule.dead.filter((d) => pick(backbone.sites, d.site).name === site);
    const alive = () => !within(dead, clock.now());
    const api = new GatewayApi(routing, fabric, clock, LATENCIES, random, new Map());
    const ports = { routing: api, database: database.portOf(site), audit: { record: async () => {} }, clock };
    const report = (entry: { because: string }) => {
      throw new Error(entry.because);
    };
    const controller = new SiteController(reconcile, backbone, routing, ports, clock, LATENCIES, random, report, alive);
    database.onNews(site, () => controller.wake());
    controller.start();
  }
  for (const { name: link, between } of backbone.links)
    for (const site of between) {
      const end = { link, site, policy: backbone.policy.probe, linkMs: LATENCIES.linkMs };
      startProbing(end, fabric, database, clock, random);
    }
}

function plan(
  backbone: Backbone,
  schedule: Schedule,
  clock: VirtualClock,
  fabric: Fabric,
  database: ReplicatedDatabase,
) {
  for (const { link, fromMs, toMs } of schedule.faults) {
    const { name } = pick(backbone.links, link);
    clock.at(fromMs, () => fabric.setCondition(name, 'grey'));
    clock.at(toMs, () => fabric.setCondition(name, 'up'));
  }
  schedule.notices.forEach(({ link, fromMs, toMs }, i) => {
    const { name } = pick(backbone.links, link);
    const notice = { kind: 'notice', id: String(i), source: 'a provider', link: name, status: 'confirmed' } as const;
    clock.at(0, () =>
      database.write('s0', { ...notice, startMs: fromMs + backbone.policy.maintenance.leadMs, endMs: toMs }),
    );
  });
}
