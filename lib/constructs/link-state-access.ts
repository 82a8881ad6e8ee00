import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { TableAccess, type TableAccessProps } from './table-access';

export type LinkStateAccessProps = TableAccessProps;

/**
 * Who may do what with this region's replica of the link state database. Each writer gets the partition keys of its own
 * items only, so that a prober cannot speak for another link, nor one site for another.
 */
export class LinkStateAccess extends TableAccess {
  /** To read all items: for controllers, and for whoever acts on orders. */
  grantRead(grantee: IGrantable): void {
    this.grantTable(grantee, ['dynamodb:Scan']);
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

  /** For the controller of a site: to take the site's lease, keep it and give it back. */
  grantLease(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:GetItem', 'dynamodb:PutItem'], [`lease#${site}`]);
  }

  /** For the controller of a site. */
  grantPublication(grantee: IGrantable, site: string): void {
    this.grantItems(grantee, ['dynamodb:PutItem'], [`publication#${site}`]);
  }

  /** For the controller of the admission site. */
  grantAdmissions(grantee: IGrantable): void {
    this.grantItems(grantee, ['dynamodb:DeleteItem', 'dynamodb:PutItem'], ['admission']);
  }
}
