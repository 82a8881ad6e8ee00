import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { AlarmHealthCheck } from '../constructs/alarm-health-check';
import { allHealthy } from '../constructs/all-healthy';
import { definedProps } from '../constructs/defined-props';
import { FailoverRecords, type FailoverTarget } from '../constructs/failover-records';
import { LinkStateAccess } from '../constructs/link-state-access';
import { NamesAlarms } from '../constructs/names-alarms';
import { NamesAuditFunction } from '../constructs/names-audit-function';
import { ReachableCheck } from '../constructs/reachable-check';
import { ZoneView } from '../constructs/zone-view';
import type { NamedService, ServiceCheck } from '../routing/site-names';
import { deployedNames } from '../topology/deployed-names';
import type { Service, ServiceEndpoint, Topology } from '../topology/topology';
import { DetourStack } from './detour-stack';
import { NameParameters } from './name-parameters';
import type { SiteStack } from './site-stack';

export interface DnsStackProps {
  readonly topology: Topology;
  /** Has a controller, which says what is reached. */
  readonly site: SiteStack;
}

const ROLES = ['primary', 'secondary', 'tertiary'] as const;
type RoleName = (typeof ROLES)[number];

/** Where a name may lead, and what was made for the service alone to tell whether it does. */
interface Target extends FailoverTarget {
  readonly checks: readonly ServiceCheck[];
}

/** The sites that services lead to, sorted by name. */
function servingSites(services: readonly Service[]): readonly string[] {
  const endpoints = services.flatMap((service) => ROLES.flatMap((role) => service[role] ?? []));
  return [...new Set(endpoints.map(({ site }) => site))].sort();
}

/**
 * What the names of services lead to, as the VPCs of one site see it: a view of each zone that only they ask, and records
 * that go by what this site's controller says of each site. So a name moves for those who cannot reach a site, and for
 * nobody else. The site's own services move for its own VPCs only when it is evacuated.
 *
 *   controller says                   the name leads, in these VPCs, to
 *   the primary's site is reached     the primary
 *   it is not, the secondary's is     the secondary
 *   neither is                        the tertiary if there is one that is reached, else the primary
 *   nothing any more                  what it led to before
 */
export class DnsStack extends DetourStack {
  private readonly props: DnsStackProps;
  private readonly topic: ITopic;
  private readonly reachable: ReadonlyMap<string, ReachableCheck>;
  private readonly zones: ReadonlyMap<string, ZoneView>;

  constructor(scope: Construct, props: DnsStackProps) {
    const { topology, site } = props;
    const { name } = site.site;
    const description = `Site ${name} of backbone ${topology.name}: what names lead to, seen from its VPCs`;
    super(scope, { topology, site: site.site, suffix: `${name}-dns`, description });
    this.props = props;
    this.topic = Topic.fromTopicArn(this, 'Topic', site.topicArn.readFrom(this));
    this.reachable = this.addReachable();
    this.zones = this.addZones();
    this.addAudit(this.addServices());
  }

  /** One for each site, whatever many services lead there. */
  private addReachable(): ReadonlyMap<string, ReachableCheck> {
    const scope = new Construct(this, 'Reachable');
    return new Map(
      servingSites(this.topology.services).map((to) => {
        const alarmName = this.nameOf('reaches', to);
        return [to, new ReachableCheck(scope, to, { from: this.site.name, to, alarmName, topic: this.topic })];
      }),
    );
  }

  private addZones(): ReadonlyMap<string, ZoneView> {
    const scope = new Construct(this, 'Zones');
    const vpcIds = this.vpcIds();
    const comment = `Backbone ${this.topology.name}, as the VPCs of site ${this.site.name} see it`;
    const names = [...new Set(this.topology.services.map(({ zone }) => zone))].sort();
    return new Map(
      names.map((zoneName) => [
        zoneName,
        new ZoneView(scope, zoneName, { zoneName, comment, region: this.site.region, vpcIds }),
      ]),
    );
  }

