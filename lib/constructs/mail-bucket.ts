import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';

export interface MailBucketProps {
  /** Start of the names of the objects that the receipt rule writes, and nobody else: `mail/`. */
  readonly mailPrefix: string;
  /** The receipt rule of SES that writes them. */
  readonly receiptRuleArn: string;
}

/** Longer than a year, so that a provider's notices can be compared with what happened the year before. */
const KEPT = Duration.days(400);

const SES = new ServicePrincipal('ses.amazonaws.com');

/**
 * Messages of providers: encrypted with a key of its own, over TLS only, never public, in versions. EventBridge hears of
 * new objects. It stays when its stack goes.
 */
export class MailBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: MailBucketProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', { description: 'Encrypts maintenance notices', enableKeyRotation: true });
    this.bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      versioned: true,
      lifecycleRules: [
        {
          expiration: KEPT,
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.tellEventBridge();
    this.admitMail(props);
    acknowledge(this.bucket, {
      rule: 'AwsSolutions-S1',
      reason: 'access logs would need a second bucket, and say less than what the function logs of each message',
      limitedBy:
        'its policy: one receipt rule writes mails, one function reads; data events of CloudTrail show the rest',
    });
  }

  /** By the property of CloudFormation: the bucket construct would bring a function of its own to set it. */
  private tellEventBridge(): void {
    const { defaultChild } = this.bucket.node;
    if (!(defaultChild instanceof CfnBucket)) throw new Error('the bucket construct has no bucket');
    defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /** Only what SES received is told apart by its verdicts, so nobody else may write where mails are. */
  private admitMail({ mailPrefix, receiptRuleArn }: MailBucketProps): void {
    const mails = this.bucket.arnForObjects(`${mailPrefix}*`);
    const fromOurRule = {
      StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      ArnEquals: { 'aws:SourceArn': receiptRuleArn },
    };
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [SES],
        actions: ['s3:PutObject'],
        resources: [mails],
        conditions: fromOurRule,
      }),
    );
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:PutObject'],
        resources: [mails],
        // Whoever is no service has no such name, and is then another one.
        conditions: { StringNotEquals: { 'aws:PrincipalServiceName': 'ses.amazonaws.com' } },
      }),
    );
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [SES],
        actions: ['kms:Encrypt', 'kms:GenerateDataKey*'],
        // In a key policy `*` is the key itself.
        resources: ['*'],
        conditions: fromOurRule,
      }),
    );
  }
}
