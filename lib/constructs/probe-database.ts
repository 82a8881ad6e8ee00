import { Aws, Stack, Tags } from 'aws-cdk-lib';
import { CfnVPCEndpoint } from 'aws-cdk-lib/aws-ec2';
import { AnyPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { awsPrefixListId, awsPrefixListProvider } from './aws-prefix-list';

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
    const provider = awsPrefixListProvider(this, props.encryptionKey);
    this.prefixListId = awsPrefixListId(this, 'PrefixList', provider, serviceName);
  }

  /** Lets the subnets of a route table reach DynamoDB. */
  addRouteTable(routeTableId: string): void {
    this.routeTableIds.push(routeTableId);
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
