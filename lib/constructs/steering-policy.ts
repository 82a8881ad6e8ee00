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

/** So many lists fit beside all else into the 6,144 characters of a policy. */
const LISTS_AT_ONCE = 40;

/** How many policies it takes for so many lists; a role takes ten. */
export function steeringPolicies(lists: number): number {
  return Math.max(1, Math.ceil(lists / LISTS_AT_ONCE));
}

/**
 * What it takes to steer a site's traffic: references to the site's lists in the site's tables, and what these learn.
 * Policies of their own, where tables and lists are made: the function that steers is in another stack, which would
 * otherwise have to read the id of every list, and could no longer when one goes.
 */
export class SteeringPolicy extends Construct {
  /** All of them together. */
  readonly managedPolicyArns: readonly string[];

  constructor(scope: Construct, id: string, { description, tableIds, prefixListIds }: SteeringPolicyProps) {
    super(scope, id);
    const lists = prefixListIds.map((listId) => this.arn('prefix-list', listId));
    const policy = new ManagedPolicy(this, 'Policy', {
      description,
      statements: [
        ...this.onTables(tableIds.map((tableId) => this.arn('transit-gateway-route-table', tableId))),
        ...byLists(lists.slice(0, LISTS_AT_ONCE)),
      ],
    });
    acknowledge(policy, {
      rule: 'AwsSolutions-IAM5',
      findings: [`Resource::${ANY_ATTACHMENT_IN_FINDINGS}`],
      reason: 'a policy has no room for every attachment of a gateway, and each of these calls names a table beside it',
      limitedBy: 'single tables: EC2 refuses in a table what is not attached to the gateway of the table',
    });
    this.managedPolicyArns = [policy.managedPolicyArn, ...this.addMore(description, lists.slice(LISTS_AT_ONCE))];
  }

  private addMore(description: string, lists: readonly string[]): readonly string[] {
    const more = new Construct(this, 'More');
    const count = lists.length === 0 ? 0 : steeringPolicies(lists.length);
    return Array.from({ length: count }, (_, i) => {
      const statements = [...byLists(lists.slice(i * LISTS_AT_ONCE, (i + 1) * LISTS_AT_ONCE))];
      return new ManagedPolicy(more, String(i + 1), { description, statements }).managedPolicyArn;
    });
  }

  private onTables(tables: readonly string[]): PolicyStatement[] {
    return [
      permit(tables, ...REFERENCES),
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

const REFERENCES = [
  'ec2:CreateTransitGatewayPrefixListReference',
  'ec2:DeleteTransitGatewayPrefixListReference',
  'ec2:ModifyTransitGatewayPrefixListReference',
];

function permit(resources: readonly string[], ...actions: readonly string[]): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [...resources] });
}

/** A site alone steers to nobody. */
function byLists(lists: readonly string[]): readonly PolicyStatement[] {
  return lists.length === 0 ? [] : [permit(lists, ...REFERENCES, 'ec2:GetManagedPrefixListEntries')];
}
