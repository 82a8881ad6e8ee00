// The hybrid example as a twin to practise on, over a network made from the backbone, with an onlooker that remembers.

import { reconcileRun } from '../../lib/controller/reconcile-run';
import type { Announcers } from '../../lib/controller/signals/maintnote/trust';
import { traceFlow } from '../../lib/routing/flow-trace';
import { inventoryOf } from '../../lib/twin/http/inventory';
import { LATENCIES, type Latencies } from '../../lib/twin/latencies';
import { PracticeWorld } from '../../lib/twin/practice/practice-world';
import { hybridExample } from './hybrid';
import { networkOf } from './networks';
import { MINUTE_MS, NOW_MS } from './world';

export const reconcilerOf = (site: string) => `acme-${site}-reconciler`;

export const TABLES = { linkState: 'acme-link-state', audit: 'acme-audit' };

export const ANNOUNCERS: Announcers = {
  dropped: 'trusted',
  providers: [{ name: 'carrier-a', senders: ['noc@carrier-a.example'], announcesAs: ['carrier-a'] }],
};

export class Practice {
  /** `site code link`, in the order in which it was said. */
  readonly decided: string[] = [];
  readonly happened: string[] = [];
  readonly failed: string[] = [];
  readonly world: PracticeWorld;

  /** Nothing runs yet. */
  constructor(latencies: Latencies = LATENCIES) {
    const backbone = hybridExample();
    const network = networkOf(backbone);
    const identities = [
      { link: 'ord-iad-dx', entities: ['dxcon-ffabc123'], circuitIds: ['CA-ORD-IAD-0042'], provider: 'carrier-a' },
    ];
    const functions = network.gateways.map(({ site }) => ({ name: reconcilerOf(site), region: site, reserved: 2 }));
    const inventory = { ...inventoryOf(network), functions };
    const deployment = { backbone, network, inventory, tables: TABLES, identities, reconcilerOf };
    this.world = new PracticeWorld(
      deployment,
      NOW_MS,
      1,
      {
        decided: ({ site, code, link = '' }) => void this.decided.push(`${site} ${code} ${link}`.trim()),
        happened: ({ said }) => void this.happened.push(said),
        failed: (site, error) => void this.failed.push(`${site}: ${error}`),
      },
      latencies,
    );
  }

  /** Two minutes after Detour has begun to run. */
  static async begun(latencies?: Latencies): Promise<Practice> {
    const practice = new Practice(latencies);
    practice.world.start(reconcileRun);
    await practice.pass(2);
    return practice;
  }

  async pass(minutes: number): Promise<void> {
    const { clock } = this.world;
    await clock.run(clock.now() + minutes * MINUTE_MS);
  }

  /** Links that the traffic of a flow takes now; what becomes of it where it is not delivered. */
  path(from: string, to: string): string {
    const { backbone, fabric } = this.world;
    const flow = backbone.flows.find((one) => one.from === from && one.to === to);
    if (!flow) throw new Error(`there is no flow from ${from} to ${to}`);
    const traces = traceFlow(fabric.forwarding, fabric.conditions, flow);
    return [...new Set(traces.map(({ path, outcome }) => (outcome === 'delivered' ? path.join(' ') : outcome)))].join();
  }
}
