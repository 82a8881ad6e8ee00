import type { App, Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Issue } from '../../net/issue';
import { QUOTAS } from '../../net/quotas';
import { deployedValue } from './deployed-value';
import { longest, overfull } from './overfull';

/** Of the longest value that the stack writes. */
function longestValue(stack: Stack): number {
  return longest(stack, CfnParameter, ({ value }) => Buffer.byteLength(String(deployedValue(stack.resolve(value)))));
}

/** Stacks with a parameter that Systems Manager would refuse. */
export function overfullParameters(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-parameter', (stack) => ({
    quota: QUOTAS.bytesOfParameter,
    who: `a parameter of the stack ${stack.stackName}`,
    count: longestValue(stack),
    fix: 'have fewer VPCs, announcements or other sites there',
  }));
}
