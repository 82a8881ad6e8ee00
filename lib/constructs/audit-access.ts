import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { TableAccess, type TableAccessProps } from './table-access';

export type AuditAccessProps = TableAccessProps;

/**
 * Who may do what with this region's replica of the audit. Entries are written in batches, which IAM permits as a whole: a
 * site could overwrite and delete entries of its own, and no site those of another.
 */
export class AuditAccess extends TableAccess {
  /** For the controller of a site. */
  grantAppend(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:BatchWriteItem'], [`audit#${site}`]);
  }

  /** To read what any site has written down. */
  grantRead(grantee: IGrantable): void {
    this.grantTable(grantee, ['dynamodb:Query']);
  }
}
