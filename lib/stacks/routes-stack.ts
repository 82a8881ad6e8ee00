import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { type BaselineRoute, BaselineRoutes } from '../constructs/baseline-routes';
import { PeeringEnd } from '../constructs/peering-end';
import { PeeringProvider } from '../constructs/peering-provider';
import type { Backbone } from '../routing/backbone';
import { nextHops } from '../routing/shortest-paths';
import type { PeeringLink, Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { type LinkStack, peeringEnds } from './link-stack';
import type { SiteStack } from './site-stack';

/** A link of the site and the stack that asked for it. */
export interface OwnLink {
  readonly link: PeeringLink;
  readonly stack: LinkStack;
}

export interface RoutesStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: SiteStack;
  readonly links: readonly OwnLink[];
}

/** A site's ends of its links, and its baseline: one static route per other site and table, over the cheapest path. */
export class RoutesStack extends DetourStack {
  private readonly siteStack: SiteStack;

  constructor(scope: Construct, props: RoutesStackProps) {
    const { topology } = props;
    const { site } = props.site;
    const description = `Site ${site.name} of backbone ${topology.name}: its ends of links, and its baseline routes`;
    super(scope, { topology, site, suffix: `${site.name}-routes`, description });
    this.siteStack = props.site;
    const attachmentIds = this.addEnds(props.links);
    const routes = this.baseline(props.backbone, attachmentIds);
    const tables = new Construct(this, 'Baseline');
    new BaselineRoutes(tables, 'spokes', {
      transitGatewayRouteTableId: this.siteStack.spokesTableId.readFrom(this),
      routes,
    });
    new BaselineRoutes(tables, 'transit', {
      transitGatewayRouteTableId: this.siteStack.transitTableId.readFrom(this),
      routes,
    });
  }

  /** The attachment of each link at this end. */
  private addEnds(links: readonly OwnLink[]): ReadonlyMap<string, string> {
    if (links.length === 0) return new Map();
    const provider = new PeeringProvider(this, 'PeeringProvider', {
      encryptionKey: Key.fromKeyArn(this, 'LogKey', this.siteStack.logKeyArn.readFrom(this)),
    });
    const ends = new Construct(this, 'Links');
    return new Map(
      links.map(({ link, stack }) => {
        const end = new PeeringEnd(ends, link.name, {
          provider,
          transitGatewayAttachmentId: stack.attachmentId.readFrom(this),
          role: peeringEnds(link).accepter === this.site.name ? 'accept' : 'wait',
          associatedTableId: this.siteStack.transitTableId.readFrom(this),
        });
        return [link.name, end.attachmentId];
      }),
    );
  }

  /** A site that no path leads to gets no route: verification reports it with the flow that suffers. */
  private baseline(backbone: Backbone, attachmentIds: ReadonlyMap<string, string>): readonly BaselineRoute[] {
    const hops = nextHops(backbone, this.site.name);
    return backbone.sites.flatMap((destination) => {
      const transitGatewayAttachmentId = attachmentIds.get(hops.get(destination.name)?.name ?? '');
      if (destination.name === this.site.name || transitGatewayAttachmentId === undefined) return [];
      return [
        { destination: destination.name, destinationCidrBlock: destination.aggregate, transitGatewayAttachmentId },
      ];
    });
  }
}
