import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { definedProps } from './defined-props';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';
import { METRIC_NAMESPACE } from './metric-namespace';

export interface ReconcilerFunctionProps {
  readonly site: string;
  /** Of its own, so that others know it without asking. */
  readonly functionName: string;
  /** Name of the link state database's table in this region. The caller grants `handler.role` what it needs of it. */
  readonly tableName: string;
  /** Name of the audit's table in this region. The caller grants `handler.role` to append to it. */
  readonly auditTableName: string;
  /** Below it is what the controller has to know of its site; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Permit to steer by the site's tables and lists, see SteeringPolicy. */
  readonly steeringPolicyArns: readonly string[];
  /** Where people are told, and the key of what they are told. */
  readonly topicArn: string;
  readonly topicKeyArn: string;
  /**
   * Where a chat listens; under the same key.
   *
   * @default - nothing is told to a chat
   */
  readonly chatTopicArn?: string;
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Subnets and security group of the function.
   *
   * @default - it is in no VPC
   */
  readonly place?: FunctionPlace;
  /**
   * How long its logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** What a run is planned for, see controller/reconcile-run.ts. */
const TIME_LIMIT = Duration.minutes(1);
/** One run, and one that waits for its end. */
const AT_ONCE = 2;
/** More than half a processor: starting is mostly loading code, and deciding for a large backbone mostly computing. */
const MEMORY_MB = 1_024;

const EVENT_BUS = 'default';
const EVENT_SOURCE = 'detour';

const READ_TABLES = ['ec2:GetTransitGatewayPrefixListReferences', 'ec2:GetTransitGatewayRouteTablePropagations'];

/**
 * The controller of a site. It runs each minute, and in between when it is woken, see StreamWake. A run that failed is not
 * repeated: the next one reads everything again.
 */
export class ReconcilerFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: ReconcilerFunctionProps) {
    super(scope, id);
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'reconciler',
      functionName: props.functionName,
      description: `Steers the traffic of ${props.site}`,
      statements: [...this.reading(props), ...this.saying(props)],
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_AUDIT_TABLE: props.auditTableName,
        DETOUR_PARAMETERS: props.parametersPath,
        DETOUR_TOPIC_ARN: props.topicArn,
        DETOUR_EVENT_BUS: EVENT_BUS,
        ...definedProps({ DETOUR_CHAT_TOPIC_ARN: props.chatTopicArn }),
      },
      timeout: TIME_LIMIT,
      memorySize: MEMORY_MB,
      reservedConcurrentExecutions: AT_ONCE,
      ...definedProps({ retention: props.retention }),
    });
    const policies = new Construct(this, 'SteeringPolicies');
    for (const [i, arn] of props.steeringPolicyArns.entries())
      this.handler.role.addManagedPolicy(ManagedPolicy.fromManagedPolicyArn(policies, String(i + 1), arn));
    acknowledge(this.handler.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: `EC2 and CloudWatch have no resource-level permission for ${READ_TABLES.join(', ')} and cloudwatch:PutMetricData`,
      limitedBy: 'the actions, of which those of EC2 only read, and one namespace of metrics',
    });
    if (props.place) placeFunction(this, this.handler, props.place);
    this.startEachMinute(props.site);
  }

  private startEachMinute(site: string): void {
    const noRetries = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    this.handler.function.configureAsyncInvoke(noRetries);
    new Rule(this, 'EachMinute', {
      description: `Starts the controller of ${site}`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(this.handler.function, noRetries)],
    });
  }

  private reading({ parametersPath }: ReconcilerFunctionProps): PolicyStatement[] {
    const parameters = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: parametersPath.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return [
      new PolicyStatement({ actions: READ_TABLES, resources: ['*'] }),
      new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] }),
    ];
  }

  /** What it did and why: to whoever listens for events, to people, and as metrics. */
  private saying({ topicArn, topicKeyArn, chatTopicArn }: ReconcilerFunctionProps): PolicyStatement[] {
    const stack = Stack.of(this);
    const eventBus = stack.formatArn({ service: 'events', resource: 'event-bus', resourceName: EVENT_BUS });
    return [
      new PolicyStatement({
        actions: ['events:PutEvents'],
        resources: [eventBus],
        conditions: {
          'ForAllValues:StringEquals': { 'events:source': EVENT_SOURCE },
          // A condition on all of none holds.
          Null: { 'events:source': 'false' },
        },
      }),
      new PolicyStatement({
        actions: ['cloudwatch:PutMetricData'],
        resources: ['*'],
        conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_NAMESPACE } },
      }),
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: chatTopicArn ? [topicArn, chatTopicArn] : [topicArn],
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [topicKeyArn],
        conditions: { StringEquals: { 'kms:ViaService': `sns.${stack.region}.${stack.urlSuffix}` } },
      }),
    ];
  }
}
