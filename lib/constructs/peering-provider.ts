import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeProvider } from './acknowledge';
import { triesWithin } from './tries-within';

export interface PeeringProviderProps {
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * How long the functions' logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** From the sources and from the built package alike. */
const HANDLER = path.join(__dirname, '../../dist/handlers/peering-acceptance');

/** How long one end may wait for a peering; the region before it has accepted by then, so this is minutes too many. */
export const PEERING_TIME_LIMIT = Duration.minutes(15);

/** The functions behind the custom resources of one region's peering ends. Each end adds its own permission to accept. */
export class PeeringProvider extends Construct {
  readonly serviceToken: string;
  /** Role of the function that calls EC2. */
  readonly role: Role;
  private readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: PeeringProviderProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      encryptionKey: props.encryptionKey,
      retention: props.retention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.addRole('IsCompleteRole');
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['ec2:DescribeTransitGatewayPeeringAttachments'],
        resources: ['*'],
      }),
    );
    acknowledge(this.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason: 'EC2 has no resource-level permission for ec2:DescribeTransitGatewayPeeringAttachments',
      limitedBy: 'the action, which only reads; accepting is permitted for single attachments',
    });
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.addFunction('OnEvent', 'index.onEvent', this.addRole('OnEventRole')),
      isCompleteHandler: this.addFunction('IsComplete', 'index.isComplete', this.role),
      frameworkOnEventRole: this.addRole('FrameworkOnEventRole'),
      frameworkCompleteAndTimeoutRole: this.addRole('FrameworkIsCompleteRole'),
      ...triesWithin(PEERING_TIME_LIMIT),
      logGroup: this.logGroup,
    });
    this.serviceToken = provider.serviceToken;
    acknowledgeProvider(this);
  }

  private addRole(id: string): Role {
    const role = new Role(this, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    return role;
  }

  private addFunction(id: string, handler: string, role: Role): LambdaFunction {
    return new LambdaFunction(this, id, {
      code: Code.fromAsset(HANDLER),
      handler,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(30),
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
      environment: { NODE_OPTIONS: '--enable-source-maps' },
      description: 'Accepts transit gateway peerings, and waits for them',
    });
  }
}
