import { type App, CfnResource, type Stack } from 'aws-cdk-lib';
import type { Issue } from '../../net/issue';
import { isOver, type Quota, type Usage, usageTexts } from '../../topology/limits/usage';
import { DetourStack } from '../detour-stack';

const RESOURCES: Quota = { name: 'Resources per stack', limit: 500, adjustable: false };

/** How many resources a stack declares. */
function resourcesOf(stack: Stack): number {
  return stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct)).length;
}

/** Stacks with more resources than CloudFormation takes, which it would refuse only when they are deployed. */
export function overfullStacks(app: App): readonly Issue[] {
  return app.node.children
    .filter((child): child is DetourStack => child instanceof DetourStack)
    .map(
      (stack): Usage => ({
        quota: RESOURCES,
        path: ['sites', stack.site.name],
        who: `the stack ${stack.stackName}`,
        count: resourcesOf(stack),
        fix: 'have fewer VPCs, links or other sites there',
      }),
    )
    .filter(isOver)
    .map((usage) => ({ code: 'stacks-limit-resources', path: usage.path, ...usageTexts(usage) }));
}
