import { Aws, CustomResource, Duration, Stack, Tags } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { WaitingProvider } from './waiting-provider';

export interface ProbeDatabaseProps {
  readonly endpointName: string;
  readonly vpcId: string;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
}

/**
 * The way from probe subnets to DynamoDB, which stays inside the region and costs nothing: a gateway endpoint in the
 * subnets' route tables, and the id of the prefix list by which security groups know DynamoDB.
 */
export class ProbeDatabase extends Construct {
  readonly prefixListId: string;
  private readonly routeTableIds: string[] = [];

  constructor(scope: Construct, id: string, props: ProbeDatabaseProps) {
    super(scope, id);
    // The service and its prefix list have the same name.
    const serviceName = `com.amazonaws.${Stack.of(this).region}.dynamodb`;
    const endpoint = new CfnVPCEndpoint(this, 'Endpoint', {
      vpcEndpointType: 'Gateway',
      vpcId: props.vpcId,
      serviceName,
      routeTableIds: this.routeTableIds,
      policyDocument: ownAccountOnly(),
    });
    Tags.of(endpoint).add('Name', props.endpointName);
    this.prefixListId = this.lookUp(serviceName, props.encryptionKey);
  }

  /** Lets the subnets of a route table reach DynamoDB. */
  addRouteTable(routeTableId: string): void {
    this.routeTableIds.push(routeTableId);
  }

  private lookUp(prefixListName: string, encryptionKey: IKey): string {
    const provider = new WaitingProvider(this, 'Provider', {
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
    return new CustomResource(this, 'PrefixList', {
      resourceType: 'Custom::DetourManagedPrefixList',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: { PrefixListName: prefixListName },
    }).getAttString('PrefixListId');
  }
}

/** What may be done is for roles to say; this keeps tables and callers of other accounts out. */
function ownAccountOnly(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        principals: [new AnyPrincipal()],
        actions: ['dynamodb:*'],
        resources: ['*'],
        conditions: {
          StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID, 'aws:ResourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    ],
  });
}
