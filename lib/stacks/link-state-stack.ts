import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { LinkStateTable } from '../constructs/link-state-table';
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

/** The link state database, with a replica in the region of every AWS site. */
export class LinkStateStack extends DetourStack {
  /** The same in every region. */
  readonly tableName: string;

  constructor(scope: Construct, props: LinkStateStackProps) {
    const { topology, sites, admission } = props;
    const description = `Link state database of backbone ${topology.name}: what is known of its links, at every site`;
    super(scope, { topology, site: admission.site, suffix: 'link-state', description });
    this.tableName = `${topology.prefix}-link-state`;
    const others = [...sites.values()].filter((site) => site !== admission);
    new LinkStateTable(this, 'Database', {
      tableName: this.tableName,
      encryptionKey: Key.fromKeyArn(this, 'Key', admission.linkStateKeyArn.readFrom(this)),
      replicas: others.map((site) => ({
        region: site.region,
        encryptionKeyArn: site.linkStateKeyArn.readFrom(this),
      })),
    });
  }
}
