// Counts API calls by IAM action and lets their time pass, as every API in memory does.

import type { Clock } from './clock';
import type { Note, Service } from './effects';
import type { Range } from './latencies';
import type { Random } from './random';

/** Calls by IAM action, as `ec2:SearchTransitGatewayRoutes`, over the whole run. */
export type CallCounts = Map<string, number>;

export class ApiCalls {
  constructor(
    private readonly site: string,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly counts: CallCounts,
    private readonly note: Note = () => {},
  ) {}

  /** Calls that are made together and change nothing; the time of the longest passes. */
  async read(calls: Readonly<Record<string, number>>, [low, high]: Range): Promise<void> {
    for (const [action, times] of Object.entries(calls)) this.count(action, times);
    await this.clock.sleep(this.random(low, high));
  }

  /** One call; its effect is there when it returns, or it throws and has none. */
  async write<T>(service: Service, name: string, [low, high]: Range, effect: () => T): Promise<T> {
    const action = `${service}:${name}`;
    const sinceMs = this.clock.now();
    this.count(action, 1);
    await this.clock.sleep(this.random(low, high));
    const result = effect();
    this.note({ kind: 'written', site: this.site, action, sinceMs, atMs: this.clock.now() });
    return result;
  }

  private count(action: string, times: number): void {
    if (times > 0) this.counts.set(action, (this.counts.get(action) ?? 0) + times);
  }
}
