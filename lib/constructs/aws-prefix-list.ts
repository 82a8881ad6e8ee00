import { CustomResource, Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { WaitingProvider } from './waiting-provider';

/** The functions that look AWS's own prefix lists up, which have another id in each region. */
export function awsPrefixListProvider(scope: Construct, encryptionKey: IKey): WaitingProvider {
  const provider = new WaitingProvider(scope, 'Provider', {
    handler: 'managed-prefix-list',
    description: "Finds one of AWS's own prefix lists",
    statements: [new PolicyStatement({ actions: ['ec2:DescribeManagedPrefixLists'], resources: ['*'] })],
    encryptionKey,
    timeLimit: Duration.minutes(5),
  });
  acknowledge(provider.role, {
    rule: 'AwsSolutions-IAM5',
    findings: ['Resource::*'],
    reason: 'EC2 has no resource-level permission for ec2:DescribeManagedPrefixLists',
    limitedBy: 'the action, which only reads',
  });
  return provider;
}

/** The id of the list of this name, by which security groups know a service that has a gateway endpoint. */
export function awsPrefixListId(scope: Construct, id: string, provider: WaitingProvider, name: string): string {
  return new CustomResource(scope, id, {
    resourceType: 'Custom::DetourManagedPrefixList',
    serviceToken: provider.serviceToken,
    serviceTimeout: provider.serviceTimeout,
    properties: { PrefixListName: name },
  }).getAttString('PrefixListId');
}
