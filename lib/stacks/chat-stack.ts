import type { App } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ChatChannels } from '../constructs/chat-channels';
import type { StackOutput } from '../constructs/stack-output';
import type { AwsSite, Topology } from '../topology/topology';
import { ControllerStack } from './controller-stack';
import { DetourStack } from './detour-stack';
import type { SiteStack } from './site-stack';

interface ChatStackProps {
  readonly topology: Topology;
  /** The admission site, in whose region the stack is. */
  readonly site: AwsSite;
  /** Every topic of which messages are shown. */
  readonly topicArns: readonly StackOutput[];
}

/**
 * The chat in which people read what all sites say. It is one for the whole backbone, because an account has one
 * configuration for a channel; AWS shows what comes from any region by it, so that nothing else depends on the stack's own.
 */
class ChatStack extends DetourStack {
  constructor(scope: Construct, { topology, site, topicArns }: ChatStackProps) {
    super(scope, {
      topology,
      site,
      suffix: 'chat',
      description: `Chat of backbone ${topology.name}: where its people read alarms, and what controllers do`,
    });
    new ChatChannels(this, 'Channels', {
      configurationNamePrefix: topology.prefix,
      topicArns: topicArns.map((arn) => arn.readFrom(this)),
      ...topology.notify.chat,
    });
  }
}

/**
 * Where the topology asks for a chat: alarms come by the topic of each site, and what controllers tell by their own. It comes
 * after all other stacks, for AWS refuses it where nobody has authorized the workspace, and a deployment ends there.
 */
export function addChat(app: App, topology: Topology, sites: ReadonlyMap<string, SiteStack>): void {
  const admission = sites.get(topology.policy.admission);
  if (!topology.notify.chat || !admission) return;
  const others = app.node.children.filter((child) => child instanceof DetourStack);
  const controllers = others.filter((child) => child instanceof ControllerStack);
  const topicArns = [
    ...[...sites.values()].map(({ topicArn }) => topicArn),
    ...controllers.flatMap(({ chatTopicArn }) => chatTopicArn ?? []),
  ];
  const chat = new ChatStack(app, { topology, site: admission.site, topicArns });
  for (const other of others) chat.addStackDependency(other, 'nothing waits for a chat');
}
