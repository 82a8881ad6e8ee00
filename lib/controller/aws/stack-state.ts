// How CloudFormation itself stands with a stack, for functions behind its custom resources.

import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { called } from './failure';

/** True while the stack goes back to what it was: what fails now leaves it in the middle. Rejects with a CallFailure. */
export async function isRollingBack(client: Pick<CloudFormationClient, 'send'>, stackId: string): Promise<boolean> {
  const { Stacks = [] } = await called('DescribeStacks', stackId, () =>
    client.send(new DescribeStacksCommand({ StackName: stackId })),
  );
  return Stacks.some(({ StackStatus = '' }) => StackStatus.includes('ROLLBACK'));
}
