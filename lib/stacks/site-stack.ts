import type { CfnTransitGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { definedProps } from '../constructs/defined-props';
import { LinkStateKey } from '../constructs/link-state-key';
import { LogKey } from '../constructs/log-key';
import { ResourceShare } from '../constructs/resource-share';
import { outputName, StackOutput } from '../constructs/stack-output';
import { SteeringPrefixList } from '../constructs/steering-prefix-list';
import { TransitGateway } from '../constructs/transit-gateway';
import { type Backbone, type ExistingNetwork, type ExistingVpc, refinedFlows } from '../routing/backbone';
import { steeringPrefixes } from '../routing/steering';
import { probeVpc } from '../topology/probe-subnets';
import type { AwsSite, Site, Topology } from '../topology/topology';
import { AttachedVpc } from './attached-vpc';
import { DetourStack } from './detour-stack';

export interface SiteStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: AwsSite;
}

/** A site without its links: gateway, tables, VPCs, and the prefix lists with which to steer traffic to other sites. */
export class SiteStack extends DetourStack {
  readonly transitGatewayId: StackOutput;
  readonly spokesTableId: StackOutput;
  readonly transitTableId: StackOutput;
  readonly logKeyArn: StackOutput;
  /** Key of the site's replica of the link state database. */
  readonly linkStateKeyArn: StackOutput;
  /** The VPC for probe subnets; absent where none can hold them. */
  readonly probeVpcId?: StackOutput;
  /** By name of the VPC. */
  readonly vpcAttachmentIds: ReadonlyMap<string, StackOutput>;
  private readonly gateway: TransitGateway;
  private readonly logKey: LogKey;

  constructor(scope: Construct, props: SiteStackProps) {
    const { topology, site } = props;
    const description = `Site ${site.name} of backbone ${topology.name}: transit gateway, VPCs and steering prefix lists`;
    super(scope, { topology, site, suffix: site.name, description });
    this.gateway = this.addGateway();
    this.logKey = new LogKey(this, 'LogKey', {
      description: `Logs of site ${site.name} of backbone ${topology.name}`,
      logGroupNamePrefix: this.stackName,
    });
    const vpcs = this.addVpcs();
    const steering = new Construct(this, 'Steering');
    for (const remote of this.remotes()) this.addPrefixLists(new Construct(steering, remote.name), remote);
    this.transitGatewayId = this.offer('TransitGatewayId', this.gateway.transitGatewayId, 'The gateway');
    this.spokesTableId = this.offer('SpokesTableId', this.gateway.spokesTableId, 'Table for traffic from VPCs');
    this.transitTableId = this.offer('TransitTableId', this.gateway.transitTableId, 'Table for traffic from links');
    this.logKeyArn = this.offer('LogKeyArn', this.logKey.key.keyArn, 'Key of the log groups');
    this.linkStateKeyArn = this.offerLinkStateKey();
    const probed = vpcs.find(([name]) => name === probeVpc(site)?.name);
    if (probed) this.probeVpcId = this.offer('ProbeVpcId', probed[1].vpcId, 'The VPC for probe subnets');
    this.vpcAttachmentIds = new Map(
      vpcs.map(([name, { attachment }]) => [name, this.offerAttachment(name, attachment)]),
    );
    this.carryFragment(props.backbone);
  }

  private addGateway(): TransitGateway {
    const { topology, site } = this;
    const gateway = new TransitGateway(
      this,
      'TransitGateway',
      definedProps({
        gatewayName: this.nameOf(),
        amazonSideAsn: site.asn,
        description: `Site ${site.name} of backbone ${topology.name}`,
        existingTransitGatewayId: site.transitGatewayId,
      }),
    );
    // Who may use a gateway that is not ours is for its owner to say.
    if (site.transitGatewayId === undefined && topology.shareWith.length > 0)
      new ResourceShare(this, 'Share', {
        shareName: this.nameOf(),
        transitGatewayId: gateway.transitGatewayId,
        principals: topology.shareWith,
      });
    return gateway;
  }

  private addVpcs(): readonly [string, AttachedVpc][] {
    const vpcs = new Construct(this, 'Vpcs');
    return this.site.vpcs.map((vpc) => {
      const attached = new AttachedVpc(vpcs, vpc.name, {
        vpc,
        vpcName: this.nameOf(vpc.name),
        gateway: this.gateway,
        destinations: this.destinations(),
        encryptionKey: this.logKey.key,
      });
      return [vpc.name, attached];
    });
  }

  private offerLinkStateKey(): StackOutput {
    const description = `Link state database of backbone ${this.topology.name}, at site ${this.site.name}`;
    const { key } = new LinkStateKey(this, 'LinkStateKey', { description });
    return this.offer('LinkStateKeyArn', key.keyArn, "Key of this region's replica of the link state database");
  }

  private offerAttachment(vpc: string, attachment: CfnTransitGatewayAttachment): StackOutput {
    return this.offer(outputName('VpcAttachmentId', vpc), attachment.ref, `The attachment of VPC ${vpc}`);
  }

  private remotes(): readonly Site[] {
    return this.topology.sites.filter((other) => other.name !== this.site.name);
  }

  private offer(name: string, value: string, description: string): StackOutput {
    return new StackOutput(this, name, value, description);
  }

  /** Every other site's aggregate; and the own one when there is another VPC to reach: the VPC's local route is longer. */
  private destinations(): Readonly<Record<string, string>> {
    const reached = this.site.vpcs.length > 1 ? [...this.remotes(), this.site] : this.remotes();
    return Object.fromEntries(reached.map((other) => [other.name, other.cidr]));
  }

  private addPrefixLists(scope: Construct, remote: Site): void {
    const specifics = remote.kind === 'aws' ? remote.vpcs.map((vpc) => vpc.cidr) : remote.announces;
    new SteeringPrefixList(scope, 'All', {
      prefixListName: this.nameOf('steers', remote.name),
      entries: steeringPrefixes(specifics).map((entry) => entry.text),
      steers: remote.name,
    });
    if (remote.kind !== 'aws') return;
    const perVpc = new Construct(scope, 'Vpcs');
    for (const vpc of remote.vpcs)
      new SteeringPrefixList(perVpc, vpc.name, {
        prefixListName: this.nameOf('steers', remote.name, vpc.name),
        entries: steeringPrefixes([vpc.cidr]).map((entry) => entry.text),
        steers: remote.name,
        steersVpc: vpc.name,
      });
  }

  private carryFragment({ name, policy, flows, sites }: Backbone): void {
    this.carry({
      version: 1,
      backbone: { name, policy, flows: refinedFlows(flows) },
      sites: sites.filter((site) => site.name === this.site.name),
      ...definedProps({ existing: existingNetwork(this.site) }),
    });
  }
}

/** What no template says, because nobody here made it; absent when there is nothing. */
function existingNetwork({ name: site, transitGatewayId, vpcs }: AwsSite): ExistingNetwork | undefined {
  const existing = vpcs.flatMap(({ name, cidr, existing }): ExistingVpc[] =>
    existing ? [{ id: existing.vpcId, site, name, cidr, routeTableIds: [...existing.routeTableIds].sort() }] : [],
  );
  if (transitGatewayId === undefined && existing.length === 0) return undefined;
  return { gateways: transitGatewayId === undefined ? [] : [{ id: transitGatewayId, site }], vpcs: existing };
}
