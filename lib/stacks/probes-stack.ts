import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { LinkStateAccess } from '../constructs/link-state-access';
import { ProberAlarms } from '../constructs/prober-alarms';
import { ProberFunction } from '../constructs/prober-function';
import type { StackOutput } from '../constructs/stack-output';
import { addressAt, formatAddress } from '../net/prefix';
import type { Backbone } from '../routing/backbone';
import { type ProbeTarget, probeEnds, responderAddress } from '../topology/probe-subnets';
import type { Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import type { LinkStateStack } from './link-state-stack';
import { type ProberPlace, Probes } from './probes';
import type { SiteStack } from './site-stack';

export interface ProbesStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: SiteStack;
  /** The VPC that holds the probe subnets, as the site's stack made it. */
  readonly vpcId: StackOutput;
  readonly linkState: LinkStateStack;
}

/** The largest packet that every path carries. */
const LEAST_MTU = 1_500;

/**
 * All that measures a site's ends of links: subnets, responders and probers, with nothing of them in any other stack. A
 * network interface of a function goes long after the function, and CloudFormation waits for it within a stack only.
 */
export class ProbesStack extends DetourStack {
  private readonly props: ProbesStackProps;
  private readonly access: LinkStateAccess;
  private readonly encryptionKey: IKey;
  private readonly topic: ITopic;
  private readonly alarms: Construct;

  constructor(scope: Construct, props: ProbesStackProps) {
    const { topology, site, vpcId, linkState } = props;
    const { name } = site.site;
    const description = `Site ${name} of backbone ${topology.name}: what measures its links`;
    super(scope, { topology, site: site.site, suffix: `${name}-probes`, description });
    this.props = props;
    this.addStackDependency(linkState, 'probers write to the database');
    this.encryptionKey = Key.fromKeyArn(this, 'LogKey', site.logKeyArn.readFrom(this));
    this.topic = Topic.fromTopicArn(this, 'Topic', site.topicArn.readFrom(this));
    this.access = new LinkStateAccess(this, 'LinkState', {
      tableName: linkState.tableName,
      encryptionKeyArn: site.linkStateKeyArn.readFrom(this),
    });
    const { places } = new Probes(this, 'Probes', {
      topology,
      site: site.site,
      vpcId: vpcId.readFrom(this),
      transitGatewayId: site.transitGatewayId.readFrom(this),
      namePrefix: this.nameOf(),
      encryptionKey: this.encryptionKey,
    });
    const probers = new Construct(this, 'Probers');
    this.alarms = new Construct(this, 'Alarms');
    for (const { link, far } of probeEnds(topology, site.site)) {
      const place = places.get(link);
      if (!far || !place) continue;
      this.addProber(probers, link, far, place);
      this.addAlarms(link);
    }
  }

  private addProber(scope: Construct, link: string, far: ProbeTarget, place: ProberPlace): void {
    const { backbone, linkState } = this.props;
    const { lossThreshold, intervalMs, timeoutMs, fall, rise } = this.topology.policy.probe;
    const { handler } = new ProberFunction(scope, link, {
      link,
      site: this.site.name,
      ...place,
      target: addressOf(far),
      port: far.port,
      fullSizeBytes: backbone.links.find(({ name }) => name === link)?.mtu ?? LEAST_MTU,
      intervalMs,
      timeoutMs,
      fall,
      rise,
      lossThreshold,
      tableName: linkState.tableName,
      encryptionKey: this.encryptionKey,
    });
    this.access.grantObservation(handler.role, link, this.site.name);
  }

  private addAlarms(link: string): void {
    const { lossThreshold, timeoutMs } = this.topology.policy.probe;
    new ProberAlarms(this.alarms, link, {
      link,
      site: this.site.name,
      timeoutMs,
      lossThreshold,
      alarmNamePrefix: this.nameOf(''),
      topic: this.topic,
    });
  }
}

/** A responder has one address of its subnet; on premises the target is all there is. */
function addressOf({ prefix }: ProbeTarget): string {
  return formatAddress(prefix.length === 32 ? addressAt(prefix, 0n) : responderAddress(prefix));
}
