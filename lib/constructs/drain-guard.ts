import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { permitSiteReading } from './site-reading';
import { WaitingProvider } from './waiting-provider';

export interface DrainGuardProps {
  /** Name of the site. */
  readonly site: string;
  /** Names of the links that end at it, and of the other sites. What is not among them any more is taken away. */
  readonly links: readonly string[];
  readonly sites: readonly string[];
  /** Below it is what the controller has to know of its site; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Name of the link state database's table in this region. The caller grants `role` to read it. */
  readonly tableName: string;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * Fails an update that takes away a link or a site while traffic is steered over it or to it, before anything else of the
 * stack has changed: whatever is to be guarded depends on `resource`.
 */
export class DrainGuard extends Construct {
  readonly resource: CustomResource;
  /** Of the function that reads. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: DrainGuardProps) {
    super(scope, id);
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'drain-guard',
      description: `Keeps from ${props.site} what traffic is steered over`,
      statements: [this.askingOfStack()],
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_PARAMETERS: props.parametersPath,
      },
      callTimeLimit: Duration.minutes(2),
      timeLimit: Duration.minutes(5),
    });
    this.role = provider.role;
    permitSiteReading(this, provider.role, props.parametersPath);
    this.resource = new CustomResource(this, 'Guard', {
      resourceType: 'Custom::DetourDrainGuard',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: { Site: props.site, Links: [...props.links].sort(), Sites: [...props.sites].sort() },
    });
  }

  /** A stack that rolls back is not kept from it. */
  private askingOfStack(): PolicyStatement {
    return new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] });
  }
}
