import { Arn, ArnFormat, CfnElement, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import { CfnParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { DeadLetterQueue } from './dead-letter-queue';
import { definedProps } from './defined-props';
import { type FunctionPlace, placeFunction } from './function-place';
import { HandlerFunction } from './handler-function';
import { MailBucket } from './mail-bucket';

export interface MaintenanceMailProps {
  readonly site: string;
  /** Address to which providers send; SES receives mail for its domain in this region. */
  readonly recipient: string;
  /** Name of the receipt rule, and of the rule set when there is none to add it to. */
  readonly receiptRuleName: string;
  /**
   * An existing receipt rule set to which the rule is added, in front of its other rules.
   *
   * @default - a rule set of its own, which somebody has to activate: CloudFormation cannot
   */
  readonly ruleSetName?: string;
  /** Who may announce maintenance. */
  readonly providers: readonly MailProvider[];
  /** What is done for messages that a person puts below `dropped/`. */
  readonly dropped: 'alert' | 'trusted';
  /** Name of the link state database's table in this region. The caller grants `handler.role` what it needs of it. */
  readonly tableName: string;
  /** Below it are the parameters that say how links are known; starts and does not end with a slash. */
  readonly linksPath: string;
  /** Below it are the parameters of the providers; starts and does not end with a slash. */
  readonly providersPath: string;
  /** Encrypts the log group; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Subnets and security group of the function.
   *
   * @default - it is in no VPC
   */
  readonly place?: FunctionPlace;
  /**
   * How long the function's logs are kept.
   *
   * @default - three months
   */
  readonly retention?: RetentionDays;
}

interface MailProvider {
  readonly name: string;
  /** Mail addresses, and domains as `@carrier.example`. */
  readonly senders: readonly string[];
  /** Values of X-MAINTNOTE-PROVIDER. */
  readonly announcesAs: readonly string[];
}

/** Where the function expects messages. */
const MAIL_PREFIX = 'mail/';
const DROPPED_PREFIX = 'dropped/';
const PREFIXES = [MAIL_PREFIX, DROPPED_PREFIX];

/** Announcements come days before, and emergencies minutes: what cannot be handled for hours is for a person. */
const TRIED_FOR = Duration.hours(2);

/** Takes in maintenance notices by mail, and those that a person puts into the bucket. */
export class MaintenanceMail extends Construct {
  readonly handler: HandlerFunction;
  readonly mailBucket: MailBucket;
  /** Nothing is received before this one is the active rule set of the region. */
  readonly ruleSetName: string;
  /** Something in it is a message that nobody has acted upon. */
  readonly deadLetterQueue: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: MaintenanceMailProps) {
    super(scope, id);
    this.ruleSetName = props.ruleSetName ?? props.receiptRuleName;
    const receiptRuleArn = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'receipt-rule-set',
      resourceName: `${this.ruleSetName}:receipt-rule/${props.receiptRuleName}`,
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    this.mailBucket = new MailBucket(this, 'Mails', { mailPrefix: MAIL_PREFIX, receiptRuleArn });
    this.deadLetterQueue = new DeadLetterQueue(this, 'DeadLetterQueue');
    for (const provider of props.providers) this.addProvider(props.providersPath, provider);
    this.handler = this.addHandler(props);
    if (props.place) placeFunction(this, this.handler, props.place);
    this.addReceiptRule(props, receiptRuleArn);
    this.addDropRule(props.site);
  }

  /** A parameter each, because one holds 4 KB. */
  private addProvider(path: string, { name, senders, announcesAs }: MailProvider): void {
    new CfnParameter(this, `Provider-${name}`, {
      type: 'String',
      name: `${path}/${name}`,
      description: `Who may announce maintenance for ${name}`,
      value: JSON.stringify({ name, senders, announcesAs }),
    });
  }

  private addHandler(props: MaintenanceMailProps): HandlerFunction {
    const handler = new HandlerFunction(this, 'Handler', {
      handler: 'maintenance-mail',
      description: `Takes in maintenance notices by mail at ${props.site}`,
      statements: this.reading([props.linksPath, props.providersPath]),
      encryptionKey: props.encryptionKey,
      environment: {
        DETOUR_SITE: props.site,
        DETOUR_TABLE: props.tableName,
        DETOUR_LINKS_PATH: props.linksPath,
        DETOUR_PROVIDERS_PATH: props.providersPath,
        DETOUR_DROPPED: props.dropped,
        DETOUR_MAIL_BUCKET: this.mailBucket.bucket.bucketName,
      },
      ...definedProps({ retention: props.retention }),
    });
    handler.function.configureAsyncInvoke({
      onFailure: this.deadLetterQueue.destinationFor(handler.role),
      retryAttempts: 2,
      maxEventAge: TRIED_FOR,
    });
    acknowledge(handler.role, {
      rule: 'AwsSolutions-IAM5',
      findings: PREFIXES.map((prefix) => `Resource::<${this.bucketId()}.Arn>/${prefix}*`),
      reason: 'messages have names that SES or a person gives them',
      limitedBy: 'two folders of one bucket, and reading',
    });
    return handler;
  }

  /** What the function reads: messages, and the parameters below these paths. */
  private reading(paths: readonly string[]): PolicyStatement[] {
    const { bucket, key } = this.mailBucket;
    const below = (path: string) =>
      Arn.format({ service: 'ssm', resource: 'parameter', resourceName: path.slice(1) }, Stack.of(this));
    const messages = PREFIXES.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    return [
      new PolicyStatement({ actions: ['s3:GetObject'], resources: messages }),
      new PolicyStatement({ actions: ['kms:Decrypt'], resources: [key.keyArn] }),
      new PolicyStatement({ actions: ['ssm:GetParametersByPath'], resources: paths.map(below) }),
    ];
  }

  /** As findings name the bucket. */
  private bucketId(): string {
    const { defaultChild } = this.mailBucket.bucket.node;
    return CfnElement.isCfnElement(defaultChild) ? String(Stack.of(this).resolve(defaultChild.logicalId)) : '';
  }

  /** First into the bucket, then to the function, which finds the mail there. */
  private addReceiptRule(props: MaintenanceMailProps, receiptRuleArn: string): void {
    const { functionArn } = this.handler.function;
    const permission = new CfnPermission(this, 'Invocation', {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: new ServicePrincipal('ses.amazonaws.com').service,
      sourceAccount: Stack.of(this).account,
      sourceArn: receiptRuleArn,
    });
    const rule = new CfnReceiptRule(this, 'ReceiptRule', {
      ruleSetName: this.ruleSetName,
      rule: {
        name: props.receiptRuleName,
        enabled: true,
        scanEnabled: true,
        tlsPolicy: 'Require',
        recipients: [props.recipient],
        actions: [
          { s3Action: { bucketName: this.mailBucket.bucket.bucketName, objectKeyPrefix: MAIL_PREFIX } },
          { lambdaAction: { functionArn, invocationType: 'Event' } },
        ],
      },
    });
    // SES tries both when the rule is made. The rule names the bucket, but not its policy.
    const { policy } = this.mailBucket.bucket;
    rule.node.addDependency(permission, ...(policy ? [policy] : []));
    if (props.ruleSetName === undefined)
      rule.node.addDependency(new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName: this.ruleSetName }));
  }

  private addDropRule(site: string): void {
    const target = { deadLetterQueue: this.deadLetterQueue, retryAttempts: 185, maxEventAge: TRIED_FOR };
    new Rule(this, 'Dropped', {
      description: `Messages that a person puts into the bucket of ${site}`,
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.mailBucket.bucket.bucketName] },
          object: { key: [{ prefix: DROPPED_PREFIX }] },
        },
      },
      targets: [new LambdaTarget(this.handler.function, target)],
    });
  }
}
