import { type App, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Issue } from '../../net/issue';
import { QUOTAS } from '../../net/quotas';
import { overfull } from './overfull';

/** How many resources a stack declares. */
function resourcesOf(stack: Stack): number {
  return stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
}

/** Stacks with more resources than CloudFormation takes. */
export function overfullStacks(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-resources', (stack) => ({
    quota: QUOTAS.resourcesOfStack,
    who: `the stack ${stack.stackName}`,
    count: resourcesOf(stack),
    fix: 'have fewer VPCs, links or other sites there',
  }));
}
