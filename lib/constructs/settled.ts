import { ArnFormat, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { askingOfStacks } from './asking-of-stacks';
import { permitSiteReading } from './site-reading';
import { WaitingProvider } from './waiting-provider';

interface SettledProps {
  /** Name of the site. */
  readonly site: string;
  /** Name of its controller's function. */
  readonly reconcilerName: string;
  /** Another text has the controller asked again: it says what was deployed. */
  readonly deployed: string;
  /** Below it is what the controller has to know of its site; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Name of the link state database's table in this region. The caller grants `role` to read it. */
  readonly tableName: string;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * How long a controller may go on changing something after a deployment. An update of what a Direct Connect gateway
 * announces takes minutes, and another one may have to follow.
 */
const SETTLES_WITHIN = Duration.minutes(20);
/** For the last call, which fails the deployment in words of its own, and for calls that are answered at once. */
const GRACE = Duration.minutes(5);
/** Longer than a run of the controller. */
const CALL = Duration.seconds(75);

/**
 * A deployment reports success when a run of the controller has found nothing more that it may change; and the controller
 * is not taken away while it steers. A stack that rolls back waits for nothing. `resource` has to depend on everything else
 * of the site.
 */
export class Settled extends Construct {
  readonly resource: CustomResource;
  /** Of the function that asks and reads. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: SettledProps) {
    super(scope, id);
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'settle',
      description: `Waits until the controller of ${props.site} has taken in what was deployed`,
      statements: [this.asking(props), askingOfStacks(this, [Stack.of(this).stackName])],
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_PARAMETERS: props.parametersPath,
        DETOUR_RECONCILER: props.reconcilerName,
      },
      callTimeLimit: CALL,
      timeLimit: SETTLES_WITHIN.plus(GRACE),
    });
    this.role = provider.role;
    permitSiteReading(this, provider.role, props.parametersPath);
    this.resource = new CustomResource(this, 'Settled', {
      resourceType: 'Custom::DetourSettled',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: {
        Site: props.site,
        Deployed: props.deployed,
        TimeLimitSeconds: SETTLES_WITHIN.toSeconds(),
      },
    });
  }

  private asking({ reconcilerName }: SettledProps): PolicyStatement {
    const reconciler = Stack.of(this).formatArn({
      service: 'lambda',
      resource: 'function',
      resourceName: reconcilerName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [reconciler] });
  }
}
