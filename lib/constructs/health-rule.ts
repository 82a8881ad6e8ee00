import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';
import { definedProps } from './defined-props';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';
import { healthPattern } from './health-pattern';

export interface HealthRuleProps {
  readonly site: string;
  /** Name of the link state database's table in this region. The caller grants `handler.role` what it needs of it. */
  readonly tableName: string;
  /** Below it are the parameters that say how links are known; starts and does not end with a slash. */
  readonly linksPath: string;
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Subnets and security group of the function.
   *
   * @default - it is in no VPC
   */
  readonly place?: FunctionPlace;
  /**
   * How long the function's logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** Announcements come days before, and emergencies minutes: what cannot be handled for hours is for a person. */
const TRIED_FOR = Duration.hours(2);

/** Takes in what AWS Health announces in this region, and rehearsals of it. */
export class HealthRule extends Construct {
  readonly handler: HandlerFunction;
  /** Something in it is an announcement that nobody has acted upon. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: HealthRuleProps) {
    super(scope, id);
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    this.handler = this.addHandler(props);
    if (props.place) placeFunction(this, this.handler, props.place);
    this.handler.function.configureAsyncInvoke({
      onFailure: this.deadLetterQueue.destinationFor(this.handler.role),
      retryAttempts: 2,
      maxEventAge: TRIED_FOR,
    });
    const target = { deadLetterQueue: this.deadLetterQueue, retryAttempts: 185, maxEventAge: TRIED_FOR };
    new Rule(this, 'Rule', {
      description: `What AWS Health announces for the links of ${props.site}`,
      eventPattern: healthPattern(['aws.health', 'detour.drill']),
      targets: [new LambdaTarget(this.handler.function, target)],
    });
  }

  private addHandler({ site, tableName, linksPath, encryptionKey, retention }: HealthRuleProps): HandlerFunction {
    const parameters = Stack.of(this).formatArn({
      service: 'ssm',
      resource: 'parameter',
      resourceName: linksPath.slice(1),
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    return new HandlerFunction(this, 'Handler', {
      handler: 'health-event',
      description: `Takes in what AWS Health announces at ${site}`,
      statements: [new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] })],
      encryptionKey,
      environment: { DETOUR_SITE: site, DETOUR_TABLE: tableName, DETOUR_LINKS_PATH: linksPath },
      ...definedProps({ retention }),
    });
  }
}
