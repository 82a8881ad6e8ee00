// Pure: the hosted zones, record sets and health checks that an assembly deploys.

import type { Resource } from '../../../verify/facts/resource';
import { entriesOf, isObject, listOf } from '../../../verify/json';
import { readHealthCheckConfig } from '../route53/health-check-config';
import { type DeployedResources, templateValue } from './deployed-resources';
import type { Inventory, RecordSet } from './inventory';

const ZONE = 'AWS::Route53::HostedZone';
const RECORD_SET = 'AWS::Route53::RecordSet';
const HEALTH_CHECK = 'AWS::Route53::HealthCheck';

/** Lists of a health check's configuration, and the element that each of their items is in XML. */
const ITEMS: Readonly<Record<string, string>> = { ChildHealthChecks: 'ChildHealthCheck', Regions: 'Region' };

function fullName(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

export function deployedZones(resources: DeployedResources): Inventory['hostedZones'] {
  return resources.of(ZONE).flatMap((resource) => {
    const name = resources.property(resource, 'Name');
    return name === undefined ? [] : [{ id: resource.id, name: fullName(name) }];
  });
}

function deployedAlias(resources: DeployedResources, resource: Resource): RecordSet['alias'] {
  const members = new Map(entriesOf(templateValue(resource, 'AliasTarget')));
  const text = (member: string) => (members.has(member) ? resources.text(resource, members.get(member)) : undefined);
  const [name, zone] = [text('DNSName'), text('HostedZoneId')];
  if (name === undefined || zone === undefined) return undefined;
  return { name: fullName(name), zone, evaluatesHealth: members.get('EvaluateTargetHealth') === true };
}

/** Record sets in zones that are known by id. */
export function deployedRecords(resources: DeployedResources): Inventory['recordSets'] {
  return resources.of(RECORD_SET).flatMap((resource) => {
    const text = (name: string) => resources.property(resource, name);
    const [zone, name, type] = [text('HostedZoneId'), text('Name'), text('Type')];
    if (zone === undefined || name === undefined || type === undefined) return [];
    const ttl = resources.number(resource, 'TTL');
    const [setIdentifier, failover, healthCheck] = ['SetIdentifier', 'Failover', 'HealthCheckId'].map(text);
    const alias = deployedAlias(resources, resource);
    return [
      {
        zone,
        name: fullName(name),
        type,
        values: listOf(templateValue(resource, 'ResourceRecords')).flatMap(
          (value) => resources.text(resource, value) ?? [],
        ),
        ...(ttl === undefined ? {} : { ttl }),
        ...(setIdentifier === undefined ? {} : { setIdentifier }),
        ...(failover === undefined ? {} : { failover }),
        ...(healthCheck === undefined ? {} : { healthCheck }),
        ...(alias === undefined ? {} : { alias }),
      },
    ];
  });
}

/** A configuration as XML would have it; a value of several members is told apart from one that a function makes. */
function textsOf(resources: DeployedResources, resource: Resource, config: unknown): unknown {
  const members = entriesOf(config).map(([name, value]): [string, unknown] => {
    const item = ITEMS[name];
    if (item !== undefined)
      return [name, { [item]: listOf(value).flatMap((one) => resources.text(resource, one) ?? []) }];
    const isStructure = isObject(value) && Object.keys(value).length > 1;
    return [name, isStructure ? textsOf(resources, resource, value) : resources.text(resource, value)];
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

export function deployedHealthChecks(resources: DeployedResources): Inventory['healthChecks'] {
  return resources.of(HEALTH_CHECK).flatMap((resource) => {
    const config = readHealthCheckConfig(textsOf(resources, resource, templateValue(resource, 'HealthCheckConfig')));
    if (!config.ok) {
      resources.unread.push(`${resource.source}: ${config.error}`);
      return [];
    }
    return [{ id: resource.id, callerReference: resource.id, config: config.value }];
  });
}
