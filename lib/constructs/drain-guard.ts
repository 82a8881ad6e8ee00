import { CustomResource, Duration } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { askingOfStacks } from './asking-of-stacks';
import { permitSiteReading } from './site-reading';
import { WaitingProvider } from './waiting-provider';

interface DrainGuardProviderProps {
  /** Name of the site. */
  readonly site: string;
  /** Names of all stacks in which the site is guarded. */
  readonly stackNames: readonly string[];
  /** Below it is what the controller has to know of its site; starts and does not end with a slash. */
  readonly parametersPath: string;
  /** Name of the link state database's table in this region. The caller grants `role` to read it. */
  readonly tableName: string;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** For the longest that EC2 and Direct Connect take to tell what stands, with all tries. */
const CALL = Duration.minutes(2);
const TIME_LIMIT = Duration.minutes(5);
/** What CloudFormation waits longer than the provider, so that the provider's own message is the one that is seen. */
const SERVICE_TIMEOUT = TIME_LIMIT.plus(Duration.minutes(5));

/** The functions behind the guards of a site. */
export class DrainGuardProvider extends Construct {
  readonly serviceToken: string;
  /** Of the function that reads. */
  readonly role: Role;

  constructor(scope: Construct, id: string, props: DrainGuardProviderProps) {
    super(scope, id);
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'drain-guard',
      description: `Keeps at ${props.site} what traffic is steered over`,
      statements: [askingOfStacks(this, props.stackNames)],
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_PARAMETERS: props.parametersPath,
      },
      callTimeLimit: CALL,
      timeLimit: TIME_LIMIT,
    });
    this.serviceToken = provider.serviceToken;
    this.role = provider.role;
    permitSiteReading(this, provider.role, props.parametersPath);
  }
}

interface DrainGuardProps {
  readonly serviceToken: string;
  /** Name of the site. */
  readonly site: string;
  /**
   * Names of the links that end at it. What is not among them any more is taken away.
   *
   * @default - links are not guarded here
   */
  readonly links?: readonly string[];
  /**
   * Names of the other sites to which the site steers.
   *
   * @default - sites are not guarded here
   */
  readonly sites?: readonly string[];
  /**
   * Name of the site that admits drains. It may not change while there are controllers: the link state database is in its
   * region.
   *
   * @default - this is not guarded here
   */
  readonly admission?: string;
  /**
   * What the links are made of, by names of properties: with another value of one of them CloudFormation makes them anew.
   *
   * @default - this is not guarded here
   */
  readonly identity?: Readonly<Record<string, string>>;
}

/**
 * Fails an update that takes away a link or a site while traffic is steered over it or to it, or makes such a link anew.
 * CloudFormation deletes after everything else, so nothing is gone by then; what an update changes before that has to depend
 * on `resource`.
 */
export class DrainGuard extends Construct {
  readonly resource: CustomResource;

  constructor(scope: Construct, id: string, props: DrainGuardProps) {
    super(scope, id);
    const { serviceToken, site, links = [], sites = [], admission, identity } = props;
    this.resource = new CustomResource(this, 'Guard', {
      resourceType: 'Custom::DetourDrainGuard',
      serviceToken,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        Site: site,
        Links: [...links].sort(),
        Sites: [...sites].sort(),
        ...(admission === undefined ? {} : { Admission: admission }),
        ...(identity === undefined ? {} : { Identity: identity }),
      },
    });
  }
}
