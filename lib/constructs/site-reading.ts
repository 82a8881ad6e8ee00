import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

const READ = [
  'directconnect:DescribeDirectConnectGatewayAssociations',
  'ec2:GetManagedPrefixListEntries',
  'ec2:GetTransitGatewayPrefixListReferences',
  'ec2:GetTransitGatewayRouteTablePropagations',
  'ec2:SearchTransitGatewayRoutes',
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
  role.addToPolicy(new PolicyStatement({ actions: READ, resources: ['*'] }));
  role.addToPolicy(new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: [parameters] }));
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    findings: ['Resource::*'],
    reason:
      'it has to read a link that the deployment takes away, and whose ids the new template does not hold any more',
    limitedBy: 'the actions, which only read routes, lists and announcements',
  });
}
