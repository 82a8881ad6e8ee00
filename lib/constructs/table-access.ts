import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface TableAccessProps {
  /** Name of the table in this region. */
  readonly tableName: string;
  /** Key of this region's replica. */
  readonly encryptionKeyArn: string;
}

/** What DynamoDB asks of its key on behalf of whoever reads, and of whoever writes beside that. */
const READ_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY = [
  ...READ_KEY,
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/**
 * Who may do what with this region's replica of a table. Writers get the partition keys of their own items only. A name in
 * a key has no `*`.
 */
export abstract class TableAccess extends Construct {
  protected readonly tableArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TableAccessProps,
  ) {
    super(scope, id);
    this.tableArn = Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: props.tableName });
  }

  /** Reading everything. */
  protected grantTable(grantee: IGrantable, actions: readonly string[]): void {
    this.grant(grantee, actions, READ_KEY);
  }

  /** Items with one of these partition keys, `*` standing for anything. */
  protected grantItems(grantee: IGrantable, actions: readonly string[], keys: readonly string[]): void {
    this.grant(grantee, actions, WRITE_KEY, {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      // A condition on all of none holds; a call without a key is none of these.
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  }

  private grant(
    { grantPrincipal }: IGrantable,
    actions: readonly string[],
    keyActions: readonly string[],
    conditions: Readonly<Record<string, object>> = {},
  ): void {
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: [...actions], resources: [this.tableArn], conditions }),
    );
    const { region, urlSuffix } = Stack.of(this);
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: [...keyActions],
        resources: [this.props.encryptionKeyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` } },
      }),
    );
  }
}
