import { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IDestination, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

/**
 * Keeps what could not be delivered or handled for two weeks. Encrypted with a key of SQS, which, other than one of KMS,
 * every service that delivers may use without being named in its policy.
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this, {
      rule: 'AwsSolutions-SQS3',
      reason: 'it is itself where messages go that nobody could take',
      limitedBy: 'nothing reading it but people, who look when there is something in it',
    });
  }

  /** As a destination for what a function with this role could not handle: the CDK's own permits to ask about the queue too. */
  destinationFor(role: IRole): IDestination & IEventSourceDlq {
    const sending = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queueArn] });
    return {
      bind: () => {
        role.addToPrincipalPolicy(sending);
        return { destination: this.queueArn };
      },
    };
  }
}
