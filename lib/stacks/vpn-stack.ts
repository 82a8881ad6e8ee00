import { Tags } from 'aws-cdk-lib';
import { CfnTransitGatewayRouteTablePropagation } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AttachmentLookup } from '../constructs/attachment-lookup';
import { CustomerGateway } from '../constructs/customer-gateway';
import { EdgeTable } from '../constructs/edge-table';
import { LogKey } from '../constructs/log-key';
import { StackOutput } from '../constructs/stack-output';
import { VpnConnection } from '../constructs/vpn-connection';
import type { Backbone } from '../routing/backbone';
import { TAGS } from '../routing/tags';
import type { OnPremSite, Topology, VpnLink } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { premisesOf } from './premises';
import type { SiteStack } from './site-stack';

export interface VpnStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly link: VpnLink;
  /** The AWS end. */
  readonly site: SiteStack;
}

/** A site-to-site VPN, all of it at its AWS end: connection, attachment and the table whose content it advertises. */
export class VpnStack extends DetourStack {
  readonly attachmentId: StackOutput;
  readonly edgeTableId: StackOutput;
  private readonly siteStack: SiteStack;
  private readonly link: VpnLink;

  constructor(scope: Construct, props: VpnStackProps) {
    const { topology, backbone, link, site } = props;
    const premises = premisesOf(topology, link);
    const description = `Link ${link.name} of backbone ${topology.name}: VPN of ${site.site.name} with ${premises.name}`;
    super(scope, { topology, site: site.site, suffix: `link-${link.name}`, description });
    Tags.of(this).add(TAGS.link, link.name);
    this.siteStack = site;
    this.link = link;
    const attachmentId = this.addConnection(premises);
    const edge = this.addEdgeTable(attachmentId);
    this.addPropagations(attachmentId, edge);
    this.attachmentId = new StackOutput(this, 'AttachmentId', attachmentId, 'The attachment at the AWS end');
    this.edgeTableId = new StackOutput(this, 'EdgeTableId', edge.tableId, 'Table whose content the VPN advertises');
    this.carry({
      version: 1,
      sites: backbone.sites.filter(({ name }) => name === premises.name),
      links: backbone.links.filter(({ name }) => name === link.name),
    });
  }

  /** The two ends and their tunnels. Gives the attachment that the gateway makes of them. */
  private addConnection(premises: OnPremSite): string {
    const { name, customerGateway, acceleration } = this.link;
    if (customerGateway.ip === undefined) throw new Error(`the customer gateway of ${name} has no address`);
    const transitGatewayId = this.siteStack.transitGatewayId.readFrom(this);
    const fullName = `${this.topology.prefix}-${name}`;
    const { key: encryptionKey } = new LogKey(this, 'LogKey', {
      description: `Logs of link ${name} of backbone ${this.topology.name}`,
      logGroupNamePrefix: this.stackName,
    });
    const router = new CustomerGateway(this, 'CustomerGateway', {
      customerGatewayName: fullName,
      deviceName: fullName,
      ipAddress: customerGateway.ip,
      bgpAsn: premises.asn,
    });
    const connection = new VpnConnection(this, 'Vpn', {
      connectionName: fullName,
      customerGatewayId: router.customerGatewayId,
      transitGatewayId,
      enableAcceleration: acceleration,
      encryptionKey,
    });
    return new AttachmentLookup(this, 'Lookup', {
      link: name,
      transitGatewayId,
      resourceId: connection.vpnConnectionId,
      resourceType: 'vpn',
      encryptionKey,
    }).attachmentId;
  }

  private addEdgeTable(attachmentId: string): EdgeTable {
    const vpcs = [...this.siteStack.vpcAttachmentIds].map(([name, id]) => [name, id.readFrom(this)]);
    return new EdgeTable(this, 'Edge', {
      link: this.link.name,
      tableName: this.nameOf('edge', this.link.name),
      transitGatewayId: this.siteStack.transitGatewayId.readFrom(this),
      attachmentId,
      vpcAttachmentIds: Object.fromEntries(vpcs),
    });
  }

  /** What the premises announce over the VPN is learned by the site's own two tables, and by no edge table. */
  private addPropagations(transitGatewayAttachmentId: string, edge: EdgeTable): void {
    const propagations = new Construct(this, 'Propagations');
    const tables = { spokes: this.siteStack.spokesTableId, transit: this.siteStack.transitTableId };
    for (const [table, tableId] of Object.entries(tables))
      new CfnTransitGatewayRouteTablePropagation(propagations, table, {
        transitGatewayAttachmentId,
        transitGatewayRouteTableId: tableId.readFrom(this),
      }).addResourceDependency(edge.association);
  }
}
