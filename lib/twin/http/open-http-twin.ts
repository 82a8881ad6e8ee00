// The digital twin behind AWS's own protocols: one server for all regions and services, on loopback.

import type { Network } from '../../routing/network';
import type { CallCounts } from '../api-calls';
import { VirtualClock } from '../clock';
import { Fabric } from '../fabric';
import { Functions } from '../functions';
import { LATENCIES, type Range } from '../latencies';
import { pace } from '../pace';
import { randomFrom } from '../random';
import { VpnTunnels } from '../vpn-tunnels';
import { cloudFormationService } from './cloudformation/cloudformation-service';
import { CONTROL_PATH } from './control';
import { directConnectService } from './direct-connect/direct-connect-service';
import { dispatcher } from './dispatch';
import { dynamoDbService } from './dynamodb/dynamodb-service';
import type { FindTable } from './dynamodb/table';
import { ec2Service } from './ec2/ec2-service';
import type { HttpAnswer, HttpRequest } from './http-message';
import { type Inventory, inventoryOf } from './inventory';
import { lambdaService } from './lambda/lambda-service';
import { cloudWatchService } from './messages/cloud-watch-service';
import { eventBridgeService } from './messages/event-bridge-service';
import { Outbox } from './messages/outbox';
import { snsService } from './messages/sns-service';
import { realTime } from './real-time';
import { HealthChecks } from './route53/health-checks';
import { route53Service } from './route53/route53-service';
import { startServer } from './server';
import type { NamedCall, Service } from './service';
import { ssmService } from './ssm/ssm-service';
import { Throttle } from './throttle';
import { type Behaviour, World } from './world';

interface HttpTwinOptions {
  readonly network: Network;
  /**
   * What exists beside the network.
   *
   * @default - what the network alone shows; each site's region goes by the site's name
   */
  readonly inventory?: Inventory;
  /**
   * The tables of DynamoDB.
   *
   * @default - DynamoDB is not served
   */
  readonly tables?: FindTable;
  /** @default - one over the network */
  readonly fabric?: Fabric;
  /** @default - those of the inventory's VPNs */
  readonly tunnels?: VpnTunnels;
  /** @default - those of the inventory, which nothing here runs */
  readonly functions?: Functions;
  /**
   * Answers what is below the path that AWS does not use; never rejects.
   *
   * @default - nobody: it is refused like everything that is not signed
   */
  readonly control?: (request: HttpRequest) => Promise<HttpAnswer>;
  /** @default - one that begins at the epoch */
  readonly clock?: VirtualClock;
  /**
   * Virtual milliseconds for each real one.
   *
   * @default - time stands still until whoever has the clock lets it pass
   */
  readonly speed?: number;
  /** @default - reads show what is, references change at once, pages are as large as AWS's */
  readonly behaviour?: Partial<Behaviour>;
  /**
   * Virtual time that a call takes before it has its effect and is answered.
   *
   * @default - none
   */
  readonly latency?: (call: NamedCall) => Range;
  /**
   * Whether EC2 refuses calls that come too fast.
   *
   * @default false
   */
  readonly throttled?: boolean;
  /** @default 1 */
  readonly seed?: number;
  /** @default - any that is free */
  readonly port?: number;
  /** Hears of each call that was not carried out. */
  readonly log?: (line: string) => void;
}

