import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { WaitingProvider } from './waiting-provider';

export interface StreamLookupProps {
  /** Name of the table in this region. */
  readonly tableName: string;
  /** Encrypts the log group of the functions; its policy lets CloudWatch Logs use it. */
  readonly encryptionKey: IKey;
  /**
   * Any text. Another one has the stream looked up again: a table that was restored writes to another stream, of which
   * CloudFormation does not hear.
   *
   * @default - it is looked up once
   */
  readonly lookedUp?: string;
}

/** The stream of this region's replica of a global table, which has another one in each region. */
export class StreamLookup extends Construct {
  readonly streamArn: string;

  constructor(scope: Construct, id: string, { tableName, encryptionKey, lookedUp }: StreamLookupProps) {
    super(scope, id);
    const table = Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName });
    const provider = new WaitingProvider(this, 'Provider', {
      handler: 'stream-lookup',
      description: 'Finds the stream of a table in this region',
      statements: [new PolicyStatement({ actions: ['dynamodb:DescribeTable'], resources: [table] })],
      encryptionKey,
      timeLimit: Duration.minutes(15),
    });
    this.streamArn = new CustomResource(this, 'Stream', {
      resourceType: 'Custom::DetourStream',
      serviceToken: provider.serviceToken,
      serviceTimeout: provider.serviceTimeout,
      properties: { TableName: tableName, ...(lookedUp === undefined ? {} : { LookedUp: lookedUp }) },
    }).getAttString('StreamArn');
  }
}
