import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { TableAccess, type TableAccessProps } from './table-access';

export type AuditAccessProps = TableAccessProps;

/**
 * Who may do what with this region's replica of the audit. Nobody may change or delete: what has been written down stays
 * until it expires, except that an entry can be written again under its own key.
 */
export class AuditAccess extends TableAccess {
  /** For the controller of a site. */
  grantAppend(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:BatchWriteItem', 'dynamodb:PutItem'], [`audit#${site}`]);
  }

  /** To read what any site has written down. */
  grantRead(grantee: IGrantable): void {
    this.grantTable(grantee, ['dynamodb:Query']);
  }
}