interface HttpTwin {
  /** For `endpoint` of the SDK's clients, or AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly fabric: Fabric;
  readonly clock: VirtualClock;
  /** Calls by IAM action, refused ones too. */
  readonly calls: CallCounts;
  /** What EventBridge, SNS and CloudWatch have taken. */
  readonly sent: Pick<Outbox, 'events' | 'messages' | 'metrics'>;
  /** To say that AWS has something to do on a tunnel. */
  readonly tunnels: Pick<VpnTunnels, 'announce'>;
  /** To know which of them people have stopped. */
  readonly functions: Pick<Functions, 'isStopped'>;
  /** To say what health checks find. */
  readonly healthChecks: Pick<HealthChecks, 'find' | 'isHealthy'>;
  /**
   * Resolves when time has ceased to pass by itself, as it does when the twin is closed; rejects when something that was
   * planned has thrown, and time stands still. Never settles where its owner lets time pass.
   */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const BEHAVIOUR: Behaviour = {
  readLag: [0, 0],
  referenceChange: [0, 0],
  announcement: LATENCIES.announcement,
  sessionBack: LATENCIES.sessionBack['direct-connect'],
  tunnelGone: LATENCIES.tunnelGone,
  tunnelBack: LATENCIES.tunnelBack,
  pageSize: 1_000,
  searchTokens: true,
};

/** The owner's side of what only the owner knows. */
function ownedBy(world: World, given: Pick<HttpTwinOptions, 'tunnels' | 'functions'>) {
  const { inventory, fabric, clock, behaviour, random } = world;
  const tunnels = given.tunnels ?? new VpnTunnels(inventory.vpns, fabric, clock, behaviour, random);
  const functions = given.functions ?? new Functions(inventory.functions);
  return { sent: new Outbox(), tunnels, functions, healthChecks: new HealthChecks(world) };
}

/** By the name a service signs with. */
function servicesOf(
  world: World,
  owned: ReturnType<typeof ownedBy>,
  tables: FindTable | undefined,
): ReadonlyMap<string, Service> {
  return new Map([
    ...(tables ? [['dynamodb', dynamoDbService(tables)] as const] : []),
    ['cloudformation', cloudFormationService(world)],
    ['directconnect', directConnectService(world)],
    ['ec2', ec2Service(world, owned.tunnels)],
    ['events', eventBridgeService(world, owned.sent)],
    ['lambda', lambdaService(owned.functions)],
    ['monitoring', cloudWatchService(world, owned.sent)],
    ['route53', route53Service(world, owned.healthChecks)],
    ['sns', snsService(world, owned.sent)],
    ['ssm', ssmService(world)],
  ]);
}

type Answer = (request: HttpRequest) => Promise<HttpAnswer>;

/** What is below the path of the control goes there, when there is one. */
function beside(control: Answer | undefined, answer: Answer): Answer {
  return (request) => (control && request.path.startsWith(CONTROL_PATH) ? control(request) : answer(request));
}

/** Where time passes by itself, answers have it: clients go by it, as they would by AWS's. */
function dated(answer: Answer, clock: VirtualClock): Answer {
  return async (request) => {
    const { headers, ...rest } = await answer(request);
    return { ...rest, headers: { ...headers, date: new Date(clock.now()).toUTCString() } };
  };
}

/** Rejects when the port is taken. */
export async function openHttpTwin(options: HttpTwinOptions): Promise<HttpTwin> {
  const { network, clock = new VirtualClock(0), inventory = inventoryOf(network), log = () => {} } = options;
  const fabric = options.fabric ?? new Fabric(network);
  const calls: CallCounts = new Map();
  const random = randomFrom(options.seed ?? 1);
  const world = new World(fabric, clock, random, inventory, { ...BEHAVIOUR, ...options.behaviour });
  const owned = ownedBy(world, options);
  const answer = dispatcher({
    services: servicesOf(world, owned, options.tables),
    clock,
    random,
    latency: options.latency ?? (() => [0, 0]),
    throttle: options.throttled ? new Throttle() : undefined,
    counts: calls,
    log,
  });
  const answering = options.speed === undefined ? answer : dated(answer, clock);
  const server = await startServer(beside(options.control, answering), options.port ?? 0);
  const pacing = options.speed === undefined ? undefined : pace(clock, realTime(), options.speed);
  pacing?.done.catch((error: unknown) => log(`time stands still: ${error}`));
  const close = async () => {
    await server.close();
    await pacing?.stop();
  };
  const ended = pacing?.done ?? new Promise<void>(() => {});
  return { endpoint: server.endpoint, fabric, clock, calls, ...owned, ended, close };
}
