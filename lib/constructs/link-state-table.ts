import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, StreamViewType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export interface LinkStateReplica {
  readonly region: string;
  /** The replica's key, in the same region. */
  readonly encryptionKeyArn: string;
}

export interface LinkStateTableProps {
  /** Name of the table in every region, so that functions know it without asking. */
  readonly tableName: string;
  /** Encrypts the items in the region of the stack. */
  readonly encryptionKey: IKey;
  /**
   * Further regions that hold everything as well. The stack has to be bound to a region, which is not one of them.
   *
   * @default - none: the table is in the region of the stack only
   */
  readonly replicas?: readonly LinkStateReplica[];
}

/**
 * The link state database: one table, whole in every region, each replica with a key of its own. Keys, items and
 * conditions are in docs/link-state.md. It outlives its stack, because what it says of links is true for longer.
 */
export class LinkStateTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: LinkStateTableProps) {
    super(scope, id);
    const replicas = props.replicas ?? [];
    const keyArns = Object.fromEntries(replicas.map(({ region, encryptionKeyArn }) => [region, encryptionKeyArn]));
    this.table = new TableV2(this, 'Table', {
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
}
