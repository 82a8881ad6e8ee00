import { type App, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Issue } from '../../net/issue';
import type { Quota } from '../../topology/limits/usage';
import { overfull } from './overfull';

const RESOURCES: Quota = { name: 'Resources per stack', limit: 500, adjustable: false };

/** How many resources a stack declares. */
function resourcesOf(stack: Stack): number {
  return stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
}

/** Stacks with more resources than CloudFormation takes. */
export function overfullStacks(app: App): readonly Issue[] {
  return overfull(app, 'stacks-limit-resources', (stack) => ({
    quota: RESOURCES,
    who: `the stack ${stack.stackName}`,
    count: resourcesOf(stack),
    fix: 'have fewer VPCs, links or other sites there',
  }));
}
