// The hybrid example, deployed on the HTTP twin and a DynamoDB server, with the functions as they were built, each in a
// process of its own. Virtual time runs faster than the machine's, for the twin and for the functions alike. One
// table stands in for the replicas of the global table: what one site writes, every site reads at once.

import { observationStore, orderStore } from '../../lib/controller/aws/link-state-table';
import type { Order } from '../../lib/controller/database';
import type { Backbone } from '../../lib/routing/backbone';
import { traceFlow } from '../../lib/routing/flow-trace';
import type { LinkCondition, Network } from '../../lib/routing/network';
import { VirtualClock } from '../../lib/twin/clock';
import { openHttpTwin } from '../../lib/twin/http/open-http-twin';
import { type DynamoServer, startDynamoServer } from '../support/dynamo-server';
import { contentOf } from '../support/hybrid';
import { type DeployedFunction, deployHybrid } from './deployed';
import { EventSource, TableChanges } from './event-source';
import { LambdaFunction } from './lambda-function';
import { measureEnds } from './measured-ends';

const SPEED = 12;
/** A Monday. */
const START_MS = Date.UTC(2026, 2, 2);
const LOOK_MS = 50;
/** AWS starts them once a minute. It makes no difference to what they do, but to how long a test waits for it. */
const EVERY_MS = 15_000;
const SCHEDULED = /^(reconciler|link-status) /;
const MINUTE_MS = 60_000;
/** Of virtual time, and more than on AWS: starting a process takes as long as it takes, and seconds are a minute here. */
const TIME_LIMIT_MS = 5 * MINUTE_MS;
const SERVICES = ['EC2', 'DIRECT_CONNECT', 'SSM', 'EVENTBRIDGE', 'SNS', 'CLOUDWATCH'];

type Twin = Awaited<ReturnType<typeof openHttpTwin>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * How much a link has to take back: where it has BGP, two propagations and the advertisements of the site's VPC and of the
 * two sites beyond.
 */
export function ownOf(link: string): number {
  return link.startsWith('ord-') ? 5 : 0;
}

export class ProcessWorld {
  readonly baseline: readonly string[];
  /** Flows that were delivered before a change of routes and not after it. */
  readonly lost: string[] = [];
  /** What probers say beside what they measure. */
  private readonly probers: string[] = [];
  private stopped = false;
  private readonly timers: NodeJS.Timeout[] = [];

  private constructor(
    readonly backbone: Backbone,
    readonly twin: Twin,
    readonly dynamo: DynamoServer,
    readonly tableName: string,
    readonly auditTableName: string,
    readonly functions: ReadonlyMap<string, LambdaFunction>,
    private readonly sources: readonly EventSource[],
  ) {
    this.baseline = contentOf(twin.fabric.network);
  }

  static async open(): Promise<ProcessWorld> {
    const { backbone, network, inventory, functions, codeOf } = await deployHybrid();
    const dynamo = await startDynamoServer();
    const realMs = Date.now();
    const clock = new VirtualClock(START_MS);
    const behaviour = { announcement: [5_000, 10_000] as const };
    const twin = await openHttpTwin({ network, inventory, clock, speed: SPEED, behaviour });
    const settings = (one: DeployedFunction) => ({
      ...environmentOf(one, twin, dynamo),
      DETOUR_TEST_REAL_MS: `${realMs}`,
    });
    const running = new Map(
      functions.map((one) => [`${one.handler} ${one.site}`, started(one, codeOf(one.handler), settings(one))]),
    );
    const [first] = functions.filter(({ handler }) => handler === 'reconciler');
    const { DETOUR_TABLE: tableName = '', DETOUR_AUDIT_TABLE: audit = '' } = first?.environment ?? {};
    for (const name of [tableName, audit]) await dynamo.createTable(name);
    const reconcilers = [...running].flatMap(([name, one]) => (name.startsWith('reconciler') ? [one] : []));
    const sources = reconcilers.map((one) => new EventSource(one));
    const world = new ProcessWorld(backbone, twin, dynamo, tableName, audit, running, sources);
    world.begin();
    await world.until('the first word of every site', () => world.isSettled());
    return world;
  }

  /** Virtual. */
  get nowMs(): number {
    return this.twin.clock.now();
  }

  functionOf(handler: string, site: string): LambdaFunction {
    const found = this.functions.get(`${handler} ${site}`);
    if (!found) throw new Error(`${site} has no function ${handler}: ${[...this.functions.keys()].join(', ')}`);
    return found;
  }

  get network(): Network {
    return this.twin.fabric.network;
  }

