// The digital twin behind AWS's own protocols: one server for all regions and services, on loopback.

import type { Network } from '../../routing/network';
import type { CallCounts } from '../api-calls';
import { VirtualClock } from '../clock';
import { Fabric } from '../fabric';
import { LATENCIES, type Range } from '../latencies';
import { randomFrom } from '../random';
import { directConnectService } from './direct-connect/direct-connect-service';
import { dispatcher } from './dispatch';
import { ec2Service } from './ec2/ec2-service';
import { Tunnels } from './ec2/tunnels';
import { type Inventory, inventoryOf } from './inventory';
import { eventBridgeService } from './messages/event-bridge-service';
import { Outbox } from './messages/outbox';
import { snsService } from './messages/sns-service';
import { HealthChecks } from './route53/health-checks';
import { route53Service } from './route53/route53-service';
import { startServer } from './server';
import type { NamedCall } from './service';
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
   * Whoever has it lets time pass.
   *
   * @default - one that stands at the epoch
   */
  readonly clock?: VirtualClock;
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
  /** What EventBridge and SNS have taken. */
  readonly sent: Pick<Outbox, 'events' | 'messages'>;
  /** To say that AWS has something to do on a tunnel. */
  readonly tunnels: Pick<Tunnels, 'announce'>;
  /** To say what health checks find. */
  readonly healthChecks: Pick<HealthChecks, 'find' | 'isHealthy'>;
  close(): Promise<void>;
}

const BEHAVIOUR: Behaviour = {
  readLag: [0, 0],
  referenceChange: [0, 0],
  announcement: LATENCIES.announcement,
  sessionBack: LATENCIES.sessionBack['direct-connect'],
  tunnelGoes: [30_000, 60_000],
  tunnelBack: [60_000, 180_000],
  pageSize: 1_000,
  searchTokens: true,
};

export async function openHttpTwin(options: HttpTwinOptions): Promise<HttpTwin> {
  const { network, clock = new VirtualClock(0), inventory = inventoryOf(network), seed = 1 } = options;
  const fabric = new Fabric(network);
  const calls: CallCounts = new Map();
  const random = randomFrom(seed);
  const world = new World(fabric, clock, random, inventory, { ...BEHAVIOUR, ...options.behaviour });
  const sent = new Outbox();
  const tunnels = new Tunnels(world);
  const healthChecks = new HealthChecks(world);
  const answer = dispatcher({
    services: new Map([
      ['directconnect', directConnectService(world)],
      ['ec2', ec2Service(world, tunnels)],
      ['events', eventBridgeService(world, sent)],
      ['route53', route53Service(world, healthChecks)],
      ['sns', snsService(world, sent)],
      ['ssm', ssmService(world)],
    ]),
    clock,
    random,
    latency: options.latency ?? (() => [0, 0]),
    throttle: options.throttled ? new Throttle() : undefined,
    counts: calls,
    log: options.log ?? (() => {}),
  });
  const { endpoint, close } = await startServer(answer, options.port ?? 0);
  return { endpoint, fabric, clock, calls, sent, tunnels, healthChecks, close };
}
