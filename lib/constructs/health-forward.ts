import { Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus as EventBusTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue';
import { healthPattern } from './health-pattern';

export interface HealthForwardProps {
  /** Region of a site, whose default event bus gets the copies. */
  readonly region: string;
}

/**
 * Sends on the backup copies of AWS Health, for a region that has no site and gets the copies of others: us-west-2, and
 * us-east-1 for us-west-2. Copies of what the site has heard already change nothing there.
 */
export class HealthForward extends Construct {
  /** Something in it is a copy that did not arrive. */
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: HealthForwardProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const { region } = props;
    const eventBusArn = stack.formatArn({ service: 'events', region, resource: 'event-bus', resourceName: 'default' });
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [eventBusArn] }));
    new Rule(this, 'Rule', {
      description: `Sends backup copies of AWS Health to ${region}`,
      // Only what AWS Health delivered here: two regions may send each other their copies, and nothing goes round.
      eventPattern: { ...healthPattern(['aws.health']), region: [stack.region] },
      targets: [
        new EventBusTarget(EventBus.fromEventBusArn(this, 'Bus', eventBusArn), {
          // One that cannot change: the target would give it the permission once more.
          role: role.withoutPolicyUpdates(),
          deadLetterQueue: this.deadLetterQueue,
        }),
      ],
    });
  }
}
