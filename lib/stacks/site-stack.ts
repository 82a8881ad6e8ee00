import { Fn } from 'aws-cdk-lib';
import type { CfnTransitGatewayAttachment } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic';
import { definedProps } from '../constructs/defined-props';
import { GatewayAlarms } from '../constructs/gateway-alarms';
import { LinkStateKey } from '../constructs/link-state-key';
import { LogKey } from '../constructs/log-key';
import { ResourceShare } from '../constructs/resource-share';
import { outputName, StackOutput } from '../constructs/stack-output';
import { SteeringPolicy } from '../constructs/steering-policy';
import { SteeringPrefixList } from '../constructs/steering-prefix-list';
import { TransitGateway } from '../constructs/transit-gateway';
import { type Backbone, type ExistingNetwork, type ExistingVpc, refinedFlows } from '../routing/backbone';
import { steeringPrefixes } from '../routing/steering';
import { topologyId } from '../routing/topology-id';
import { probeVpc } from '../topology/probe-subnets';
import type { AwsSite, Site, Topology } from '../topology/topology';
import { AttachedVpc } from './attached-vpc';
import { DetourStack } from './detour-stack';
import { type NetworkOutputs, offerNetwork } from './network-outputs';
import { SiteGuard } from './site-guard';
import { SiteIds } from './site-ids';

export interface SiteStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: AwsSite;
}

/**
 * A site without its links: gateway, tables, VPCs, the prefix lists with which to steer traffic to other sites, and where
 * its people are told of alarms.
 */
