// The controller of one site: woken by news in its replica and once a minute, never twice at the same time. The code that
// reconciles is handed in, the same that runs on AWS.

import { type AuditEntry, failureEntry } from '../controller/audit';
import type { Ports } from '../controller/ports';
import type { SiteRouting } from '../controller/site-routing';
import type { Backbone } from '../routing/backbone';
import type { VirtualClock } from './clock';
import type { Latencies } from './latencies';
import type { Random } from './random';

/** One reconcile of one site over these ports; rejects when it could not be finished. */
export type Reconcile = (backbone: Backbone, routing: SiteRouting, ports: Ports) => Promise<unknown>;

const TICK_MS = 60_000;

export class SiteController {
  private running = false;
  private wanted = false;

  constructor(
    private readonly reconcile: Reconcile,
    private readonly backbone: Backbone,
    private readonly routing: SiteRouting,
    private readonly ports: Ports,
    private readonly clock: VirtualClock,
    private readonly latencies: Latencies,
    private readonly random: Random,
    private readonly report: (entry: AuditEntry) => void,
    /** False while the controller is dead: no run begins. */
    private readonly alive: () => boolean = () => true,
  ) {}

  /** Starts the minute's ticks at a random moment of the first two seconds. */
  start(): void {
    const tick = () => {
      this.clock.at(this.clock.now() + TICK_MS, tick);
      this.wake();
    };
    this.clock.at(this.clock.now() + this.random(0, 2_000), tick);
  }

  wake(): void {
    if (this.running || !this.alive()) {
      this.wanted = true;
      return;
    }
    this.running = true;
    this.wanted = false;
    this.clock.start(this.clock.now() + this.random(...this.latencies.wake), () => this.runOnce());
  }

  private async runOnce(): Promise<void> {
    if (!this.alive()) {
      this.running = false;
      return;
    }
    try {
      await this.reconcile(this.backbone, this.routing, this.ports);
    } catch (error) {
      this.report(failureEntry(error, this.routing.site, this.clock.now()));
    }
    this.running = false;
    if (this.wanted) this.wake();
  }
}
