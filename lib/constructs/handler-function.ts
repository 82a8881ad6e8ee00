import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { definedProps } from './defined-props';

export interface HandlerFunctionProps {
  /** Folder below `dist/handlers` of the function's code. */
  readonly handler: string;
  readonly description: string;
  /**
   * Name of the function, for those who call it without having read it anywhere.
   *
   * @default - CloudFormation makes one up
   */
  readonly functionName?: string;
  /** What it may do beside writing to its log group. */
  readonly statements: readonly PolicyStatement[];
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * What the code exports, as `file.name`.
   *
   * @default - `index.handler`
   */
  readonly entry?: string;
  /**
   * Environment variables beside those of Node.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How long a call may take.
   *
   * @default - 30 seconds
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB, with which the share of a processor grows.
   *
   * @default - 256
   */
  readonly memorySize?: number;
  /**
   * How many calls may run at once, kept free for this function.
   *
   * @default - nothing is reserved, and the account's limit holds
   */
  readonly reservedConcurrentExecutions?: number;
  /**
   * How long its logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** From the sources and from the built package alike. */
const HANDLERS = path.join(__dirname, '../../dist/handlers');

/** One of Detour's Lambda functions, with a role and an encrypted log group of its own. */
export class HandlerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: HandlerFunctionProps) {
    super(scope, id);
    this.logGroup = addHandlerLogGroup(this, 'LogGroup', props.encryptionKey, props.retention);
    this.role = addHandlerRole(this, 'Role', this.logGroup);
    for (const statement of props.statements) this.role.addToPolicy(statement);
    this.function = addHandlerCode(this, 'Function', { ...props, role: this.role, logGroup: this.logGroup });
  }
}

/** A log group that goes with its function: what has to last is not only in a log. */
export function addHandlerLogGroup(
  scope: Construct,
  id: string,
  encryptionKey: IKey,
  retention: RetentionDays = RetentionDays.THREE_MONTHS,
): LogGroup {
  return new LogGroup(scope, id, { encryptionKey, retention, removalPolicy: RemovalPolicy.DESTROY });
}

/** A role for functions that may write to the log group, and nothing else yet. */
export function addHandlerRole(scope: Construct, id: string, logGroup: ILogGroup): Role {
  const role = new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(
    new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }),
  );
  return role;
}

type HandlerCodeProps = Omit<HandlerFunctionProps, 'statements' | 'encryptionKey' | 'retention'> & {
  readonly role: IRole;
  readonly logGroup: ILogGroup;
};

/** The function alone, for those that share a role or a log group. */
export function addHandlerCode(scope: Construct, id: string, props: HandlerCodeProps): LambdaFunction {
  const { functionName, reservedConcurrentExecutions } = props;
  return new LambdaFunction(scope, id, {
    code: Code.fromAsset(path.join(HANDLERS, props.handler)),
    handler: props.entry ?? 'index.handler',
    role: props.role,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: props.memorySize ?? 256,
    timeout: props.timeout ?? Duration.seconds(30),
    loggingFormat: LoggingFormat.JSON,
    logGroup: props.logGroup,
    environment: { NODE_OPTIONS: '--enable-source-maps', ...props.environment },
    description: props.description,
    ...definedProps({ functionName, reservedConcurrentExecutions }),
  });
}
