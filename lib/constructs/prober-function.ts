import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';
import { placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';

export interface ProberFunctionProps {
  /** Name of the link, and of the site whose end is probed from. */
  readonly link: string;
  readonly site: string;
  /** The probe subnet of the link's end, and the group that lets a prober reach the far end and DynamoDB. */
  readonly subnetId: string;
  readonly securityGroupId: string;
  /** IPv4 address and TCP port of what answers at the far end. */
  readonly target: string;
  readonly port: number;
  /** Size of the largest packet that the link should carry. */
  readonly fullSizeBytes: number;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** Misses in a row that make the link bad, and answers in a row that make it good again. */
  readonly fall: number;
  readonly rise: number;
  /** Share of probes lost over 30 s that makes it bad, 0 to 1. */
  readonly lossThreshold: number;
  /** Name of the link state database's table in this region. The caller grants `handler.role` the observation of it. */
  readonly tableName: string;
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * How many runs may be under way at once, kept free for them. An account whose limit was never raised may have too few.
   *
   * @default 2: one run, and the one that takes over from it
   */
  readonly reservedConcurrentExecutions?: number;
  /**
   * How long its logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** Longer than a run, which lasts for 75 seconds at most, and its last words. */
const TIME_LIMIT = Duration.seconds(90);

/** Measures one end of a link, all the time: started each minute, a run goes on until the next one has taken over. */
export class ProberFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: ProberFunctionProps) {
    super(scope, id);
    const { link, site } = props;
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'prober',
      description: `Probes link ${link} from ${site}`,
      statements: [],
      encryptionKey: props.encryptionKey,
      environment: environmentOf(props),
      timeout: TIME_LIMIT,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions ?? 2,
      ...definedProps({ retention: props.retention }),
    });
    placeFunction(this, this.handler, {
      subnetIds: [props.subnetId],
      securityGroupId: props.securityGroupId,
    });
    this.startEachMinute(props);
  }

  /** A start that fails is a missed one: what it would have measured is over by the time of a second try. */
  private startEachMinute({ link, site }: ProberFunctionProps): void {
    const noRetries = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    this.handler.function.configureAsyncInvoke(noRetries);
    new Rule(this, 'EachMinute', {
      description: `Starts the prober of link ${link} at ${site}`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(this.handler.function, noRetries)],
    });
  }
}

function environmentOf(props: ProberFunctionProps): Record<string, string> {
  return {
    DETOUR_LINK: props.link,
    DETOUR_SITE: props.site,
    DETOUR_TARGET: props.target,
    DETOUR_PORT: String(props.port),
    DETOUR_FULL_SIZE_BYTES: String(props.fullSizeBytes),
    DETOUR_INTERVAL_MS: String(props.intervalMs),
    DETOUR_TIMEOUT_MS: String(props.timeoutMs),
    DETOUR_FALL: String(props.fall),
    DETOUR_RISE: String(props.rise),
    DETOUR_LOSS_THRESHOLD: String(props.lossThreshold),
    DETOUR_TABLE: props.tableName,
  };
}
