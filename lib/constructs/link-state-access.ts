import { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface LinkStateAccessProps {
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
 * Who may do what with this region's replica of the link state database. Each writer gets the partition keys of its own
 * items only, so that a prober cannot speak for another link, nor one site for another. A name in a key has no `*`.
 */
export class LinkStateAccess extends Construct {
  private readonly tableArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LinkStateAccessProps,
  ) {
    super(scope, id);
    this.tableArn = Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: props.tableName });
  }

  /** To read all items: for controllers, and for whoever acts on orders. */
  grantRead(grantee: IGrantable): void {
    this.grant(grantee, ['dynamodb:Scan'], READ_KEY);
  }

  /** For the prober of one end of a link. */
  grantObservation(grantee: IGrantable, link: string, site: string): void {
    this.grantItems(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem'], [`observation#${link}#${site}`]);
  }

  /** For what watches the AWS ends of a site's links. */
  grantStatuses(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem'], [`status#*#${site}`]);
  }

  /** For what takes in, at a site, notices of these sources; `*` is any source. */
  grantNotices(grantee: IGrantable, site: string, sources: readonly string[]): void {
    const keys = sources.map((source) => `notice#${site}#${source}`);
    this.grantItems(grantee, ['dynamodb:PutItem'], keys);
  }

  /** To give orders, and to end them. */
  grantOrders(grantee: IGrantable): void {
    this.grantItems(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], ['order']);
  }

  /** To end orders, for what carries them out. */
  grantOrderEnds(grantee: IGrantable): void {
    this.grantItems(grantee, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['order']);
  }

  /** For the controller of a site. */
  grantPublication(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:PutItem'], [`publication#${site}`]);
  }

  /** For the controller of the admission site. */
  grantAdmissions(grantee: IGrantable): void {
    this.grantItems(grantee, ['dynamodb:DeleteItem', 'dynamodb:PutItem'], ['admission']);
  }

  private grantItems(grantee: IGrantable, actions: readonly string[], keys: readonly string[]): void {
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
