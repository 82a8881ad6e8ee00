import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { type IRole, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { definedProps } from './defined-props';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';

export interface LinkStatusFunctionProps {
  readonly site: string;
  /** Name of the link state database's table in this region. The caller grants `handler.role` what it needs of it. */
  readonly tableName: string;
  /** Below it are the parameters that say how links are known; starts and does not end with a slash. */
  readonly linksPath: string;
  /** The VPN connections of the site by link, whose tunnels it watches and replaces when that is ordered. */
  readonly vpnConnectionIds: Readonly<Record<string, string>>;
  /** The virtual interfaces of the site's Direct Connect links, by link. */
  readonly virtualInterfaceIds: Readonly<Record<string, string>>;
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

/** Less than the minute after which the next run starts, so that no two runs act at once. */
const TIME_LIMIT = Duration.seconds(50);

/**
 * Asks each minute what AWS says of a site's ends of links, and takes the next step of ordered tunnel maintenance. A run
 * that failed is not repeated: the next one reads everything again.
 */
export class LinkStatusFunction extends Construct {
  readonly handler: HandlerFunction;

  constructor(scope: Construct, id: string, props: LinkStatusFunctionProps) {
    super(scope, id);
    this.handler = new HandlerFunction(this, 'Handler', {
      handler: 'link-status',
      description: `Writes down what AWS says of the links of ${props.site}`,
      statements: statementsFor(this, props),
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_LINKS_PATH: props.linksPath,
      },
      timeout: TIME_LIMIT,
      ...definedProps({ retention: props.retention }),
    });
    permitLinks(new Construct(this, 'Links'), this.handler.role, props);
    acknowledge(this.handler.role, {
      rule: 'AwsSolutions-IAM5',
      findings: ['Resource::*'],
      reason:
        'EC2 has no resource-level permission for ec2:DescribeTransitGatewayAttachments and ec2:DescribeVpnConnections',
      limitedBy: 'the actions, which only read; tunnels are replaced on single connections',
    });
    if (props.place) placeFunction(this, this.handler, props.place);
    this.startEachMinute(props.site);
  }

  private startEachMinute(site: string): void {
    const noRetries = { retryAttempts: 0, maxEventAge: Duration.minutes(1) };
    this.handler.function.configureAsyncInvoke(noRetries);
    new Rule(this, 'EachMinute', {
      description: `Starts the function that watches the links of ${site}`,
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaTarget(this.handler.function, noRetries)],
    });
  }
}

function arnIn(scope: Construct, service: string, resource: string, resourceName: string): string {
  return Stack.of(scope).formatArn({ service, resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME });
}

function statementsFor(scope: Construct, { linksPath }: LinkStatusFunctionProps): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: ['ec2:DescribeTransitGatewayAttachments', 'ec2:DescribeVpnConnections'],
      resources: ['*'],
    }),
    new PolicyStatement({
      actions: ['ssm:GetParametersByPath'],
      resources: [arnIn(scope, 'ssm', 'parameter', linksPath.slice(1))],
    }),
  ];
}

/** A policy of its own for each link, so that another link never changes it. */
function permitLinks(scope: Construct, role: IRole, props: LinkStatusFunctionProps): void {
  const permit = (link: string, actions: string[], resource: string) =>
    new Policy(scope, link, { roles: [role], statements: [new PolicyStatement({ actions, resources: [resource] })] });
  for (const [link, id] of Object.entries(props.vpnConnectionIds)) {
    const actions = ['ec2:GetVpnTunnelReplacementStatus', 'ec2:ReplaceVpnTunnel'];
    permit(link, actions, arnIn(scope, 'ec2', 'vpn-connection', id));
  }
  for (const [link, id] of Object.entries(props.virtualInterfaceIds))
    permit(link, ['directconnect:DescribeVirtualInterfaces'], arnIn(scope, 'directconnect', 'dxvif', id));
}
