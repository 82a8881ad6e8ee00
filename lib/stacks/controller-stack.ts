import { CfnOutput, Fn } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { AnnouncingPolicy } from '../constructs/announcing-policy';
import { AuditAccess } from '../constructs/audit-access';
import { DeadLetterAlarm } from '../constructs/dead-letter-alarm';
import { definedProps } from '../constructs/defined-props';
import { GaugeAlarms } from '../constructs/gauge-alarms';
import type { HandlerFunction } from '../constructs/handler-function';
import { LinkStateAccess } from '../constructs/link-state-access';
import { ReconcilerAlarms } from '../constructs/reconciler-alarms';
import { ReconcilerFunction } from '../constructs/reconciler-function';
import { Settled } from '../constructs/settled';
import { StackOutput } from '../constructs/stack-output';
import { steeringPolicies } from '../constructs/steering-policy';
import { StreamLookup } from '../constructs/stream-lookup';
import { StreamWake } from '../constructs/stream-wake';
import { alarmText } from '../net/alarms';
import type { Backbone } from '../routing/backbone';
import type { Topology } from '../topology/topology';
import { deployedOf } from './deployed';
import { DetourStack } from './detour-stack';
import type { EndpointsStack } from './endpoints-stack';
import type { OwnLink } from './link-identities';
import type { LinkStateStack } from './link-state-stack';
import { PlanParameters } from './plan-parameters';
import type { RoutesStack } from './routes-stack';
import { sitePlanOf } from './site-plan';
import type { SiteStack } from './site-stack';

export interface ControllerStackProps {
  readonly topology: Topology;
  readonly backbone: Backbone;
  readonly site: SiteStack;
  /** The site's routes, which are deployed before. */
  readonly routes: RoutesStack;
  /** The links of the site. */
  readonly links: readonly OwnLink[];
  readonly linkState: LinkStateStack;
  /**
   * How its function reaches AWS from a VPC.
   *
   * @default - it is in no VPC
   */
  readonly endpoints?: EndpointsStack;
}

/** Context key: another value has the stream of the link state database looked up again. */
const LOOK_UP_STREAMS = 'lookUpStreams';

/** What steers a site's traffic: the plan it is told, the function that acts by it, and what tells that it does not. */
export class ControllerStack extends DetourStack {
  /** Where it tells a chat; absent where there is none. */
  readonly chatTopicArn?: StackOutput;
  private readonly props: ControllerStackProps;
  private readonly encryptionKey: IKey;
  private readonly topic: ITopic;
  private readonly access: LinkStateAccess;

  constructor(scope: Construct, props: ControllerStackProps) {
    const { topology, backbone, site, routes } = props;
    const { name } = site.site;
    const description = `Site ${name} of backbone ${topology.name}: what steers its traffic`;
    super(scope, { topology, site: site.site, suffix: `${name}-controller`, description });
    this.props = props;
    this.addStackDependency(routes, 'a controller knows the ids of links, and steers on top of a baseline');
    this.addStackDependency(props.linkState, 'a controller acts by the database, and writes to the audit');
    this.encryptionKey = Key.fromKeyArn(this, 'LogKey', site.logKeyArn.readFrom(this));
    this.topic = Topic.fromTopicArn(this, 'Topic', site.topicArn.readFrom(this));
    this.access = new LinkStateAccess(this, 'LinkState', {
      tableName: this.linkStateTableName,
      encryptionKeyArn: site.linkStateKeyArn.readFrom(this),
    });
    if (topology.notify.chat) this.chatTopicArn = this.addChatTopic();
    const plan = sitePlanOf(topology, backbone, site.site);
    const { ready } = new PlanParameters(this, 'Plan', { path: this.parametersPath, plan });
    const { handler } = this.addReconciler();
    handler.function.node.addDependency(ready);
    this.permitDatabase(handler);
    this.permitLinks(handler);
    this.wakeByDatabase(handler);
    this.addAlarms(handler);
    this.addSettled();
  }

  /** Of its function, and of what it says in each run. */
  private addAlarms(handler: HandlerFunction): void {
    const { name } = this.site;
    const common = { site: name, alarmNamePrefix: this.nameOf(''), topic: this.topic };
    new ReconcilerAlarms(this, 'Alarms', { ...common, function: handler.function });
    new GaugeAlarms(this, 'State', {
      ...common,
      links: this.props.links.map(({ link }) => link.name),
      admits: this.topology.policy.admission === name,
    });
  }

