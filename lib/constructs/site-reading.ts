import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/** No narrower permission exists. */
const READ_ANYTHING = ['ec2:GetTransitGatewayPrefixListReferences', 'ec2:GetTransitGatewayRouteTablePropagations'];

/** Kinds of things that are read, as `service:region:account:type`, and how. */
const READ_ANY: Readonly<Record<string, string>> = {
  [`directconnect::${Aws.ACCOUNT_ID}:dx-gateway`]: 'directconnect:DescribeDirectConnectGatewayAssociations',
  [`ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:prefix-list`]: 'ec2:GetManagedPrefixListEntries',
  [`ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:transit-gateway-route-table`]: 'ec2:SearchTransitGatewayRoutes',
};
const READ_ANY_IN_FINDINGS = [
  'arn:<AWS::Partition>:directconnect::<AWS::AccountId>:dx-gateway/*',
  'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:prefix-list/*',
  'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:transit-gateway-route-table/*',
];

/**
 * Lets a function read what a site's controller reads of AWS, and write nothing. `path` is that of the site's parameters.
 * The link state database is granted beside it.
 */
export function permitSiteReading(scope: Construct, role: Role, path: string): void {
  const parameters = Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: path.slice(1),
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  role.addToPolicy(new PolicyStatement({ actions: READ_ANYTHING, resources: ['*'] }));
  for (const [kind, action] of Object.entries(READ_ANY))
    role.addToPolicy(new PolicyStatement({ actions: [action], resources: [`arn:${Aws.PARTITION}:${kind}/*`] }));
  role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] }));
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    findings: ['Resource::*'],
    reason: `EC2 has no resource-level permission for ${READ_ANYTHING.join(' and ')}`,
    limitedBy: 'the actions, which only read',
  });
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    findings: READ_ANY_IN_FINDINGS.map((resource) => `Resource::${resource}`),
    reason:
      'it has to read a link that the deployment takes away, and whose ids the new template does not hold any more',
    limitedBy: 'the actions, which only read routes, lists and announcements',
  });
}
