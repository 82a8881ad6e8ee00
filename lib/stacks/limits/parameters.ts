import type { App, Stack } from 'aws-cdk-lib';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import type { Issue } from '../../net/issue';
import type { Quota } from '../../topology/limits/usage';
import { deployedValue } from './deployed-value';
import { longest, overfull } from './overfull';

/** Of an advanced parameter, which SiteParameter becomes when it has to. */
const VALUE: Quota = { name: 'Bytes of the value of a parameter', limit: 8_192, adjustable: false };

/** Of the longest value that the stack writes. */
function longestValue(stack: Stack): number {
  return longest(stack, CfnParameter, ({ value }) => Buffer.byteLength(String(deployedValue(stack.resolve(value)))));
}

/** Stacks with a parameter that Systems Manager would refuse. */
export function overfullParameters(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-parameter', (stack) => ({
    quota: VALUE,
    who: `a parameter of the stack ${stack.stackName}`,
    count: longestValue(stack),
    fix: 'have fewer VPCs, announcements or other sites there',
  }));
}