  /** After everything else of the site. */
  private addSettled(): void {
    const others = this.node.children.filter((child) => !(child instanceof CfnOutput));
    const { resource, role } = new Settled(this, 'Settled', {
      site: this.site.name,
      reconcilerName: this.nameOf('reconciler'),
      deployed: deployedOf(this.topology),
      parametersPath: this.parametersPath,
      tableName: this.linkStateTableName,
      encryptionKey: this.encryptionKey,
    });
    this.access.grantRead(role);
    resource.node.addDependency(...others);
  }

  /** Of its own, because what a chat shows is no mail. Alarms are the other topic's: a chat listens to both. */
  private addChatTopic(): StackOutput {
    const masterKey = Key.fromKeyArn(this, 'TopicKey', this.props.site.topicKeyArn.readFrom(this));
    const { topicArn } = new Topic(this, 'Chat', { masterKey, enforceSSL: true });
    return new StackOutput(this, 'ChatTopicArn', topicArn, 'Where the controller tells a chat what it does');
  }

  private addReconciler(): ReconcilerFunction {
    const { site, linkState } = this.props;
    return new ReconcilerFunction(this, 'Reconciler', {
      site: this.site.name,
      functionName: this.nameOf('reconciler'),
      tableName: linkState.tableName,
      auditTableName: linkState.auditTableName,
      parametersPath: this.parametersPath,
      steeringPolicyArns: this.steeringPolicyArns(),
      topicArn: site.topicArn.readFrom(this),
      topicKeyArn: site.topicKeyArn.readFrom(this),
      encryptionKey: this.encryptionKey,
      ...definedProps({
        place: this.props.endpoints?.placeFor(this),
        chatTopicArn: this.chatTopicArn?.readFrom(this),
      }),
    });
  }

  /** As many as the site's stack has made for the lists of all other sites. */
  private steeringPolicyArns(): readonly string[] {
    const arns = Fn.split(',', this.props.site.steeringPolicyArns.readFrom(this));
    const count = steeringPolicies(this.topology.sites.length - 1);
    return Array.from({ length: count }, (_, i) => Fn.select(i, arns));
  }

  private permitDatabase({ role }: HandlerFunction): void {
    const { site, linkState } = this.props;
    const { name } = this.site;
    const encryptionKeyArn = site.linkStateKeyArn.readFrom(this);
    this.access.grantRead(role);
    this.access.grantPublication(role, name);
    this.access.grantLease(role, name);
    if (this.topology.policy.admission === name) this.access.grantAdmissions(role);
    new AuditAccess(this, 'Audit', { tableName: linkState.auditTableName, encryptionKeyArn }).grantAppend(role, name);
  }

  private permitLinks({ role }: HandlerFunction): void {
    const links = this.props.links.filter(({ link }) => link.kind !== 'transit-gateway-peering');
    if (links.length === 0) return;
    const idsOf = (idOf: (own: OwnLink) => StackOutput | undefined) =>
      links.flatMap((own) => idOf(own)?.readFrom(this) ?? []);
    const takesDown = this.topology.policy.greyDx === 'bgp-down';
    new AnnouncingPolicy(this, 'Announcing', {
      role,
      edgeTableIds: idsOf(({ edgeTableId }) => edgeTableId),
      directConnectGatewayIds: idsOf(({ directConnectGatewayId }) => directConnectGatewayId),
      failoverVirtualInterfaceIds: takesDown ? idsOf(({ virtualInterfaceId }) => virtualInterfaceId) : [],
    });
  }

  /** Leases are not news, nor are the heartbeats of probers, and what the controller itself publishes is none to it. */
  private wakeByDatabase(handler: HandlerFunction): void {
    const { tableName } = this.props.linkState;
    const { streamArn } = new StreamLookup(
      this,
      'Stream',
      definedProps({
        tableName,
        encryptionKey: this.encryptionKey,
        lookedUp: this.node.tryGetContext(LOOK_UP_STREAMS) as string | undefined,
      }),
    );
    const sites = this.topology.sites.filter(({ kind }) => kind === 'aws');
    const { deadLetterQueue } = new StreamWake(this, 'Wake', {
      handler,
      streamArn,
      steadyAttribute: 'steady',
      ignoredKeys: [...sites.map(({ name }) => `lease#${name}`), `publication#${this.site.name}`],
    });
    const where = `The queue is ${deadLetterQueue.queueName}.`;
    new DeadLetterAlarm(this, 'Unheard', {
      alarmName: this.nameOf('undelivered', 'changes'),
      queue: deadLetterQueue,
      description: alarmText({ name: 'undelivered-changes', site: this.site.name, where }),
      topic: this.topic,
    });
  }
}
