import { Aws, Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { definedProps } from './defined-props';
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

const MANAGE_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
/** As Lambda's documentation wants it, in ARNs and in what the security rules say about them. */
const ANYTHING_IN_EC2 = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:*/*`;
const ANYTHING_IN_FINDINGS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*';
const READ_INTERFACES = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/** Measures one end of a link, all the time: started each minute, a run goes on until the next one has taken over. */
export class ProberFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: ProberFunctionProps) {
    super(scope, id);
    const { link, site } = props;
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'prober',
      description: `Probes link ${link} from ${site}`,
      statements: this.interfaces(),
      encryptionKey: props.encryptionKey,
      environment: environmentOf(props),
      timeout: TIME_LIMIT,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions ?? 2,
      ...definedProps({ retention: props.retention }),
    });
    this.putIntoSubnet(props);
    this.keepCodeFromInterfaces();
    this.startEachMinute(props);
  }

  private putIntoSubnet({ subnetId, securityGroupId }: ProberFunctionProps): void {
    const { defaultChild } = this.handler.function.node;
    if (!(defaultChild instanceof CfnFunction)) throw new Error('a Lambda function has no resource');
    defaultChild.vpcConfig = { subnetIds: [subnetId], securityGroupIds: [securityGroupId] };
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

  /** What Lambda needs of the role to put the function into a subnet, as far as its documentation lets it be narrowed. */
  private interfaces(): PolicyStatement[] {
    return [
      new PolicyStatement({ actions: MANAGE_INTERFACES, resources: [ANYTHING_IN_EC2] }),
      new PolicyStatement({ actions: READ_INTERFACES, resources: ['*'] }),
    ];
  }

  /** Lambda itself uses the role when it makes the interface; the function's code has no use for that. */
  private keepCodeFromInterfaces(): void {
    new Policy(this, 'NotForTheCode', {
      roles: [this.handler.role],
      statements: [
        new PolicyStatement({
          effect: Effect.DENY,
          actions: [...MANAGE_INTERFACES, ...READ_INTERFACES],
          resources: ['*'],
          conditions: { ArnEquals: { 'lambda:SourceFunctionArn': this.handler.function.functionArn } },
        }),
      ],
    });
    const limitedBy = 'a denial of the same actions to the code of the function: only Lambda itself can use them';
    acknowledge(this.handler.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: `EC2 has no resource-level permission for ${READ_INTERFACES.join(' and ')}, which Lambda asks of the role`,
      limitedBy,
    });
    acknowledge(this.handler.role, {
      rule: 'AwsSolutions-IAM5',
      findings: [`Resource::${ANYTHING_IN_FINDINGS}`],
      reason: 'Lambda makes the network interface of the function with the role, and EC2 gives it its id only then',
      limitedBy,
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
