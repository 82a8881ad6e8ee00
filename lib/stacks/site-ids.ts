import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { SiteParameter } from '../constructs/site-parameter';
import type { GatewayIds } from '../routing/site-plan';

interface SiteIdsProps {
  /** Of the site; starts and does not end with a slash. */
  readonly path: string;
  readonly site: string;
  readonly gateway: GatewayIds;
  /** Ids of the lists of all that is steered, by remote site. */
  readonly lists: ReadonlyMap<string, string>;
  /** Id of the topology. */
  readonly topology: string;
}

/** What the controller cannot read from its gateway: which id has which meaning, and what is being deployed. */
export class SiteIds extends Construct {
  constructor(scope: Construct, id: string, { path, site, gateway, lists, topology }: SiteIdsProps) {
    super(scope, id);
    const stack = Stack.of(this);
    new SiteParameter(this, 'Gateway', {
      path,
      parameter: 'routing/gateway',
      description: `Ids of the gateway, tables and VPC attachments of ${site}`,
      value: stack.toJsonString(gateway),
    });
    new SiteParameter(this, 'Topology', {
      path,
      parameter: 'routing/topology',
      description: `Id of the topology that is being deployed to ${site}`,
      value: JSON.stringify({ topology }),
    });
    const remotes = new Construct(this, 'Lists');
    for (const [remote, prefixListId] of lists)
      new SiteParameter(remotes, remote, {
        path,
        parameter: `routing/lists/${remote}`,
        description: `Id of the list that steers traffic to ${remote}`,
        value: stack.toJsonString({ prefixListId }),
      });
  }
}
