import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

export interface SteeringPolicyProps {
  readonly description: string;
  /** The tables into which overrides are written. */
  readonly tableIds: readonly string[];
  /** The lists that overrides refer to. */
  readonly prefixListIds: readonly string[];
}

/** Any attachment of the account in the region, in policies and in what the security rules say about them. */
const ANY_ATTACHMENT = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:transit-gateway-attachment/*`;
const ANY_ATTACHMENT_IN_FINDINGS =
  'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:transit-gateway-attachment/*';

/**
 * What it takes to steer a site's traffic: references to the site's lists in the site's tables, and what these learn. A
 * policy of its own, where tables and lists are made: the function that steers is in another stack, which would otherwise
 * have to read the id of every list, and could no longer when one goes.
 */
export class SteeringPolicy extends Construct {
  readonly managedPolicyArn: string;

  constructor(scope: Construct, id: string, props: SteeringPolicyProps) {
    super(scope, id);
    const policy = new ManagedPolicy(this, 'Policy', {
      description: props.description,
      statements: this.statements(props),
    });
    acknowledge(policy, {
      rule: 'AwsSolutions-IAM5',
      findings: [`Resource::${ANY_ATTACHMENT_IN_FINDINGS}`],
      reason: 'a policy has no room for every attachment of a gateway, and each of these calls names a table beside it',
      limitedBy: 'single tables: EC2 refuses in a table what is not attached to the gateway of the table',
    });
    this.managedPolicyArn = policy.managedPolicyArn;
  }

  private statements({ tableIds, prefixListIds }: SteeringPolicyProps): PolicyStatement[] {
    const tables = tableIds.map((tableId) => this.arn('transit-gateway-route-table', tableId));
    const lists = prefixListIds.map((listId) => this.arn('prefix-list', listId));
    const permit = (resources: readonly string[], ...actions: readonly string[]) =>
      new PolicyStatement({ actions: [...actions], resources: [...resources] });
    return [
      permit(
        [...tables, ...lists],
        'ec2:CreateTransitGatewayPrefixListReference',
        'ec2:DeleteTransitGatewayPrefixListReference',
        'ec2:ModifyTransitGatewayPrefixListReference',
      ),
      // A site alone steers to nobody.
      ...(lists.length === 0 ? [] : [permit(lists, 'ec2:GetManagedPrefixListEntries')]),
      permit(
        tables,
        'ec2:DisableTransitGatewayRouteTablePropagation',
        'ec2:EnableTransitGatewayRouteTablePropagation',
        'ec2:SearchTransitGatewayRoutes',
      ),
      permit(
        [ANY_ATTACHMENT],
        'ec2:CreateTransitGatewayPrefixListReference',
        'ec2:CreateTransitGatewayRoute',
        'ec2:DisableTransitGatewayRouteTablePropagation',
        'ec2:EnableTransitGatewayRouteTablePropagation',
        'ec2:ModifyTransitGatewayPrefixListReference',
        'ec2:ReplaceTransitGatewayRoute',
      ),
    ];
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({
      service: 'ec2',
      resource,
      resourceName,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
  }
}
