import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { DrainGuard } from '../constructs/drain-guard';
import type { SiteStack } from './site-stack';

/** The link of a stack. */
interface GuardedLink {
  readonly link: string;
  /** The AWS site whose functions look at it: the stack's own. */
  readonly site: SiteStack;
  /** What the link is made of; with another value of any of it, it is another link under the same name. */
  readonly identity: Readonly<Record<string, string | undefined>>;
}

/** To be called when all of the stack is there: nothing of it changes before it is known that no traffic is steered over it. */
export function guardLink(stack: Stack, { link, site, identity }: GuardedLink): void {
  const changing = stack.node.children.filter((child) => !(child instanceof CfnOutput));
  const known = Object.entries(identity).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const { resource } = new DrainGuard(stack, 'DrainGuard', {
    serviceToken: site.drainGuardToken.readFrom(stack),
    site: site.site.name,
    links: [link],
    identity: Object.fromEntries(known),
  });
  for (const child of changing) child.node.addDependency(resource);
}
