import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/**
 * Lets a function below `scope` ask CloudFormation how these stacks of its region stand: one that rolls back is not kept
 * from it. The names may not hold what CloudFormation resolves.
 */
export function askingOfStacks(scope: Construct, stackNames: readonly string[]): PolicyStatement {
  const here = `arn:${Aws.PARTITION}:cloudformation:${Aws.REGION}:${Aws.ACCOUNT_ID}`;
  const hereInFindings = 'arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>';
  acknowledge(scope, {
    rule: 'AwsSolutions-IAM5',
    findings: stackNames.map((name) => `Resource::${hereInFindings}:stack/${name}/*`),
    reason: 'the last part of the ARN of a stack is not known before it is made',
    limitedBy: 'the action, which only reads, and the names of the stacks that are deployed with it',
  });
  return new PolicyStatement({
    actions: ['cloudformation:DescribeStacks'],
    resources: stackNames.map((name) => `${here}:stack/${name}/*`),
  });
}
