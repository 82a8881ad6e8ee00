import { Duration } from 'aws-cdk-lib';
import type { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledgeProvider } from './acknowledge';
import { definedProps } from './defined-props';
import { addHandlerCode, addHandlerLogGroup, addHandlerRole } from './handler-function';
import { triesWithin } from './tries-within';

export interface WaitingProviderProps {
  /** Folder below `dist/handlers` of the function's code, which exports `onEvent` and `isComplete`. */
  readonly handler: string;
  readonly description: string;
  /** What `isComplete` may do, which alone calls AWS. */
  readonly statements: readonly PolicyStatement[];
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /** About how long a resource may take until the deployment fails, at most an hour with the grace below. */
  readonly timeLimit: Duration;
  /**
   * Environment variables of `isComplete`, beside those of Node.
   *
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * How long one call of `isComplete` may take.
   *
   * @default - 30 seconds
   */
  readonly callTimeLimit?: Duration;
  /**
   * How long the functions' logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

/** What CloudFormation waits longer than the provider, so that the provider's own message is the one that is seen. */
const GRACE = Duration.minutes(5);

/** The functions behind a custom resource that asks AWS for something and waits until it is there. */
export class WaitingProvider extends Construct {
  readonly serviceToken: string;
  /** For the custom resource. */
  readonly serviceTimeout: Duration;
  /** Role of the function that calls AWS. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: WaitingProviderProps) {
    super(scope, id);
    this.serviceTimeout = props.timeLimit.plus(GRACE);
    const { handler, description } = props;
    const logGroup = addHandlerLogGroup(this, 'LogGroup', props.encryptionKey, props.retention);
    const code = { handler, description, logGroup };
    this.role = addHandlerRole(this, 'IsCompleteRole', logGroup);
    for (const statement of props.statements) this.role.addToPolicy(statement);
    const onEventRole = addHandlerRole(this, 'OnEventRole', logGroup);
    const provider = new Provider(this, 'Provider', {
      onEventHandler: addHandlerCode(this, 'OnEvent', { ...code, entry: 'index.onEvent', role: onEventRole }),
      isCompleteHandler: addHandlerCode(this, 'IsComplete', {
        ...code,
        ...definedProps({ environment: props.environment, timeout: props.callTimeLimit }),
        entry: 'index.isComplete',
        role: this.role,
      }),
      frameworkOnEventRole: addHandlerRole(this, 'FrameworkOnEventRole', logGroup),
      frameworkCompleteAndTimeoutRole: addHandlerRole(this, 'FrameworkIsCompleteRole', logGroup),
      ...triesWithin(props.timeLimit),
      logGroup,
    });
    this.serviceToken = provider.serviceToken;
    acknowledgeProvider(this);
  }
}
