import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { DrainGuard, DrainGuardProvider } from '../constructs/drain-guard';
import { LinkStateAccess } from '../constructs/link-state-access';
import type { AwsSite, Topology } from '../topology/topology';

interface SiteGuardProps {
  readonly topology: Topology;
  readonly site: AwsSite;
  /** Names of the stacks in which the site is guarded. */
  readonly stackNames: readonly string[];
  readonly parametersPath: string;
  /** Of the link state database. */
  readonly tableName: string;
  readonly linkStateKeyArn: string;
  /** Of logs. */
  readonly encryptionKey: IKey;
}

/** Keeps the other sites to which a site steers, and offers the functions by which its links are kept as well. */
export class SiteGuard extends Construct {
  readonly serviceToken: string;

  constructor(scope: Construct, id: string, props: SiteGuardProps) {
    super(scope, id);
    const { topology, stackNames, parametersPath, tableName, linkStateKeyArn, encryptionKey } = props;
    const { name } = props.site;
    const { role, serviceToken } = new DrainGuardProvider(this, 'Functions', {
      site: name,
      stackNames,
      parametersPath,
      tableName,
      encryptionKey,
    });
    this.serviceToken = serviceToken;
    new LinkStateAccess(this, 'LinkState', { tableName, encryptionKeyArn: linkStateKeyArn }).grantRead(role);
    // Where no link ends, nothing is ever steered.
    const isLinked = topology.links.some(({ between }) => between.includes(name));
    const others = topology.sites.map((site) => site.name).filter((other) => other !== name);
    const sites = isLinked ? others : [];
    // The first stacks that are deployed: a site that is added before it in the file must not become the admission site.
    new DrainGuard(this, 'Sites', { serviceToken, site: name, sites, admission: topology.policy.admission });
  }
}
