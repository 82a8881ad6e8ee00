import { Tags } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import { DirectConnectAttachment } from '../constructs/direct-connect-attachment';
import { DirectConnectGateway } from '../constructs/direct-connect-gateway';
import { DirectConnectHostedInterface } from '../constructs/direct-connect-hosted-interface';
import { DirectConnectInterface } from '../constructs/direct-connect-interface';
import { LogKey } from '../constructs/log-key';
import { BgpAlarm } from '../constructs/session-alarms';
import { StackOutput } from '../constructs/stack-output';
import type { Backbone } from '../routing/backbone';
import { TAGS } from '../routing/tags';
import type { DirectConnectLink, OnPremSite, Topology } from '../topology/topology';
import { allowedPrefixesOf } from './allowed-prefixes';
import { DetourStack } from './detour-stack';
import { guardLink } from './guard-link';
import { premisesOf } from './premises';
import type { SiteStack } from './site-stack';

export interface DirectConnectStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly link: DirectConnectLink;
  /** The AWS end. */
  readonly site: SiteStack;
}

interface VirtualInterface {
  readonly construct: Construct;
  readonly virtualInterfaceId: string;
}

/** A Direct Connect link, all of it at its AWS end: gateway, virtual interface, attachment and what it announces. */
export class DirectConnectStack extends DetourStack {
  readonly attachmentId: StackOutput;
  readonly directConnectGatewayId: StackOutput;
  readonly virtualInterfaceId: StackOutput;
  private readonly link: DirectConnectLink;
  private readonly premises: OnPremSite;
  private readonly encryptionKey: IKey;
  /** What the backbone counts on. */
  private readonly mtu: number | undefined;

  constructor(scope: Construct, props: DirectConnectStackProps) {
    const { topology, backbone, link, site } = props;
    const premises = premisesOf(topology, link);
    const description = `Link ${link.name} of backbone ${topology.name}: Direct Connect of ${site.site.name} with ${premises.name}`;
    super(scope, { topology, site: site.site, suffix: `link-${link.name}`, description });
    Tags.of(this).add(TAGS.link, link.name);
    this.link = link;
    this.premises = premises;
    this.mtu = backbone.links.find(({ name }) => name === link.name)?.mtu;
    this.encryptionKey = new LogKey(this, 'LogKey', {
      description: `Logs of link ${link.name} of backbone ${topology.name}`,
      logGroupNamePrefix: this.stackName,
    }).key;
    const gatewayId = this.gatewayId();
    const attachment = this.addAttachment(gatewayId, site);
    // The session comes up last and goes first: nobody announces anything before it can be carried.
    const { construct, virtualInterfaceId } = this.addInterface(gatewayId);
    construct.node.addDependency(attachment.ready);
    const end = { link: link.name, site: site.site.name, alarmNamePrefix: this.nameOf('') };
    new BgpAlarm(this, 'BgpAlarm', { ...end, virtualInterfaceId });
    this.virtualInterfaceId = new StackOutput(this, 'VirtualInterfaceId', virtualInterfaceId, 'The virtual interface');
    this.attachmentId = new StackOutput(this, 'AttachmentId', attachment.attachmentId, 'The attachment at the AWS end');
    const gatewayText = 'The gateway whose association says what is announced';
    this.directConnectGatewayId = new StackOutput(this, 'DirectConnectGatewayId', gatewayId, gatewayText);
    guardLink(this, { link: link.name, site, identity: this.identity(site) });
    this.carry({
      version: 1,
      sites: backbone.sites.filter(({ name }) => name === premises.name),
      links: backbone.links.filter(({ name }) => name === link.name),
    });
  }

  private identity(site: SiteStack): Readonly<Record<string, string | undefined>> {
    const { directConnectGateway, amazonAsn, connection, vlan, virtualInterface } = this.link;
    return {
      TransitGatewayId: site.transitGatewayId.readFrom(this),
      DirectConnectGatewayId: directConnectGateway,
      // An existing gateway has the number that it has.
      AmazonSideAsn: directConnectGateway === undefined ? String(amazonAsn) : undefined,
      ConnectionId: connection,
      Vlan: vlan === undefined ? undefined : String(vlan),
      VirtualInterfaceId: virtualInterface,
    };
  }

  private addAttachment(directConnectGatewayId: string, site: SiteStack): DirectConnectAttachment {
    const spokes = site.spokesTableId.readFrom(this);
    const transit = site.transitTableId.readFrom(this);
    const { aggregates, specifics } = allowedPrefixesOf(this.topology, site.site, this.link);
    return new DirectConnectAttachment(this, 'Attachment', {
      link: this.link.name,
      directConnectGatewayId,
      transitGatewayId: site.transitGatewayId.readFrom(this),
      associationPrefixes: aggregates,
      prefixes: specifics,
      associatedTableId: transit,
      propagatedTableIds: { spokes, transit },
      encryptionKey: this.encryptionKey,
    });
  }

  /** The existing gateway, or one of the link's own. */
  private gatewayId(): string {
    const { directConnectGateway, amazonAsn, name, virtualInterface } = this.link;
    if (directConnectGateway !== undefined) return directConnectGateway;
    return new DirectConnectGateway(this, 'Gateway', {
      gatewayName: `${this.topology.prefix}-${name}`,
      amazonSideAsn: amazonAsn,
      retain: virtualInterface !== undefined,
    }).directConnectGatewayId;
  }

  private addInterface(directConnectGatewayId: string): VirtualInterface {
    const { name, connection, vlan, virtualInterface, mtu, bgp } = this.link;
    if (virtualInterface !== undefined)
      return {
        construct: this.addHostedInterface(directConnectGatewayId, virtualInterface),
        virtualInterfaceId: virtualInterface,
      };
    if (connection === undefined || vlan === undefined) throw new Error(`link ${name} has no virtual interface`);
    const made = new DirectConnectInterface(
      this,
      'Interface',
      definedProps({
        virtualInterfaceName: `${this.topology.prefix}-${name}`,
        directConnectGatewayId,
        connectionId: connection,
        vlan,
        customerAsn: this.premises.asn,
        bgpPeers: bgp,
        mtu,
      }),
    );
    return { construct: made, virtualInterfaceId: made.virtualInterfaceId };
  }

  /** Both it and an existing gateway were made by somebody else: they have to be as the topology says. */
  private addHostedInterface(directConnectGatewayId: string, virtualInterfaceId: string): Construct {
    const { name: link, directConnectGateway, amazonAsn } = this.link;
    const props = { link, virtualInterfaceId, directConnectGatewayId, mtu: this.mtu };
    return new DirectConnectHostedInterface(this, 'HostedInterface', {
      ...definedProps(props),
      ...(directConnectGateway === undefined ? { role: 'confirm' } : { role: 'check', amazonSideAsn: amazonAsn }),
      customerAsn: this.premises.asn,
      encryptionKey: this.encryptionKey,
    });
  }
}
