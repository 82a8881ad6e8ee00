import { ArnFormat, Aws, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';

export interface NamesAuditFunctionProps {
  readonly site: string;
  /** Name of the link state database's table in this region. The caller grants `handler.role` to read it. */
  readonly tableName: string;
  /** Below it are the parameters that say what was deployed; starts and does not end with a slash. */
  readonly namesPath: string;
  /** How many there are. */
  readonly parameters: number;
  /** All that is compared, and all that it may read of Route 53. */
  readonly hostedZoneIds: readonly string[];
  readonly healthCheckIds: readonly string[];
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/** Nothing waits for what it finds, and Route 53 takes few calls of an account. */
export const NAMES_AUDIT_EVERY = Duration.minutes(15);
/** Each health check is a call, there may be two looks, and a minute is between them. */
const TIME_LIMIT = Duration.minutes(5);
/** So many fit beside all else into what IAM takes of a role's own policies, and into the 6,144 characters of another. */
const CHECKS_AT_ONCE = 40;

/**
 * Compares what Route 53 has of a site's names with what its own stack deployed. It is in no VPC, wherever the other functions
 * of the site are: Route 53 has one endpoint for all regions, and what moves names, which is its data plane, does not wait
 * for this. A run that failed is not repeated: the next one reads everything again.
 */
export class NamesAuditFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: NamesAuditFunctionProps) {
    super(scope, id);
    const { site, tableName, namesPath, parameters, encryptionKey } = props;
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'names-audit',
      description: `Compares what Route 53 has of the names of ${site} with what was deployed`,
      statements: statementsFor(this, props),
      encryptionKey,
      environment: {
        DETOUR_SITE: site,
        DETOUR_TABLE: tableName,
        DETOUR_NAMES_PATH: namesPath,
        DETOUR_NAMES: String(parameters),
        DETOUR_STACK: Aws.STACK_ID,
      },
      timeout: TIME_LIMIT,
    });
    permitChecks(this, this.handler.role, props.healthCheckIds);
    const noRetries = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    this.handler.function.configureAsyncInvoke(noRetries);
    new Rule(this, 'Slowly', {
      description: `Starts the function that compares the names of ${site}`,
      schedule: Schedule.rate(NAMES_AUDIT_EVERY),
      targets: [new LambdaTarget(this.handler.function, noRetries)],
    });
  }
}

function arnOf(scope: Construct, resource: 'healthcheck' | 'hostedzone', resourceName: string): string {
  return Stack.of(scope).formatArn({ service: 'route53', region: '', account: '', resource, resourceName });
}

function permitChecks(scope: Construct, role: Role, healthCheckIds: readonly string[]): void {
  const more = new Construct(scope, 'More');
  for (let i = 0; i < healthCheckIds.length; i += CHECKS_AT_ONCE) {
    const resources = healthCheckIds.slice(i, i + CHECKS_AT_ONCE).map((check) => arnOf(scope, 'healthcheck', check));
    const statement = new PolicyStatement({ actions: ['route53:GetHealthCheck'], resources });
    if (i === 0) role.addToPolicy(statement);
    else new ManagedPolicy(more, String(i / CHECKS_AT_ONCE), { roles: [role], statements: [statement] });
  }
}

/** To read its own zones, parameters and stack, and nothing else. */
function statementsFor(scope: Construct, props: NamesAuditFunctionProps): PolicyStatement[] {
  const stack = Stack.of(scope);
  const parameters = stack.formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: props.namesPath.slice(1),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return [
    new PolicyStatement({
      actions: ['route53:ListResourceRecordSets'],
      resources: props.hostedZoneIds.map((zone) => arnOf(scope, 'hostedzone', zone)),
    }),
    new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] }),
    new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Aws.STACK_ID] }),
  ];
}
