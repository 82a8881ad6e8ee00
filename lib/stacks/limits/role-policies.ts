import type { App, Stack } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy } from 'aws-cdk-lib/aws-iam';
import type { Issue } from '../../net/issue';
import { QUOTAS } from '../../net/quotas';
import { deployedValue } from './deployed-value';
import { longest, overfull } from './overfull';

/** `tgw-attach-` and seventeen characters: managed policies name nothing but what EC2 gives ids. */
const EC2_ID = 28;

/** Characters of the inline policies of each role of a stack, by the role's logical id. */
function charactersOf(stack: Stack): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const policy of stack.node.findAll()) {
    if (!(policy instanceof CfnPolicy)) continue;
    const { length } = JSON.stringify(deployedValue(stack.resolve(policy.policyDocument)));
    for (const role of (stack.resolve(policy.roles) ?? []) as readonly unknown[]) {
      const id = JSON.stringify(role);
      sums.set(id, (sums.get(id) ?? 0) + length);
    }
  }
  return sums;
}

/** Roles whose inline policies IAM would refuse. */
export function overfullRoles(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-role', (stack) => ({
    quota: QUOTAS.charactersOfRole,
    who: `a role of the stack ${stack.stackName}`,
    count: Math.max(0, ...charactersOf(stack).values()),
    fix: 'have fewer links there',
  }));
}

/** Of the longest managed policy of a stack. */
function longestManaged(stack: Stack): number {
  return longest(
    stack,
    CfnManagedPolicy,
    ({ policyDocument }) => JSON.stringify(deployedValue(stack.resolve(policyDocument), EC2_ID)).length,
  );
}

/** Managed policies that IAM would refuse. */
export function overfullManagedPolicies(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-policy', (stack) => ({
    quota: QUOTAS.charactersOfPolicy,
    who: `a policy of the stack ${stack.stackName}`,
    count: longestManaged(stack),
    fix: 'have fewer other sites',
  }));
}
