import { CfnOutput } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { BaselineRoutes } from '../constructs/baseline-routes';
import { DrainGuard } from '../constructs/drain-guard';
import { PeeringEnd } from '../constructs/peering-end';
import { PeeringProvider } from '../constructs/peering-provider';
import type { StackOutput } from '../constructs/stack-output';
import type { Backbone } from '../routing/backbone';
import type { PeeringLink, Topology } from '../topology/topology';
import { type BaselineHop, baselineOf } from './baseline';
import { DetourStack } from './detour-stack';
import { LinkIdentities, type OwnLink, parametersPath } from './link-identities';
import { peeringEnds } from './link-stack';
import { PinRoutes } from './pin-routes';
import { pinsOf } from './pins';
import type { SiteStack } from './site-stack';

export interface RoutesStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: SiteStack;
  /** Every AWS site. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** The links of the site. */
  readonly links: readonly OwnLink[];
}

/** A site's ends of its peerings, its baseline, at most one static route per other site and table, and its pins. */
export class RoutesStack extends DetourStack {
  private readonly siteStack: SiteStack;
  /** Attachments at this site, by name of the link. */
  private readonly attachmentIds: ReadonlyMap<string, string>;

  constructor(scope: Construct, props: RoutesStackProps) {
    const { topology, backbone, links } = props;
    const { site } = props.site;
    const description = `Site ${site.name} of backbone ${topology.name}: its ends of links, and its baseline routes`;
    super(scope, { topology, site, suffix: `${site.name}-routes`, description });
    this.siteStack = props.site;
    this.attachmentIds = this.addEnds(links);
    this.addIdentities(props);
    const { spokes, transit, edge } = baselineOf(backbone, site.name);
    const tables = new Construct(this, 'Baseline');
    this.addRoutes(tables, 'spokes', this.siteStack.spokesTableId, spokes);
    this.addRoutes(tables, 'transit', this.siteStack.transitTableId, transit);
    for (const { link, edgeTableId } of links)
      if (edgeTableId) this.addRoutes(tables, `edge-${link.name}`, edgeTableId, edge);
    this.addPins(links);
    this.guard(links);
  }

  /** Nothing here changes before it is known that no traffic is steered over what goes. */
  private guard(links: readonly OwnLink[]): void {
    const changing = this.node.children.filter((child) => !(child instanceof CfnOutput));
    const { resource } = new DrainGuard(this, 'DrainGuard', {
      serviceToken: this.siteStack.drainGuardToken.readFrom(this),
      site: this.site.name,
      links: links.map(({ link }) => link.name),
    });
    for (const child of changing) child.node.addDependency(resource);
  }

  /** Here and not in a stack of functions: nobody has to read the attachments of a link that may be gone by then. */
  private addIdentities({ topology: { prefix }, links, sites }: RoutesStackProps): void {
    const path = parametersPath(prefix, this.site.name, 'links');
    new LinkIdentities(this, 'Identities', { path, links, sites, attachmentIds: this.attachmentIds });
  }

  private addPins(links: readonly OwnLink[]): void {
    const pins = pinsOf(this.topology, this.site);
    const vpcAttachmentId = this.siteStack.vpcAttachmentIds.get(pins.vpc ?? '');
    if (!vpcAttachmentId || pins.transit.length === 0) return;
    const edges = links.flatMap(({ link, edgeTableId }): [string, string][] =>
      edgeTableId ? [[link.name, edgeTableId.readFrom(this)]] : [],
    );
    new PinRoutes(this, 'Pins', {
      pins,
      spokesTableId: this.siteStack.spokesTableId.readFrom(this),
      transitTableId: this.siteStack.transitTableId.readFrom(this),
      edgeTableIds: new Map(edges),
      attachmentIds: this.attachmentIds,
      vpcAttachmentId: vpcAttachmentId.readFrom(this),
    });
  }

  /** The attachment of each link at this end: a peering has to be accepted first. */
  private addEnds(links: readonly OwnLink[]): ReadonlyMap<string, string> {
    const peerings = links.filter((own) => own.link.kind === 'transit-gateway-peering');
    const provider = peerings.length > 0 ? this.addProvider() : undefined;
    const ends = new Construct(this, 'Links');
    return new Map(
      links.map(({ link, attachmentId }) => {
        const here = attachmentId.readFrom(this);
        const accepted = link.kind === 'transit-gateway-peering' && provider;
        return [link.name, accepted ? this.addEnd(ends, link, accepted, here) : here];
      }),
    );
  }

  private addProvider(): PeeringProvider {
    return new PeeringProvider(this, 'PeeringProvider', {
      encryptionKey: Key.fromKeyArn(this, 'LogKey', this.siteStack.logKeyArn.readFrom(this)),
    });
  }

  private addEnd(ends: Construct, link: PeeringLink, provider: PeeringProvider, attachmentId: string): string {
    return new PeeringEnd(ends, link.name, {
      provider,
      transitGatewayAttachmentId: attachmentId,
      role: peeringEnds(link).accepter === this.site.name ? 'accept' : 'wait',
      associatedTableId: this.siteStack.transitTableId.readFrom(this),
    }).attachmentId;
  }

  private addRoutes(scope: Construct, table: string, tableId: StackOutput, hops: readonly BaselineHop[]): void {
    new BaselineRoutes(scope, table, {
      transitGatewayRouteTableId: tableId.readFrom(this),
      routes: hops.map(({ destination, link }) => ({
        destination: destination.name,
        destinationCidrBlock: destination.aggregate,
        transitGatewayAttachmentId: this.attachmentAt(link.name),
      })),
    });
  }

  private attachmentAt(link: string): string {
    const attachmentId = this.attachmentIds.get(link);
    if (attachmentId === undefined) throw new Error(`link ${link} has no end at ${this.site.name}`);
    return attachmentId;
  }
}