  /** Every site has said that it reaches every other. */
  private isSettled(): boolean {
    const { metrics } = this.twin.sent;
    const aws = this.backbone.sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name);
    const last = (from: string, to: string) =>
      metrics.filter(({ dimensions }) => dimensions.From === from && dimensions.To === to).at(-1)?.value;
    const pairs = aws.flatMap((from) =>
      this.backbone.sites.filter(({ name }) => name !== from).map(({ name }) => [from, name]),
    );
    return pairs.every(([from = '', to = '']) => last(from, to) === 1);
  }

  /** What stands in tables, propagations and announcements beyond the baseline, and with a minus what is missing of it. */
  get steered(): readonly string[] {
    const now = new Set(contentOf(this.network));
    const added = [...now].filter((line) => !this.baseline.includes(line));
    return [...added, ...this.baseline.filter((line) => !now.has(line)).map((line) => `- ${line}`)];
  }

  /** What is missing of the baseline: routes and advertisements that a drained link has taken back. */
  get withdrawn(): readonly string[] {
    return this.steered.filter((line) => line.startsWith('- '));
  }

  set(link: string, condition: LinkCondition): void {
    this.twin.fabric.setCondition(link, condition);
  }

  async order(action: Order['action'], link: string, minutes = 120): Promise<string> {
    const id = `${action} ${link} ${this.nowMs}`;
    const atMs = Math.floor(this.nowMs);
    const order: Order = {
      kind: 'order',
      id,
      action,
      link,
      owner: 'ann',
      reason: 'a test',
      atMs,
      expiresMs: atMs + minutes * MINUTE_MS,
    };
    await orderStore(this.table).place(order);
    return id;
  }

  async end(order: string): Promise<void> {
    await orderStore(this.table).end(order, Math.floor(this.nowMs));
  }

  /** Codes of the events about a link, in the order in which they were sent. */
  codes(link?: string): readonly string[] {
    return this.twin.sent.events
      .map(({ detail }) => JSON.parse(detail))
      .filter((detail) => link === undefined || detail.link === link)
      .map(({ code }) => code);
  }

  /** Waits until it holds. Throws what the functions said when it does not within so much virtual time. */
  async until(what: string, holds: () => boolean, limitMs = 30 * MINUTE_MS): Promise<void> {
    const lastMs = this.nowMs + limitMs;
    while (!holds()) {
      if (this.nowMs > lastMs) throw new Error(`${what} does not come: ${this.told()}`);
      await pause(LOOK_MS);
    }
  }

  /** Flows that cross a link now, and those that do not arrive. */
  flows(): { readonly over: (link: string) => readonly string[]; readonly undelivered: readonly string[] } {
    const { forwarding, conditions } = this.twin.fabric;
    const traced = this.backbone.flows.map((flow) => ({ flow, traces: traceFlow(forwarding, conditions, flow) }));
    const named = ({ flow }: (typeof traced)[number]) => `${flow.from} ${flow.to}`;
    return {
      over: (link) => traced.filter(({ traces }) => traces.some(({ path }) => path.includes(link))).map(named),
      undelivered: traced.filter(({ traces }) => traces.some(({ outcome }) => outcome !== 'delivered')).map(named),
    };
  }

  async close(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    for (const source of this.sources) source.stop();
    for (const one of this.functions.values()) one.stop();
    await this.twin.close();
    // The server does not bear to be closed in the middle of a write.
    await pause(1_000);
    await this.dynamo.stop();
  }

  private get table() {
    return { dynamo: this.dynamo.client, tableName: this.tableName, site: 'iad', onUnreadable: () => {} };
  }

  private begin(): void {
    const { backbone } = this;
    const { fabric, clock } = this.twin;
    let undelivered = this.flows().undelivered;
    let conditions = fabric.conditions;
    fabric.afterChange(() => {
      const now = this.flows().undelivered;
      if (conditions === fabric.conditions)
        this.lost.push(
          ...now.filter((flow) => !undelivered.includes(flow)).map((flow) => `${flow}: ${this.steered.join(', ')}`),
        );
      undelivered = now;
      conditions = fabric.conditions;
    });
    measureEnds({
      backbone,
      fabric,
      clock,
      store: observationStore(this.table),
      tell: ({ code, link, site, because }) => void this.probers.push(`${code} ${link} ${site}: ${because}`),
    });
    void this.watchTable();
    for (const [name, one] of this.functions) if (SCHEDULED.test(name)) this.schedule(one);
  }

  private schedule(one: LambdaFunction): void {
    let isUnderWay = false;
    const tick = async () => {
      if (isUnderWay) return;
      isUnderWay = true;
      await one.invoke({ source: 'aws.events' });
      isUnderWay = false;
    };
    this.timers.push(setInterval(tick, EVERY_MS / SPEED));
    void tick();
  }

  private async watchTable(): Promise<void> {
    const changes = new TableChanges(this.dynamo.client, this.tableName);
    while (!this.stopped) {
      const records = await changes.next().catch(() => []);
      if (records.length > 0) for (const source of this.sources) source.put(records);
      await pause(LOOK_MS);
    }
  }

  private told(): string {
    const logs = [...this.functions.values()].map(({ log, complaints }) =>
      [...log.slice(-6), ...complaints.slice(-3)].join(''),
    );
    return [this.codes().join(' '), this.steered.join('\n'), ...this.probers, ...logs].join('\n');
  }
}

function started(
  { handler, site }: DeployedFunction,
  code: string,
  environment: Readonly<Record<string, string>>,
): LambdaFunction {
  return new LambdaFunction({ name: `acme-${site}-${handler}`, code, environment, timeLimitMs: TIME_LIMIT_MS });
}

function environmentOf({ environment, region }: DeployedFunction, twin: Twin, dynamo: DynamoServer) {
  const endpoints = SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, twin.endpoint]);
  return {
    ...environment,
    ...Object.fromEntries(endpoints),
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    DETOUR_TEST_SPEED: `${SPEED}`,
    DETOUR_TEST_VIRTUAL_MS: `${START_MS}`,
  };
}
