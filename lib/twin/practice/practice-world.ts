// A network that people practise on: everything of Detour runs in it for as long as somebody wants, and what goes wrong
// is theirs to say. Nothing is kept of what is over but the audit.

import { auditItem } from '../../controller/announce/audit-item';
import type { AuditEntry } from '../../controller/audit';
import type { ReconcileRun } from '../../controller/run';
import type { LinkIdentity } from '../../controller/signals/signal';
import type { Backbone } from '../../routing/backbone';
import type { Network } from '../../routing/network';
import type { CallCounts } from '../api-calls';
import { VirtualClock } from '../clock';
import { ReplicatedDatabase } from '../database';
import { startDetour } from '../detour';
import type { Effect } from '../effects';
import { Fabric } from '../fabric';
import { LinkFaults } from '../faults';
import { Functions } from '../functions';
import { startHearing } from '../hearing';
import { keyOfItem } from '../http/dynamodb/keys';
import { linkStateReplica } from '../http/dynamodb/link-state-replica';
import { type FindTable, GlobalTable } from '../http/dynamodb/table';
import type { Inventory } from '../http/inventory';
import { LATENCIES, type Latencies } from '../latencies';
import { NoticeDelivery } from '../notice-delivery';
import { type Random, streamsFrom } from '../random';
import type { WorldEvent } from '../replayed';
import { VpnTunnels } from '../vpn-tunnels';
import type { World } from '../world';

/** Whoever looks on. */
export interface Onlooker {
  /** What a function of Detour says. */
  decided(entry: AuditEntry): void;
  /** What happens to the network. */
  happened(event: WorldEvent): void;
  /** A run of a site's controller that ended in an error. */
  failed(site: string, error: unknown, atMs: number): void;
}

export interface PracticeDeployment {
  readonly backbone: Backbone;
  readonly network: Network;
  readonly inventory: Inventory;
  /** Names of the tables, the same in every region. */
  readonly tables: { readonly linkState: string; readonly audit: string };
  /** What the topology says that links are known by. */
  readonly identities: readonly LinkIdentity[];
  /** By site: how its controller is called, as a function. */
  readonly reconcilerOf: (site: string) => string;
}

export class PracticeWorld implements World {
  readonly calls: CallCounts = new Map();
  readonly backbone: Backbone;
  readonly clock: VirtualClock;
  readonly fabric: Fabric;
  readonly database: ReplicatedDatabase;
  readonly tunnels: VpnTunnels;
  readonly random: (name: string) => Random;
  readonly faults: LinkFaults;
  readonly notices: NoticeDelivery;
  readonly functions: Functions;
  private readonly audit: GlobalTable;
  private readonly slow = new Map<string, number>();

  /** @param startMs epoch milliseconds at which its time begins; it stands still until somebody lets it pass */
  constructor(
    private readonly deployment: PracticeDeployment,
    startMs: number,
    seed: number,
    private readonly onlooker: Onlooker,
    readonly latencies: Latencies = LATENCIES,
  ) {
    const { backbone, network, inventory, identities } = deployment;
    this.backbone = backbone;
    this.clock = new VirtualClock(startMs);
    this.fabric = new Fabric(network);
    this.random = streamsFrom(seed);
    const { clock, fabric, random } = this;
    this.database = new ReplicatedDatabase(this.sites, clock, latencies, random('database'));
    const delay = random('audit table');
    const regions = this.sites.map((site) => this.regionOf(site));
    this.audit = new GlobalTable(regions, clock, () => delay(...latencies.replication));
    this.tunnels = new VpnTunnels(inventory.vpns, fabric, clock, latencies, random('tunnels'));
    const report = (kind: WorldEvent['kind'], link: string, said: string) =>
      onlooker.happened({ atMs: clock.now(), kind, link, said });
    this.faults = new LinkFaults(network, fabric, clock, latencies, random('faults'), report, this.note);
    this.functions = new Functions(inventory.functions);
    this.notices = new NoticeDelivery(this, identities);
    startHearing(fabric, clock, random('hearing'), latencies.bgpUpdate);
  }

  /** Those in AWS. */
  private get sites(): readonly string[] {
    return this.backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
  }

  private regionOf(site: string): string {
    return this.deployment.inventory.regions.get(site) ?? site;
  }

  readonly trouble: World['trouble'] = {
    delayMs: (link) => this.slow.get(link) ?? 0,
    isDead: (what, site) =>
      what === 'controller' && this.functions.isStopped(this.regionOf(site), this.deployment.reconcilerOf(site)),
  };

  readonly tell = (entry: AuditEntry): void => this.onlooker.decided(entry);

  readonly failed = (site: string, error: unknown): void => this.onlooker.failed(site, error, this.clock.now());

  readonly audited = (site: string, entries: readonly AuditEntry[]): void => {
    const replica = this.audit.replica(this.regionOf(site));
    for (const [place, entry] of entries.entries()) {
      const item = auditItem(entry, place);
      replica?.put(keyOfItem(item), item);
    }
  };

  /** Of all that takes effect people hear what premises are told: nothing else shows it. */
  readonly note = (effect: Effect): void => {
    if (effect.kind !== 'announced') return;
    const { atMs, link, site } = effect;
    const ends = this.backbone.links.find(({ name }) => name === link)?.between ?? [];
    const premises = ends.filter((end) => end !== site).join();
    const said = `${premises} is told of the changed prefixes over ${link}`;
    this.onlooker.happened({ atMs, kind: 'announcement-told', link, said });
  };

  /** Each region has the replica of its own site. */
  readonly tables: FindTable = (region, name) => {
    const { tables } = this.deployment;
    if (name === tables.audit) return this.audit.replica(region);
    const site = this.sites.find((one) => this.regionOf(one) === region);
    return name === tables.linkState && site !== undefined ? linkStateReplica(this.database, site) : undefined;
  };

  /** Milliseconds that the link takes longer, one way; 0 for as long as any other. */
  setDelay(link: string, ms: number): void {
    if (ms === this.delayOf(link)) return;
    this.slow.set(link, ms);
    const said = ms === 0 ? `${link} is as quick as before` : `${link} takes ${ms} ms longer each way`;
    this.onlooker.happened({ atMs: this.clock.now(), kind: ms === 0 ? 'fault-ends' : 'fault-begins', link, said });
  }

  delayOf(link: string): number {
    return this.slow.get(link) ?? 0;
  }

  /** From now on, and for ever. */
  start(run: ReconcileRun): void {
    startDetour(this, run);
  }
}
