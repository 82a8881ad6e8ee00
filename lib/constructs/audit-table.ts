import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type GlobalTableProps, globalTable } from './global-table';

export type AuditTableProps = GlobalTableProps;

/**
 * The audit: what each controller decided and did, and why, under the partition key `audit#SITE` and in the order of time.
 * It is whole in every region, so that what a region did can be read when that region cannot be reached.
 */
export class AuditTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: AuditTableProps) {
    super(scope, id);
    this.table = globalTable(this, 'Table', props);
  }
}
