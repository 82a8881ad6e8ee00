import type { App } from 'aws-cdk-lib';
import type { Code } from '../../net/codes';
import type { Issue } from '../../net/issue';
import { isOver, type Usage, usageTexts } from '../../topology/limits/usage';
import { DetourStack } from '../detour-stack';

/** The stacks of sites and links that take more of a quota than there is, which AWS would only say at their deployment. */
export function overfull(app: App, code: Code, usageOf: (stack: DetourStack) => Omit<Usage, 'path'>): readonly Issue[] {
  return app.node.children
    .filter((child): child is DetourStack => child instanceof DetourStack)
    .map((stack): Usage => ({ path: ['sites', stack.site.name], ...usageOf(stack) }))
    .filter(isOver)
    .map((usage) => ({ code, path: usage.path, ...usageTexts(usage) }));
}
