import { Arn, ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmTopicProps {
  /** Shown as the sender of mails, at most 100 characters. */
  readonly displayName: string;
  /** What is told there, for those who look at the key. */
  readonly description: string;
  /** Start of the names of the alarms that may publish. */
  readonly alarmNamePrefix: string;
  /**
   * Who gets all of it by mail, once the address has confirmed that.
   *
   * @default - nobody, until somebody subscribes
   */
  readonly email?: string;
}

/**
 * Where the people of a site are told of alarms, and of what its controller does. Encrypted with a key of its own, because
 * CloudWatch publishes to no topic whose key it may not use, and AWS's own key for SNS lets it use none. Who publishes
 * beside the alarms needs a permission for both.
 */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    // Nothing is kept under it for longer than a message is under way.
    this.key = new Key(this, 'Key', {
      description: props.description,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.topic = new Topic(this, 'Topic', { displayName: props.displayName, masterKey: this.key, enforceSSL: true });
    this.admitAlarms(props.alarmNamePrefix);
    if (props.email !== undefined) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** In a key policy `*` is the key itself. */
  private admitAlarms(alarmNamePrefix: string): void {
    const stack = Stack.of(this);
    const alarms = Arn.format(
      {
        service: 'cloudwatch',
        resource: 'alarm',
        resourceName: `${alarmNamePrefix}*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      },
      stack,
    );
    const forAlarms = (actions: string[], resource: string) =>
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions,
        resources: [resource],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': alarms } },
      });
    this.key.addToResourcePolicy(forAlarms(['kms:Decrypt', 'kms:GenerateDataKey'], '*'));
    this.topic.addToResourcePolicy(forAlarms(['sns:Publish'], this.topic.topicArn));
  }
}
