// How CloudFormation itself stands with a stack, for functions behind its custom resources and for who looks at what it made.

import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { StackStanding } from '../names/audit-names';
import { called } from './failure';

/** True while the stack goes back to what it was: what fails now leaves it in the middle. Rejects with a CallFailure. */
export async function isRollingBack(client: Pick<CloudFormationClient, 'send'>, stackId: string): Promise<boolean> {
  const { Stacks = [] } = await called('DescribeStacks', stackId, () =>
    client.send(new DescribeStacksCommand({ StackName: stackId })),
  );
  return Stacks.some(({ StackStatus = '' }) => StackStatus.includes('ROLLBACK'));
}

/** Rejects with a CallFailure, also when there is no such stack. */
export async function stackStanding(
  client: Pick<CloudFormationClient, 'send'>,
  stackId: string,
): Promise<StackStanding> {
  const { Stacks: [stack] = [] } = await called('DescribeStacks', stackId, () =>
    client.send(new DescribeStacksCommand({ StackName: stackId })),
  );
  const { StackStatus = '', CreationTime, LastUpdatedTime = CreationTime } = stack ?? {};
  return { isChanging: StackStatus.endsWith('_IN_PROGRESS'), changedMs: LastUpdatedTime?.getTime() ?? 0 };
}
