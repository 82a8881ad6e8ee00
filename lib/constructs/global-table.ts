import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface Replica {
  readonly region: string;
  /** The replica's key, in the same region. */
  readonly encryptionKeyArn: string;
}

export interface GlobalTableProps {
  /** Name of the table in every region, so that functions know it without asking. */
  readonly tableName: string;
  /** Encrypts the items in the region of the stack. */
  readonly encryptionKey: IKey;
  /**
   * Further regions that hold everything as well. The stack has to be bound to a region, which is not one of them.
   *
   * @default - none: the table is in the region of the stack only
   */
  readonly replicas?: readonly Replica[];
}

/**
 * A table that is whole in every region, each replica with a key of its own. Each has a stream, because that is how
 * DynamoDB replicates. It outlives its stack.
 */
export function globalTable(scope: Construct, id: string, props: GlobalTableProps): TableV2 {
  const replicas = props.replicas ?? [];
  const keyArns = Object.fromEntries(replicas.map(({ region, encryptionKeyArn }) => [region, encryptionKeyArn]));
  return new TableV2(scope, id, {
    tableName: props.tableName,
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'deleteAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    encryption: TableEncryptionV2.customerManagedKey(props.encryptionKey, keyArns),
    replicas: replicas.map(({ region }) => ({ region })),
  });
}
