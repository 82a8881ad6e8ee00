import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { AuditTable } from '../constructs/audit-table';
import { LinkStateTable } from '../constructs/link-state-table';
import { deployedNames } from '../topology/deployed-names';
import type { Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import type { SiteStack } from './site-stack';

export interface LinkStateStackProps {
  readonly topology: Topology;
  /** Every AWS site, the admission site among them. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** The admission site, in whose region the stack is. */
  readonly admission: SiteStack;
}

/**
 * The link state database, and the audit of what controllers did by it, each with a replica in the region of every AWS
 * site. A replica of either is encrypted with the key of its site.
 */
export class LinkStateStack extends DetourStack {
  /** The same in every region. */
  readonly tableName: string;
  readonly auditTableName: string;

  constructor(scope: Construct, props: LinkStateStackProps) {
    const { topology, sites, admission } = props;
    const description = `Link state database of backbone ${topology.name}: what is known of its links, at every site`;
    super(scope, { topology, site: admission.site, suffix: 'link-state', description });
    this.tableName = this.linkStateTableName;
    this.auditTableName = deployedNames(topology).auditTable;
    const others = [...sites.values()].filter((site) => site !== admission);
    const replicated = {
      encryptionKey: Key.fromKeyArn(this, 'Key', admission.linkStateKeyArn.readFrom(this)),
      replicas: others.map((site) => ({
        region: site.region,
        encryptionKeyArn: site.linkStateKeyArn.readFrom(this),
      })),
    };
    new LinkStateTable(this, 'Database', { tableName: this.tableName, ...replicated });
    new AuditTable(this, 'Audit', { tableName: this.auditTableName, ...replicated });
  }
}
