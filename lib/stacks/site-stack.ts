import { Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FlowLogs } from '../constructs/flow-logs';
import { GatewayRoutes } from '../constructs/gateway-routes';
import { LogKey } from '../constructs/log-key';
import { SiteVpc } from '../constructs/site-vpc';
import { StackOutput } from '../constructs/stack-output';
import { SteeringPrefixList } from '../constructs/steering-prefix-list';
import { TransitGateway } from '../constructs/transit-gateway';
import { VpcAttachment } from '../constructs/vpc-attachment';
import { type Backbone, refinedFlows } from '../routing/backbone';
import { steeringPrefixes } from '../routing/steering';
import { TAGS } from '../routing/tags';
import type { AwsSite, Site, Topology, Vpc } from '../topology/topology';
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
  private readonly gateway: TransitGateway;
  private readonly logKey: LogKey;

  constructor(scope: Construct, props: SiteStackProps) {
    const { topology, site } = props;
    const description = `Site ${site.name} of backbone ${topology.name}: transit gateway, VPCs and steering prefix lists`;
    super(scope, { topology, site, suffix: site.name, description });
    this.gateway = new TransitGateway(this, 'TransitGateway', {
      gatewayName: this.nameOf(),
      amazonSideAsn: site.asn,
      description: `Site ${site.name} of backbone ${topology.name}`,
    });
    this.logKey = new LogKey(this, 'LogKey', {
      description: `Logs of site ${site.name} of backbone ${topology.name}`,
      logGroupNamePrefix: this.stackName,
    });
    const vpcs = new Construct(this, 'Vpcs');
    for (const vpc of site.vpcs) this.addVpc(new Construct(vpcs, vpc.name), vpc);
    const steering = new Construct(this, 'Steering');
    for (const remote of this.remotes()) this.addPrefixLists(new Construct(steering, remote.name), remote);
    this.transitGatewayId = this.offer('TransitGatewayId', this.gateway.transitGatewayId, 'The gateway');
    this.spokesTableId = this.offer('SpokesTableId', this.gateway.spokesTableId, 'Table for traffic from VPCs');
    this.transitTableId = this.offer('TransitTableId', this.gateway.transitTableId, 'Table for traffic from links');
    this.logKeyArn = this.offer('LogKeyArn', this.logKey.key.keyArn, 'Key of the log groups');
    this.carryFragment(props.backbone);
  }

  private remotes(): readonly Site[] {
    return this.topology.sites.filter((other) => other.name !== this.site.name);
  }

  private offer(name: string, value: string, description: string): StackOutput {
    return new StackOutput(this, name, value, description);
  }

  private addVpc(scope: Construct, vpc: Vpc): void {
    const { gateway } = this;
    const network = new SiteVpc(scope, 'Network', {
      vpcName: this.nameOf(vpc.name),
      cidrBlock: vpc.cidr,
      availabilityZones: vpc.azs,
    });
    const attached = new VpcAttachment(scope, 'Attachment', {
      attachmentName: this.nameOf(vpc.name),
      transitGatewayId: gateway.transitGatewayId,
      vpcId: network.vpcId,
      subnetIds: network.transitSubnetIds,
      associatedTableId: gateway.spokesTableId,
      propagatedTableIds: { spokes: gateway.spokesTableId, transit: gateway.transitTableId },
    });
    new GatewayRoutes(scope, 'Routes', {
      transitGatewayId: gateway.transitGatewayId,
      attachment: attached.attachment,
      routeTableIds: network.workloadRouteTableIds,
      destinations: this.destinations(),
    });
    new FlowLogs(scope, 'FlowLogs', {
      flowLogName: this.nameOf(vpc.name),
      vpcId: network.vpcId,
      encryptionKey: this.logKey.key,
    });
    Tags.of(scope).add(TAGS.vpc, vpc.name);
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
    });
  }
}
