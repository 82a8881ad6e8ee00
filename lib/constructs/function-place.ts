import { Aws } from 'aws-cdk-lib';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import type { HandlerFunction } from './handler-function';

/** Where in a VPC a function runs. */
export interface FunctionPlace {
  readonly subnetIds: readonly string[];
  readonly securityGroupId: string;
}

const MANAGE_INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
/** As Lambda's documentation wants it, in ARNs and in what the security rules say about them. */
const ANYTHING_IN_EC2 = `arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:*/*`;
const ANYTHING_IN_FINDINGS = 'arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:*/*';
const READ_INTERFACES = ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSubnets'];

/**
 * Puts a function into subnets, with what Lambda needs of its role for that, as far as Lambda's documentation lets it be
 * narrowed. Lambda itself uses the role when it makes the interface; the function's code has no use for that, and is
 * denied it.
 */
export function placeFunction(scope: Construct, handler: HandlerFunction, place: FunctionPlace): void {
  handler.role.addToPolicy(new PolicyStatement({ actions: MANAGE_INTERFACES, resources: [ANYTHING_IN_EC2] }));
  handler.role.addToPolicy(new PolicyStatement({ actions: READ_INTERFACES, resources: ['*'] }));
  const { defaultChild } = handler.function.node;
  if (!(defaultChild instanceof CfnFunction)) throw new Error('a Lambda function has no resource');
  defaultChild.vpcConfig = { subnetIds: [...place.subnetIds], securityGroupIds: [place.securityGroupId] };
  keepCodeFromInterfaces(scope, handler);
}

function keepCodeFromInterfaces(scope: Construct, { role, function: lambda }: HandlerFunction): void {
  new Policy(scope, 'NotForTheCode', {
    roles: [role],
    statements: [
      new PolicyStatement({
        effect: Effect.DENY,
        actions: [...MANAGE_INTERFACES, ...READ_INTERFACES],
        resources: ['*'],
        conditions: { ArnEquals: { 'lambda:SourceFunctionArn': lambda.functionArn } },
      }),
    ],
  });
  const limitedBy = 'a denial of the same actions to the code of the function: only Lambda itself can use them';
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    findings: ['Resource::*'],
    reason: `EC2 has no resource-level permission for ${READ_INTERFACES.join(' and ')}, which Lambda asks of the role`,
    limitedBy,
  });
  acknowledge(role, {
    rule: 'AwsSolutions-IAM5',
    findings: [`Resource::${ANYTHING_IN_FINDINGS}`],
    reason: 'Lambda makes the network interface of the function with the role, and EC2 gives it its id only then',
    limitedBy,
  });
}
