import { Tags } from 'aws-cdk-lib';
import { CfnTransitGatewayRouteTablePropagation } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { AttachmentLookup } from '../constructs/attachment-lookup';
import { CertificateCustomerGateway } from '../constructs/certificate-customer-gateway';
import { CustomerGateway } from '../constructs/customer-gateway';
import { definedProps } from '../constructs/defined-props';
import { EdgeTable } from '../constructs/edge-table';
import { LogKey } from '../constructs/log-key';
import { TunnelAlarm } from '../constructs/session-alarms';
import { StackOutput } from '../constructs/stack-output';
import { VpnConnection } from '../constructs/vpn-connection';
import type { Backbone } from '../routing/backbone';
import { TAGS } from '../routing/tags';
import type { OnPremSite, Topology, VpnLink } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { guardLink } from './guard-link';
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
  readonly vpnConnectionId: StackOutput;
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
    const { attachmentId, vpnConnectionId } = this.addConnection(premises);
    const end = { link: link.name, site: site.site.name, alarmNamePrefix: this.nameOf('') };
    new TunnelAlarm(this, 'TunnelAlarm', { ...end, vpnConnectionId });
    const edge = this.addEdgeTable(attachmentId);
    this.addPropagations(attachmentId, edge);
    this.attachmentId = new StackOutput(this, 'AttachmentId', attachmentId, 'The attachment at the AWS end');
    this.vpnConnectionId = new StackOutput(this, 'VpnConnectionId', vpnConnectionId, 'The connection');
    this.edgeTableId = new StackOutput(this, 'EdgeTableId', edge.tableId, 'Table whose content the VPN advertises');
    guardLink(this, { link: link.name, site, identity: this.identity(premises) });
    this.carry({
      version: 1,
      sites: backbone.sites.filter(({ name }) => name === premises.name),
      links: backbone.links.filter(({ name }) => name === link.name),
    });
  }

  private identity({ asn }: OnPremSite): Readonly<Record<string, string | undefined>> {
    const { customerGateway, acceleration } = this.link;
    return {
      TransitGatewayId: this.siteStack.transitGatewayId.readFrom(this),
      IpAddress: customerGateway.ip,
      CertificateArn: customerGateway.certificateArn,
      BgpAsn: String(asn),
      EnableAcceleration: String(acceleration),
    };
  }

  /** The two ends and their tunnels. Gives the attachment that the gateway makes of them. */
  private addConnection(premises: OnPremSite): { readonly attachmentId: string; readonly vpnConnectionId: string } {
    const { name, customerGateway, acceleration } = this.link;
    const transitGatewayId = this.siteStack.transitGatewayId.readFrom(this);
    const { key: encryptionKey } = new LogKey(this, 'LogKey', {
      description: `Logs of link ${name} of backbone ${this.topology.name}`,
      logGroupNamePrefix: this.stackName,
    });
    const { vpnConnectionId } = new VpnConnection(this, 'Vpn', {
      connectionName: this.fullName(),
      customerGatewayId: this.addRouter(premises, encryptionKey),
      transitGatewayId,
      enableAcceleration: acceleration,
      authentication: customerGateway.certificateArn === undefined ? 'pre-shared-key' : 'certificate',
      // AWS calls no router whose address it does not know.
      startupAction: customerGateway.ip === undefined ? 'add' : 'start',
      encryptionKey,
    });
    const { attachmentId } = new AttachmentLookup(this, 'Lookup', {
      link: name,
      transitGatewayId,
      resourceId: vpnConnectionId,
      resourceType: 'vpn',
      encryptionKey,
    });
    return { attachmentId, vpnConnectionId };
  }

  private fullName(): string {
    return `${this.topology.prefix}-${this.link.name}`;
  }

  /**
   * Of the customer gateway. Whatever EC2 cannot change of it is in its name, as far as EC2 does not tell gateways apart by
   * it: CloudFormation makes the new one before the old one goes.
   */
  private deviceName(): string {
    const { ip, certificateArn } = this.link.customerGateway;
    const certificateId = certificateArn?.split('/').at(-1) ?? [];
    return [this.fullName(), certificateId, ip === undefined ? 'no-address' : []].flat().join('-');
  }

  /** The customer gateway: known by its address, by its certificate, or by both. */
  private addRouter({ asn: bgpAsn }: OnPremSite, encryptionKey: IKey): string {
    const { name: link, customerGateway } = this.link;
    const { ip: ipAddress, certificateArn } = customerGateway;
    const names = { customerGatewayName: this.fullName(), deviceName: this.deviceName() };
    if (ipAddress !== undefined) {
      const props = definedProps({ ...names, ipAddress, certificateArn, bgpAsn });
      return new CustomerGateway(this, 'CustomerGateway', props).customerGatewayId;
    }
    if (certificateArn === undefined) throw new Error(`the router of ${link} has neither address nor certificate`);
    const props = { link, ...names, certificateArn, bgpAsn, encryptionKey };
    return new CertificateCustomerGateway(this, 'CertificateCustomerGateway', props).customerGatewayId;
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
