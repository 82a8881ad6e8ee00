import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledgeProvider } from './acknowledge';

export interface WaitingProviderProps {
  /** Folder below `dist/handlers` of the function's code, which exports `onEvent` and `isComplete`. */
  readonly handler: string;
  readonly description: string;
  /** What `isComplete` may do, which alone calls AWS. */
  readonly statements: readonly PolicyStatement[];
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /** How long a resource may take until the deployment fails, at most an hour with the grace below. */
  readonly timeLimit: Duration;
  /**
   * How long the functions' logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** From the sources and from the built package alike. */
const HANDLERS = path.join(__dirname, '../../dist/handlers');

/** What CloudFormation waits longer than the provider, so that the provider's own message is the one that is seen. */
const GRACE = Duration.minutes(5);

/** The functions behind a custom resource that asks AWS for something and waits until it is there. */
export class WaitingProvider extends Construct {
  readonly serviceToken: string;
  /** For the custom resource. */
  readonly serviceTimeout: Duration;
  /** Role of the function that calls AWS. */
  readonly role: Role;
  private readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: WaitingProviderProps) {
    super(scope, id);
    this.serviceTimeout = props.timeLimit.plus(GRACE);
    this.logGroup = new LogGroup(this, 'LogGroup', {
      encryptionKey: props.encryptionKey,
      retention: props.retention ?? RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.addRole('IsCompleteRole');
    for (const statement of props.statements) this.role.addToPolicy(statement);
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.addFunction('OnEvent', 'index.onEvent', this.addRole('OnEventRole'), props),
      isCompleteHandler: this.addFunction('IsComplete', 'index.isComplete', this.role, props),
      frameworkOnEventRole: this.addRole('FrameworkOnEventRole'),
      frameworkCompleteAndTimeoutRole: this.addRole('FrameworkIsCompleteRole'),
      queryInterval: Duration.seconds(10),
      totalTimeout: props.timeLimit,
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

  private addFunction(id: string, entry: string, role: Role, props: WaitingProviderProps): LambdaFunction {
    return new LambdaFunction(this, id, {
      code: Code.fromAsset(path.join(HANDLERS, props.handler)),
      handler: entry,
      role,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(30),
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
      environment: { NODE_OPTIONS: '--enable-source-maps' },
      description: props.description,
    });
  }
}
