import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { CodeAlarm } from '../constructs/code-alarm';
import { DeadLetterAlarm } from '../constructs/dead-letter-alarm';
import { definedProps } from '../constructs/defined-props';
import { HealthRule } from '../constructs/health-rule';
import { LinkIdentity } from '../constructs/link-identity';
import { LinkStateAccess } from '../constructs/link-state-access';
import { LinkStatusFunction } from '../constructs/link-status-function';
import { MaintenanceMail } from '../constructs/maintenance-mail';
import { OrderAutomations } from '../constructs/order-automations';
import { StackOutput } from '../constructs/stack-output';
import { alarmText, CODE_ALARMS } from '../net/alarms';
import { deployedNames } from '../topology/deployed-names';
import type { Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import type { EndpointsStack } from './endpoints-stack';
import { LinkIdentities, namesOf, type OwnLink, parametersPath } from './link-identities';
import type { LinkStateStack } from './link-state-stack';
import type { SiteStack } from './site-stack';

export interface SignalsStackProps {
  readonly topology: Topology;
  readonly site: SiteStack;
  /** Every AWS site. */
  readonly sites: ReadonlyMap<string, SiteStack>;
  /** All links of the backbone. */
  readonly links: readonly OwnLink[];
  readonly linkState: LinkStateStack;
  /**
   * How its functions reach AWS from a VPC.
   *
   * @default - they are in no VPC
   */
  readonly endpoints?: EndpointsStack;
}

/** Source of notices of a provider that the topology does not name. */
const OF_NO_PROVIDER = 'maintnote';

/** What a site gets to know of its links: from AWS Health, from AWS's status of each, from providers and from operators. */
export class SignalsStack extends DetourStack {
  private readonly props: SignalsStackProps;
  private readonly access: LinkStateAccess;
  private readonly encryptionKey: IKey;
  private readonly topic: ITopic;
  private readonly alarms: Construct;

  constructor(scope: Construct, props: SignalsStackProps) {
    const { topology, site, linkState } = props;
    const { name } = site.site;
    const description = `Site ${name} of backbone ${topology.name}: what it gets to know of its links`;
    super(scope, { topology, site: site.site, suffix: `${name}-signals`, description });
    this.props = props;
    this.addStackDependency(linkState, 'functions write to the database');
    this.access = new LinkStateAccess(this, 'LinkState', {
      tableName: linkState.tableName,
      encryptionKeyArn: site.linkStateKeyArn.readFrom(this),
    });
    this.encryptionKey = Key.fromKeyArn(this, 'LogKey', site.logKeyArn.readFrom(this));
    this.topic = Topic.fromTopicArn(this, 'Topic', site.topicArn.readFrom(this));
    this.alarms = new Construct(this, 'Alarms');
    this.addIdentities();
    this.addHealth();
    this.addStatus();
    this.addMail();
    this.addOrders();
    this.addAlarms();
  }

  private pathOf(what: string): string {
    return parametersPath(this.topology.prefix, this.site.name, what);
  }

  /** The links of other sites: AWS Health sends copies of what it says of them here. The site's own are with its routes. */
  private addIdentities(): void {
    const { sites } = this.props;
    const links = this.props.links.filter(({ link }) => !link.between.includes(this.site.name));
    new LinkIdentities(this, 'Links', { path: this.pathOf('links'), links, sites, attachmentIds: new Map() });
  }

  /** What the functions that take in signals are told. */
  private settings() {
    const { linkState, endpoints } = this.props;
    return {
      site: this.site.name,
      tableName: linkState.tableName,
      linksPath: this.pathOf('links'),
      encryptionKey: this.encryptionKey,
      ...definedProps({ place: endpoints?.placeFor(this) }),
    };
  }

  private addHealth(): void {
    const { handler, deadLetterQueue } = new HealthRule(this, 'Health', this.settings());
    this.alarmOf('health', deadLetterQueue);
    this.access.grantRead(handler.role);
    this.access.grantNotices(handler.role, this.site.name, ['aws-health']);
  }

  private addStatus(): void {
    const links = this.props.links.filter(({ link }) => link.between.includes(this.site.name));
    const byLink = (idOf: (own: OwnLink) => StackOutput | undefined) =>
      Object.fromEntries(
        links.flatMap((own) => {
          const id = idOf(own)?.readFrom(this);
          return id === undefined ? [] : [[own.link.name, id]];
        }),
      );
    const { handler } = new LinkStatusFunction(this, 'Status', {
      ...this.settings(),
      vpnConnectionIds: byLink(({ vpnConnectionId }) => vpnConnectionId),
      virtualInterfaceIds: byLink(({ virtualInterfaceId }) => virtualInterfaceId),
    });
    this.access.grantRead(handler.role);
    this.access.grantStatuses(handler.role, this.site.name);
    this.access.grantNotices(handler.role, this.site.name, ['aws-vpn']);
    this.access.grantOrders(handler.role);
  }

  /** At one site: SES receives a mail once. A provider may speak of links that end at other sites. */
  private addMail(): void {
    const { maintenance, policy, links, prefix } = this.topology;
    if (maintenance.mail === undefined || policy.admission !== this.site.name) return;
    const linksPath = this.pathOf('named');
    const named = new Construct(this, 'Named');
    for (const link of links.filter(({ circuitIds }) => circuitIds.length > 0))
      new LinkIdentity(named, link.name, { path: linksPath, ...namesOf(link), entities: [], ends: [] });
    const { handler, ruleSetName, mailBucket, deadLetterQueue } = new MaintenanceMail(this, 'Mail', {
      ...this.settings(),
      linksPath,
      recipient: maintenance.mail.recipient,
      receiptRuleName: `${prefix}-maintenance`,
      ...definedProps({ ruleSetName: maintenance.mail.ruleSet }),
      providers: maintenance.providers,
      dropped: maintenance.dropped,
      providersPath: this.pathOf('providers'),
    });
    this.alarmOf('mail', deadLetterQueue);
    this.access.grantRead(handler.role);
    const sources = maintenance.providers.map(({ name }) => name);
    this.access.grantNotices(handler.role, this.site.name, [...sources, OF_NO_PROVIDER]);
    const activated = maintenance.mail.ruleSet === undefined ? ', which somebody has to activate' : '';
    new StackOutput(this, 'ReceiptRuleSet', ruleSetName, `The receipt rule set of SES${activated}`);
    new StackOutput(this, 'MailBucket', mailBucket.bucket.bucketName, 'Where messages may be put below dropped/');
  }

  /** At each site, so that orders can be given wherever one is left. */
  private addOrders(): void {
    const { links, sites, approval } = this.topology;
    const { namesOf: pathOfNames, automationOf } = deployedNames(this.topology);
    const { linksPath: _, ...settings } = this.settings();
    const { handler } = new OrderAutomations(this, 'Orders', {
      ...settings,
      parametersPath: this.parametersPath,
      namesPath: pathOfNames(this.site.name),
      documentNameOf: automationOf,
      links: links.map(({ name }) => name),
      sites: sites.filter(({ kind }) => kind === 'aws').map(({ name }) => name),
      ...definedProps({ approval }),
    });
    this.access.grantRead(handler.role);
    this.access.grantOrders(handler.role);
  }

  /** What is in such a queue counts for nothing until a person has seen to it. */
  private alarmOf(what: 'health' | 'mail', queue: IQueue): void {
    const where = `The queue is ${queue.queueName}.`;
    new DeadLetterAlarm(this.alarms, `undelivered-${what}`, {
      alarmName: this.nameOf('undelivered', what),
      queue,
      description: alarmText({ name: `undelivered-${what}`, site: this.site.name, where }),
      topic: this.topic,
    });
  }

  private addAlarms(): void {
    for (const code of CODE_ALARMS)
      new CodeAlarm(this.alarms, code, {
        alarmName: this.nameOf(code),
        code,
        site: this.site.name,
        topic: this.topic,
      });
  }
}