  /** All of the file: those that exist are of this account as well, or they could not be attached. */
  private vpcIds(): readonly string[] {
    return this.site.vpcs.flatMap(({ name, existing }) => {
      const made = this.props.site.networks.get(name);
      return existing?.vpcId ?? made?.vpcId.readFrom(this) ?? [];
    });
  }

  private addServices(): readonly NamedService[] {
    const scope = new Construct(this, 'Services');
    return this.topology.services.map((service) => this.addService(new Construct(scope, service.name), service));
  }

  private addService(scope: Construct, service: Service): NamedService {
    const { name, zone, primary, secondary, tertiary, ttl } = service;
    const { hostedZoneId } = at(this.zones, zone);
    const [first, second, third] = [
      this.target(scope, service, 'primary', primary),
      this.target(scope, service, 'secondary', secondary),
      tertiary && this.target(scope, service, 'tertiary', tertiary),
    ];
    const { records } = new FailoverRecords(scope, 'Records', {
      hostedZoneId,
      recordName: `${name}.${zone}`,
      ttlSeconds: ttl,
      primary: first,
      secondary: second,
      ...definedProps({ tertiary: third }),
    });
    const sites = ROLES.flatMap((role) => service[role]?.site ?? []);
    const checks = [first, second, third].flatMap((target) => target?.checks ?? []);
    return { name, zoneId: hostedZoneId, sites, records, checks };
  }

  /** Healthy as long as its site is reached and, where the service has an alarm there, that is off. */
  private target(scope: Construct, { name }: Service, role: RoleName, endpoint: ServiceEndpoint): Target {
    const { address, site, alarm: alarmName } = endpoint;
    const reached = at(this.reachable, site).healthCheckId;
    if (alarmName === undefined) return { address, healthCheckId: reached, checks: [] };
    const own = new Construct(scope, role);
    const checkName = this.nameOf(name, role);
    const region = this.regionOf(site);
    const well = new AlarmHealthCheck(own, 'Well', { checkName: `${checkName}-well`, region, alarmName }).healthCheckId;
    const usable = allHealthy(own, 'Usable', { checkName, healthCheckIds: [reached, well] });
    const checks: readonly ServiceCheck[] = [
      { id: well, alarm: { region, name: alarmName } },
      { id: usable, allOf: [reached, well] },
    ];
    return { address, healthCheckId: usable, checks };
  }

  /** What was made is written down, for who forces health checks, and for what compares it with what there is. */
  private addAudit(services: readonly NamedService[]): void {
    const { name: site } = this.site;
    const namesPath = deployedNames(this.topology).namesOf(site);
    const checks = [...this.reachable.values()].map(({ check }) => check);
    new NameParameters(this, 'Names', { path: namesPath, checks, services });
    const { handler } = new NamesAuditFunction(this, 'Audit', {
      site,
      tableName: this.linkStateTableName,
      namesPath,
      parameters: checks.length + services.length,
      hostedZoneIds: [...this.zones.values()].map(({ hostedZoneId }) => hostedZoneId),
      healthCheckIds: [...checks, ...services.flatMap((service) => service.checks)].map(({ id }) => id),
      encryptionKey: Key.fromKeyArn(this, 'LogKey', this.props.site.logKeyArn.readFrom(this)),
    });
    const encryptionKeyArn = this.props.site.linkStateKeyArn.readFrom(this);
    const access = new LinkStateAccess(this, 'LinkState', { tableName: this.linkStateTableName, encryptionKeyArn });
    access.grantRead(handler.role);
    new NamesAlarms(this, 'Alarms', { site, alarmNamePrefix: this.nameOf(''), topic: this.topic });
  }

  private regionOf(site: string): string {
    const found = this.topology.sites.find(({ name }) => name === site);
    if (found?.kind !== 'aws') throw new Error(`a service names ${site}, which is not an AWS site`);
    return found.region;
  }
}

function at<T>(map: ReadonlyMap<string, T>, name: string): T {
  const found = map.get(name);
  if (found === undefined) throw new Error(`nothing was made for ${name}`);
  return found;
}
