// Looks at every flow at each change of the fabric, and remembers when which of them was not delivered.

import { traceFlow, worstTrace } from '../../../lib/routing/flow-trace';
import type { StoryWorld } from './story-world';

interface Spell {
  readonly flow: string;
  /** How a flow fared whose packets were not all delivered. */
  readonly fate: string;
  readonly fromMs: number;
}

export class LostFlows {
  private readonly lasting = new Map<string, Spell>();
  private ended: (Spell & { readonly toMs: number })[] = [];

  constructor(private readonly world: StoryWorld) {
    world.fabric.afterChange(() => this.look());
  }

  /** What was lost since it was asked last, as lines. */
  take(): readonly string[] {
    const nowMs = this.world.clock.now();
    const spells = [...this.ended, ...[...this.lasting.values()].map((spell) => ({ ...spell, toMs: nowMs }))];
    this.ended = [];
    for (const [flow, spell] of this.lasting) this.lasting.set(flow, { ...spell, fromMs: nowMs });
    const longest = new Map<string, number>();
    for (const { flow, fate, fromMs, toMs } of spells) {
      const name = `${flow} ${fate}`;
      longest.set(name, (longest.get(name) ?? 0) + toMs - fromMs);
    }
    return [...longest]
      .filter(([, ms]) => ms > 0)
      .map(([name, ms]) => `lost: ${name} for ${(ms / 1_000).toFixed(1)} s`)
      .sort();
  }

  private fateOf(flow: { readonly from: string; readonly to: string }): string | undefined {
    const { fabric, losses } = this.world;
    const trace = worstTrace(traceFlow(fabric.forwarding, fabric.conditions, flow));
    if (trace?.outcome !== 'delivered') return trace?.outcome;
    return trace.path.some((link) => losses.has(link)) ? 'in part' : undefined;
  }

  private look(): void {
    const nowMs = this.world.clock.now();
    for (const { from, to } of this.world.backbone.flows) {
      const flow = `${from} to ${to}`;
      const fate = this.fateOf({ from, to });
      const before = this.lasting.get(flow);
      if (before?.fate === fate) continue;
      if (before) this.ended.push({ ...before, toMs: nowMs });
      if (fate === undefined) this.lasting.delete(flow);
      else this.lasting.set(flow, { flow, fate, fromMs: nowMs });
    }
  }
}
