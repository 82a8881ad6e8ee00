// Looks at every flow at each change of a table or of a link, and holds the controllers to what they promise.

import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkConditions, Network } from '../../lib/routing/network';
import type { Trace } from '../../lib/routing/trace';
import type { SimWorld } from './sim-world';
import { Stopwatch } from './stopwatch';

/** How old the admission site's news may be: another site's run that began before, its word's way, and a run of its own. */
const NEWS_MS = 5_000;

type Fates = ReadonlyMap<string, Trace>;

function isDelivered(trace: Trace | undefined): boolean {
  return trace?.outcome === 'delivered';
}

export class Judge {
  /** Flows that a table change lost, each as a sentence. */
  readonly violations: string[] = [];
  /** Drains that were called complete while traffic crossed the link, and had for longer than news may be old. */
  readonly early: string[] = [];
  readonly loops = new Stopwatch();
  /** Lost, where the tables without any override would deliver. */
  readonly harm = new Stopwatch();
  /** Changes of a table. */
  changes = 0;
  /** Changes of a table when some flow was lost. */
  rescues = 0;
  private readonly inUseSince = new Map<string, number>();
  private readonly untouched: Network;
  private network: Network;
  private conditions: LinkConditions;
  private fates: Fates;
  private baseline: Fates;

  constructor(private readonly world: SimWorld) {
    const { fabric } = world;
    this.untouched = fabric.network;
    this.network = fabric.network;
    this.conditions = fabric.conditions;
    this.fates = this.look(fabric.network);
    this.baseline = this.fates;
    this.lookAtLinks();
    fabric.afterChange(() => this.compare());
    world.hear = ({ code, link }) => this.hear(code, link);
  }

  /** Flows that are not delivered. */
  undelivered(): readonly string[] {
    return [...this.fates].filter(([, trace]) => !isDelivered(trace)).map(([flow, t]) => `${flow}: ${t.outcome}`);
  }

  /** Links that some flow crosses now. */
  linksInUse(): readonly string[] {
    return [...this.inUseSince.keys()];
  }

  finish(): void {
    this.loops.measure(this.world.clock.now());
    this.harm.measure(this.world.clock.now());
  }

  /** What lasts now, and what begins until then, is counted from then on. */
  excuse(untilMs: number): void {
    for (const watch of [this.loops, this.harm]) watch.excuse(this.world.clock.now(), untilMs);
  }

  private hear(code: string, link: string | undefined): void {
    const nowMs = this.world.clock.now();
    const since = link === undefined ? undefined : this.inUseSince.get(link);
    if (code === 'drain-complete' && since !== undefined && nowMs - since > NEWS_MS)
      this.early.push(`${nowMs}: ${link} was in use since ${since}`);
  }

  private look(network: Network): Fates {
    const { fabric, backbone } = this.world;
    return new Map(
      backbone.flows.flatMap((flow): [string, Trace][] => {
        const trace = worstTrace(traceFlow(network, fabric.conditions, flow));
        return trace ? [[`${flow.from} to ${flow.to}`, trace]] : [];
      }),
    );
  }

  private compare(): void {
    const { fabric, clock } = this.world;
    const before = this.fates;
    this.fates = this.look(fabric.network);
    if (fabric.conditions !== this.conditions) {
      this.baseline = this.look(this.untouched);
      this.harm.excuse(clock.now(), clock.now());
    }
    if (fabric.network !== this.network) this.judgeChange(before);
    this.network = fabric.network;
    this.conditions = fabric.conditions;
    const flows = [...this.fates];
    const lost = flows.filter(([flow, trace]) => !isDelivered(trace) && isDelivered(this.baseline.get(flow)));
    this.harm.look(clock.now(), new Set(lost.map(([flow]) => flow)));
    const looping = flows.filter(([, trace]) => trace.outcome === 'loop').map(([flow]) => flow);
    this.loops.look(clock.now(), new Set(looping));
    this.lookAtLinks();
  }

  private lookAtLinks(): void {
    const inUse = new Set([...this.fates.values()].flatMap(({ path }) => path));
    for (const link of this.inUseSince.keys()) if (!inUse.has(link)) this.inUseSince.delete(link);
    for (const link of inUse) if (!this.inUseSince.has(link)) this.inUseSince.set(link, this.world.clock.now());
  }

  /** A change may lose nothing that was delivered, but to a dead link of which the writer could not know. */
  private judgeChange(before: Fates): void {
    this.changes += 1;
    if ([...before.values()].some((trace) => !isDelivered(trace))) this.rescues += 1;
    const writer = this.writer();
    for (const [flow, { outcome, path }] of this.fates) {
      const was = before.get(flow);
      if (!isDelivered(was) || outcome === 'delivered') continue;
      if (outcome === 'dead-link' && !this.knewDead(writer, path.at(-1) ?? '')) continue;
      const said = `${flow} went over ${was?.path.join(' ')}, ${writer} made it ${outcome} over ${path.join(' ')}`;
      this.violations.push(`${this.world.clock.now()}: ${said}`);
    }
  }

  private writer(): string {
    const changed = this.world.fabric.network.tables.find((table, i) => table !== this.network.tables[i]);
    return changed?.gateway ?? '';
  }

  /** True when what the writer read last held a fresh bad observation, and no operator told it to ignore that. */
  private knewDead(site: string, link: string): boolean {
    const nowMs = this.world.clockOf(site).now();
    const read = this.world.read.get(site);
    const overruled = read?.orders.some((o) => o.link === link && o.action !== 'drain' && o.expiresMs > nowMs);
    const bad = read?.observations.some((o) => o.link === link && o.verdict === 'bad' && o.expiresMs > nowMs);
    return bad === true && overruled !== true;
  }
}
