import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { type GlobalTableProps, globalTable } from './global-table';

export type LinkStateTableProps = GlobalTableProps;

/**
 * The link state database: one table, whole in every region, each replica with a key of its own. Keys, items and
 * conditions are in docs/link-state.md. It outlives its stack, because what it says of links is true for longer.
 */
export class LinkStateTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: LinkStateTableProps) {
    super(scope, id);
    this.table = globalTable(this, 'Table', props);
  }
}