export class SiteStack extends DetourStack {
  readonly transitGatewayId: StackOutput;
  readonly spokesTableId: StackOutput;
  readonly transitTableId: StackOutput;
  readonly logKeyArn: StackOutput;
  /** Key of the site's replica of the link state database. */
  readonly linkStateKeyArn: StackOutput;
  /** The VPC for probe subnets; absent where none can hold them. */
  readonly probeVpcId?: StackOutput;
  /** Permit to steer by the site's tables and lists; joined by commas. */
  readonly steeringPolicyArns: StackOutput;
  /** Where people are told, and the key of what they are told. */
  readonly topicArn: StackOutput;
  readonly topicKeyArn: StackOutput;
  /** Of the functions that keep what traffic is steered over. */
  readonly drainGuardToken: StackOutput;
  /** By name of the VPC. */
  readonly vpcAttachmentIds: ReadonlyMap<string, StackOutput>;
  /** Those that are made here, by name of the VPC. */
  readonly networks: ReadonlyMap<string, NetworkOutputs>;
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
      // The stack of the dashboard is in the region of the admission site, and named after none.
      otherLogGroupNamePrefixes: topology.policy.admission === site.name ? [`${topology.prefix}-dashboard`] : [],
    });
    const vpcs = this.addVpcs();
    const lists = this.addSteering();
    const { topic, key } = this.addTopic();
    const alarmed = { transitGatewayId: this.gateway.transitGatewayId, alarmNamePrefix: this.nameOf(''), topic };
    new GatewayAlarms(this, 'GatewayAlarms', { site: site.name, ...alarmed });
    this.transitGatewayId = this.offer('TransitGatewayId', this.gateway.transitGatewayId, 'The gateway');
    this.spokesTableId = this.offer('SpokesTableId', this.gateway.spokesTableId, 'Table for traffic from VPCs');
    this.transitTableId = this.offer('TransitTableId', this.gateway.transitTableId, 'Table for traffic from links');
    this.logKeyArn = this.offer('LogKeyArn', this.logKey.key.keyArn, 'Key of the log groups');
    const { keyArn } = this.addLinkStateKey();
    const keyText = "Key of this region's replica of the link state database";
    this.linkStateKeyArn = this.offer('LinkStateKeyArn', keyArn, keyText);
    this.steeringPolicyArns = this.offerSteeringPolicy(lists);
    this.topicArn = this.offer('TopicArn', topic.topicArn, 'Where people are told of alarms and of steered traffic');
    this.topicKeyArn = this.offer('TopicKeyArn', key.keyArn, 'Key of what people are told');
    const probed = vpcs.find(([name]) => name === probeVpc(site)?.name);
    if (probed) this.probeVpcId = this.offer('ProbeVpcId', probed[1].vpcId, 'The VPC for probe subnets');
    this.vpcAttachmentIds = new Map(
      vpcs.map(([name, { attachment }]) => [name, this.offerAttachment(name, attachment)]),
    );
    this.networks = new Map(
      vpcs.flatMap(([name, { network }]): [string, NetworkOutputs][] =>
        network ? [[name, offerNetwork(this, name, network)]] : [],
      ),
    );
    this.addIds(lists, vpcs, topologyId(props.backbone));
    this.drainGuardToken = this.addDrainGuard(keyArn);
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

  private addTopic(): AlarmTopic {
    const { topology, site } = this;
    return new AlarmTopic(
      this,
      'Alarms',
      definedProps({
        displayName: this.nameOf(),
        description: `Alarms of site ${site.name} of backbone ${topology.name}`,
        alarmNamePrefix: this.nameOf(''),
        email: topology.notify.email,
      }),
    );
  }

  /** Ids of the lists of all that is steered, by remote site. */
  private addSteering(): ReadonlyMap<string, string> {
    const steering = new Construct(this, 'Steering');
    return new Map(
      this.remotes().map((remote) => [remote.name, this.addPrefixLists(new Construct(steering, remote.name), remote)]),
    );
  }

  private offerSteeringPolicy(lists: ReadonlyMap<string, string>): StackOutput {
    const { spokesTableId, transitTableId } = this.gateway;
    const { managedPolicyArns } = new SteeringPolicy(this, 'SteeringPolicy', {
      description: `Steers traffic of site ${this.site.name} of backbone ${this.topology.name}`,
      tableIds: [spokesTableId, transitTableId],
      prefixListIds: [...lists.values()],
    });
    const arns = Fn.join(',', [...managedPolicyArns]);
    return this.offer('SteeringPolicyArns', arns, 'Permit to steer by these tables and lists');
  }

  /** The site's routes are guarded by the same functions. */
  private addDrainGuard(linkStateKeyArn: string): StackOutput {
    const { serviceToken } = new SiteGuard(this, 'DrainGuard', {
      topology: this.topology,
      site: this.site,
      stackNames: [this.stackName, `${this.stackName}-routes`, `${this.topology.prefix}-link-*`],
      parametersPath: this.parametersPath,
      tableName: this.linkStateTableName,
      linkStateKeyArn,
      encryptionKey: this.logKey.key,
    });
    return this.offer('DrainGuardToken', serviceToken, 'Functions that keep what traffic is steered over');
  }

  private addIds(lists: ReadonlyMap<string, string>, vpcs: readonly [string, AttachedVpc][], topology: string): void {
    const { transitGatewayId, spokesTableId, transitTableId } = this.gateway;
    const vpcAttachmentIds = Object.fromEntries(vpcs.map(([name, { attachment }]) => [name, attachment.ref]));
    const gateway = { transitGatewayId, spokesTableId, transitTableId, vpcAttachmentIds };
    new SiteIds(this, 'Ids', { path: this.parametersPath, site: this.site.name, gateway, lists, topology });
  }

  private addLinkStateKey(): IKey {
    const description = `Link state database of backbone ${this.topology.name}, at site ${this.site.name}`;
    return new LinkStateKey(this, 'LinkStateKey', { description }).key;
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

  /** The id of the list of all that the remote site uses. */
  private addPrefixLists(scope: Construct, remote: Site): string {
    const specifics = remote.kind === 'aws' ? remote.vpcs.map((vpc) => vpc.cidr) : remote.announces;
    const { prefixListId } = new SteeringPrefixList(scope, 'All', {
      prefixListName: this.nameOf('steers', remote.name),
      entries: steeringPrefixes(specifics).map((entry) => entry.text),
      steers: remote.name,
    });
    if (remote.kind !== 'aws') return prefixListId;
    const perVpc = new Construct(scope, 'Vpcs');
    for (const vpc of remote.vpcs)
      new SteeringPrefixList(perVpc, vpc.name, {
        prefixListName: this.nameOf('steers', remote.name, vpc.name),
        entries: steeringPrefixes([vpc.cidr]).map((entry) => entry.text),
        steers: remote.name,
        steersVpc: vpc.name,
      });
    return prefixListId;
  }

  private carryFragment({ name, policy, flows, sites }: Backbone): void {
    this.carry({
      version: 1,
      backbone: { name, policy, flows: refinedFlows(flows) },
      sites: sites.filter((site) => site.name === this.site.name),
      ...definedProps({ accepted: this.topology.accepted, existing: existingNetwork(this.site) }),
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
