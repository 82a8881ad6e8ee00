import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface LogKeyProps {
  readonly description: string;
  /** Start of the names of the log groups it encrypts. CloudFormation begins a group's name with its stack's name. */
  readonly logGroupNamePrefix: string;
  /**
   * Starts of the names of further log groups.
   *
   * @default - it encrypts no others
   */
  readonly otherLogGroupNamePrefixes?: readonly string[];
}

/** One key for a site's log groups, rotated every year. CloudWatch Logs may use it for those groups and nothing else. */
export class LogKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: LogKeyProps) {
    super(scope, id);
    const stack = Stack.of(this);
    this.key = new Key(this, 'Key', { description: props.description, enableKeyRotation: true });
    const arnOf = (prefix: string) =>
      Arn.format(
        {
          service: 'logs',
          resource: 'log-group',
          resourceName: `${prefix}*`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        },
        stack,
      );
    const { logGroupNamePrefix, otherLogGroupNamePrefixes: others = [] } = props;
    const logGroups = others.length === 0 ? arnOf(logGroupNamePrefix) : [logGroupNamePrefix, ...others].map(arnOf);
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        // In a key policy `*` is the key itself.
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      }),
    );
  }
}
