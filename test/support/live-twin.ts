// The hybrid example as its controllers keep it, for commands that ask AWS: its templates on the HTTP twin, its two tables on
// a DynamoDB server, and the controllers' own reconcile run here over the real adapters. One table stands in for the
// replicas of a global table. Time is the machine's, because commands go by it; on the twin it stands still.

import { auditSink } from '../../lib/controller/aws/audit-table';
import { HeardClock } from '../../lib/controller/aws/heard-clock';
import { observationStore, orderStore, signalStore } from '../../lib/controller/aws/link-state-table';
import { operatorClients } from '../../lib/controller/aws/operator-clients';
import { siteParameters } from '../../lib/controller/aws/site-parameters';
import { sitePorts } from '../../lib/controller/aws/site-ports';
import type { Notice, Observation, Order } from '../../lib/controller/database';
import { reconcile } from '../../lib/controller/reconcile';
import { plannedSite } from '../../lib/controller/site-sighting';
import { toBackbone } from '../../lib/topology/backbone';
import { deployedNames } from '../../lib/topology/deployed-names';
import { loadTopology } from '../../lib/topology/load';
import type { Topology } from '../../lib/topology/topology';
import { inventoryIn } from '../../lib/twin/http/inventory';
import { openHttpTwin } from '../../lib/twin/http/open-http-twin';
import { understand } from '../../lib/verify/verify';
import { type DynamoServer, startDynamoServer } from './dynamo-server';
import { synthesized } from './judged';
import { allGood, MINUTE_MS } from './world';

export const LIVE_TOPOLOGY = 'examples/hybrid.yaml';

type Twin = Awaited<ReturnType<typeof openHttpTwin>>;

function liveTopology(): Topology {
  const loaded = loadTopology(LIVE_TOPOLOGY);
  if (!loaded.ok) throw new Error(loaded.error.map(({ problem }) => problem).join('; '));
  return loaded.value;
}

async function deployed(topology: Topology): Promise<Twin> {
  const assembly = synthesized(topology);
  const understood = understand(assembly);
  const { inventory } = inventoryIn(assembly, understood);
  return openHttpTwin({ network: understood.network, inventory });
}

export class LiveTwin {
  private token = 1;

  private constructor(
    readonly topology: Topology,
    readonly twin: Twin,
    readonly dynamo: DynamoServer,
  ) {}

  static async open(): Promise<LiveTwin> {
    const topology = liveTopology();
    const [twin, dynamo] = [await deployed(topology), await startDynamoServer()];
    const { linkStateTable, auditTable } = deployedNames(topology);
    for (const name of [linkStateTable, auditTable]) await dynamo.createTable(name);
    const live = new LiveTwin(topology, twin, dynamo);
    await live.measure();
    await live.rounds(3);
    return live;
  }

  /** For the commands of a person who has this twin for AWS. */
  get options(): readonly string[] {
    const { twin, dynamo } = this;
    return ['--topology', LIVE_TOPOLOGY, '--endpoint', twin.endpoint, '--endpoint', `dynamodb=${dynamo.endpoint}`];
  }

  /** Each end of each link good, unless something else is said of it. */
  async measure(more: Partial<Observation> = {}): Promise<void> {
    const atMs = Date.now();
    const aws = new Set(this.topology.sites.flatMap(({ kind, name }) => (kind === 'aws' ? [name] : [])));
    const store = observationStore(this.table('iad'));
    const times = { atMs, sinceMs: atMs - 60 * MINUTE_MS, expiresMs: atMs + 60 * MINUTE_MS };
    for (const one of allGood(toBackbone(this.topology)).filter(({ site }) => aws.has(site)))
      await store.put({ ...one, ...times, rttMs: 20, lossShare: 0, ...(more.link === one.link ? more : {}) });
  }

  async place(order: Pick<Order, 'id' | 'action'> & Partial<Order>): Promise<void> {
    const atMs = Date.now();
    const why = { owner: 'ann', reason: 'new optics', atMs, expiresMs: atMs + 60 * MINUTE_MS };
    await orderStore(this.table('iad')).place({ kind: 'order', ...why, ...order });
  }

  async receive(notice: Notice): Promise<void> {
    await signalStore(this.table('iad')).put(notice);
  }

  /** The controller of each of these sites once, so many times. */
  async rounds(count: number, sites = this.topology.sites.map(({ name }) => name)): Promise<void> {
    for (let i = 0; i < count; i++) for (const site of sites) await this.reconcile(site);
  }

  async close(): Promise<void> {
    await this.twin.close();
    await this.dynamo.stop();
  }

  private table(site: string) {
    const { linkStateTable: tableName } = deployedNames(this.topology);
    return { dynamo: this.dynamo.client, tableName, site, onUnreadable: () => {} };
  }

  private async reconcile(name: string): Promise<void> {
    const site = this.topology.sites.find((one) => one.name === name);
    if (site?.kind !== 'aws') return;
    const { auditTable, parametersOf } = deployedNames(this.topology);
    const url = this.twin.endpoint;
    const endpoints = { directconnect: url, ec2: url, ssm: url };
    const clients = operatorClients({ region: site.region, endpoints }, new HeardClock());
    try {
      const parameters = await siteParameters(clients.ssm, parametersOf(name))(10_000);
      const config = plannedSite(name, parameters);
      if (!config) throw new Error(`${name} has no plan`);
      const sink = auditSink({ dynamo: this.dynamo.client, tableName: auditTable });
      const { signal } = new AbortController();
      this.token += 1;
      await reconcile(config.backbone, config.routing, {
        ...sitePorts(clients, this.table(name), config, this.token),
        audit: { record: (entries) => sink.tell(entries, signal) },
        clock: { now: () => Date.now() },
      });
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
}
