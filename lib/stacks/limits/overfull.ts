import type { App, Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Code } from '../../net/codes';
import type { Issue } from '../../net/issue';
import { isOver } from '../../net/quotas';
import { type Usage, usageTexts } from '../../topology/limits/usage';
import { DetourStack } from '../detour-stack';

/** How long the longest is of what a stack has of one kind; 0 when it has none. */
export function longest<T extends IConstruct>(
  stack: Stack,
  kind: abstract new (...args: never[]) => T,
  lengthOf: (construct: T) => number,
): number {
  const found = stack.node.findAll().filter((construct): construct is T & IConstruct => construct instanceof kind);
  return Math.max(0, ...found.map(lengthOf));
}

/** The stacks of sites and links that take more of a quota than there is, which AWS would only say at their deployment. */
export function overfull(app: App, code: Code, usageOf: (stack: DetourStack) => Omit<Usage, 'path'>): readonly Issue[] {
  return app.node.children
    .filter((child): child is DetourStack => child instanceof DetourStack)
    .map((stack): Usage => ({ path: ['sites', stack.site.name], ...usageOf(stack) }))
    .filter(isOver)
    .map((usage) => ({ code, path: usage.path, ...usageTexts(usage) }));
}
