import { App, Stack } from 'aws-cdk-lib';
import { Template as CdkTemplate } from 'aws-cdk-lib/assertions';
import { FailoverRecords } from '../../lib/constructs/failover-records';
import { readNames, type SiteNames } from '../../lib/controller/names/read-names';
import type { Topology } from '../../lib/topology/topology';
import { type Assembly, assemblyOf, type Resource, stackOf } from '../support/assembly';
import { allDependencies } from '../support/deployment';
import { FollowedAlarm } from '../support/followed-alarm';
import { NamesAnswered } from '../support/names-answered';
import { ORDERS, USERS } from '../support/services';
import { awsSite, peering, ring, topology, triangle } from '../support/topologies';

const MINUTE_MS = 60_000;

const assembly = assemblyOf(triangle({ services: [ORDERS, USERS] }));
const dnsOf = (site: string, from: Assembly = assembly) => stackOf(from, `acme-${site}-dns`).template;

function all(type: string, site = 'cmh', from: Assembly = assembly): readonly Resource[] {
  return Object.values(dnsOf(site, from).Resources).filter(({ Type }) => Type === type);
}

/** The alarms that health checks follow. */
function reaching(site: string, from?: Assembly): readonly Resource[] {
  return all('AWS::CloudWatch::Alarm', site, from).filter(({ Properties }) => Properties.MetricName === 'Reachable');
}

/** As the VPCs of a site see it, after the controller has said so of each site, three minutes long. */
function answered(site: string, reached: Readonly<Record<string, number>>): NamesAnswered {
  const names = new NamesAnswered(dnsOf(site));
  for (let minute = 0; minute < 3; minute += 1)
    for (const [to, value] of Object.entries(reached)) names.put(site, to, value, minute * MINUTE_MS);
  return names;
}
const orders = (names: NamesAnswered) => names.answer('orders-db.acme.internal', 3 * MINUTE_MS);
const users = (names: NamesAnswered) => names.answer('users.apps.acme.internal', 3 * MINUTE_MS);

describe('each site', () => {
  it('has a view of each zone, which its own VPCs ask and no others', () => {
    for (const [site, region, vpcs] of [
      ['cmh', 'us-east-2', ['core']],
      ['iad', 'us-east-1', ['apps', 'databases']],
      ['pdx', 'us-west-2', ['core']],
    ] as const) {
      const zones = all('AWS::Route53::HostedZone', site).map(({ Properties }) => Properties);
      expect(zones.map(({ Name }) => Name)).toEqual(['acme.internal.', 'apps.acme.internal.']);
      const idOf = (vpc: string) => ({ StackName: `acme-${site}`, OutputName: `VpcId${vpc}`, Region: region });
      const asked = vpcs.map((vpc) => ({ VPCRegion: region, VPCId: { 'Fn::GetStackOutput': idOf(vpc) } }));
      for (const { VPCs } of zones) expect(VPCs).toEqual(asked);
    }
  });

  it('asks its own controller of each site that serves, and nobody else', () => {
    for (const site of ['cmh', 'iad', 'pdx']) {
      const asked = reaching(site).map(({ Properties }) => Properties.Dimensions);
      expect(asked).toEqual(
        ['cmh', 'iad', 'pdx'].map((to) => [
          { Name: 'From', Value: site },
          { Name: 'To', Value: to },
        ]),
      );
    }
  });

  it('has alarms that Route 53 takes, each followed by a check that keeps what it knew last', () => {
    const alarms = reaching('cmh');
    for (const alarm of alarms) expect(() => new FollowedAlarm(alarm)).not.toThrow();
    const followed = all('AWS::Route53::HealthCheck').map(
      ({ Properties }) => Properties.HealthCheckConfig as Readonly<Record<string, unknown>>,
    );
    for (const { Properties } of alarms)
      expect(followed).toContainEqual({
        Type: 'CLOUDWATCH_METRIC',
        AlarmIdentifier: { Name: Properties.AlarmName, Region: 'us-east-2' },
        InsufficientDataHealthStatus: 'LastKnownStatus',
      });
  });

  it('asks the alarm of a service where the service is', () => {
    const identifiers = all('AWS::Route53::HealthCheck').map(
      ({ Properties }) => (Properties.HealthCheckConfig as Readonly<Record<string, unknown>>).AlarmIdentifier,
    );
    expect(identifiers).toContainEqual({ Name: 'users-unwell', Region: 'us-east-1' });
  });

  it('has records that nobody keeps for longer than a minute', () => {
    const ttls = all('AWS::Route53::RecordSet').flatMap(({ Properties }) => Properties.TTL ?? []);
    expect(new Set(ttls)).toEqual(new Set(['30', '60']));
  });

  it('makes each secondary after its primary', () => {
    const { Resources } = dnsOf('cmh');
    const secondaries = Object.values(Resources).filter(({ Properties }) => Properties.Failover === 'SECONDARY');
    expect(secondaries).toHaveLength(3);
    for (const { Properties, DependsOn = [] } of secondaries) {
      const before = DependsOn.map((id) => Resources[id]?.Properties);
      expect(before).toContainEqual(expect.objectContaining({ Name: Properties.Name, Failover: 'PRIMARY' }));
    }
  });
});

describe('a name', () => {
  it('leads to its primary before anything was said, and while everything is reached', () => {
    for (const reached of [{}, { cmh: 1, iad: 1, pdx: 1 }]) {
      expect(orders(answered('cmh', reached))).toBe('A 10.10.1.10');
      expect(users(answered('cmh', reached))).toBe('CNAME users.iad.acme.example.');
    }
  });

  it.each<[number, number, number, string, string]>([
    [1, 0, 0, '10.10.1.10', 'iad'],
    [0, 1, 1, '10.30.1.10', 'pdx'],
    [0, 1, 0, '10.30.1.10', 'pdx'],
    [0, 0, 1, '10.10.1.10', 'cmh'],
    [0, 0, 0, '10.10.1.10', 'iad'],
  ])('with iad %d, pdx %d and cmh %d leads to %s, and to %s of three', (iad, pdx, cmh, address, host) => {
    const names = answered('cmh', { iad, pdx, cmh });
    expect(orders(names)).toBe(`A ${address}`);
    expect(users(names)).toBe(`CNAME users.${host}.acme.example.`);
  });

  it('leads elsewhere while the alarm of its service is on, and no other name does', () => {
    const names = answered('cmh', { iad: 1, pdx: 1, cmh: 1 });
    names.setAlarm('users-unwell', true);
    expect(users(names)).toBe('CNAME users.pdx.acme.example.');
    expect(orders(names)).toBe('A 10.10.1.10');
    names.setAlarm('users-unwell', false);
    expect(users(names)).toBe('CNAME users.iad.acme.example.');
  });

  it('does not move for one minute in which nothing arrives, nor when something does in each minute', () => {
    const once = new NamesAnswered(dnsOf('cmh'));
    for (const [minute, value] of [1, 0, 1].entries()) once.put('cmh', 'iad', value, minute * MINUTE_MS);
    expect(once.answer('orders-db.acme.internal', 2 * MINUTE_MS)).toBe('A 10.10.1.10');
    const steered = new NamesAnswered(dnsOf('cmh'));
    for (let minute = 0; minute < 3; minute += 1)
      for (const [i, value] of [0, 0, 1].entries()) steered.put('cmh', 'iad', value, minute * MINUTE_MS + i * 10_000);
    expect(orders(steered)).toBe('A 10.10.1.10');
  });
});

/** A text with logical ids in the place of what they refer to. */
function deployedText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref: id, 'Fn::Join': joined } = value as { readonly Ref?: string; readonly 'Fn::Join'?: [string, unknown[]] };
  return id ?? (joined?.[1] ?? []).map(deployedText).join(joined?.[0]);
}

function writtenDown(site: string): SiteNames {
  const parameters = all('AWS::SSM::Parameter', site).map(({ Properties: { Name, Value } }): [string, string] => {
    expect(Name).toMatch(`/acme/names/${site}/`);
    return [String(Name).replace(`/acme/names/${site}/`, ''), deployedText(Value)];
  });
  return readNames(new Map(parameters));
}

describe('what is written down of names', () => {
  it('is, at each site, the check of each site that serves, and the alarm that it follows', () => {
    for (const site of ['cmh', 'iad', 'pdx']) {
      const { checks } = writtenDown(site);
      expect(checks.map(({ to }) => to)).toEqual(['cmh', 'iad', 'pdx']);
      for (const { id, to, alarm } of checks) {
        expect(alarm.name).toBe(`acme-${site}-reaches-${to}`);
        const { HealthCheckConfig } = dnsOf(site).Resources[id]?.Properties ?? {};
        expect(HealthCheckConfig).toMatchObject({ AlarmIdentifier: { Name: alarm.name, Region: alarm.region } });
      }
    }
  });

  it('is at which sites each service is, the first one first, in which zone, and by which checks of its own', () => {
    const { services } = writtenDown('cmh');
    expect(services.map(({ name, sites }) => [name, ...sites])).toEqual([
      ['orders-db', 'iad', 'pdx'],
      ['users', 'iad', 'pdx', 'cmh'],
    ]);
    const { Resources } = dnsOf('cmh');
    for (const { name, zoneId, checks } of services) {
      const { zone } = [ORDERS, USERS].find((one) => one.name === name) ?? ORDERS;
      expect(Resources[zoneId]?.Properties).toMatchObject({ Name: `${zone}.` });
      for (const check of checks) expect(Resources[check.id]?.Type).toBe('AWS::Route53::HealthCheck');
    }
    const [well, usable, ...more] = services[1]?.checks ?? [];
    expect(well).toMatchObject({ alarm: { region: 'us-east-1', name: 'users-unwell' } });
    expect(usable).toMatchObject({ allOf: [expect.stringContaining('Reachable'), well?.id] });
    expect([services[0]?.checks, more]).toEqual([[], []]);
  });

  it('is as much as the function that compares it expects', () => {
    for (const site of ['cmh', 'iad', 'pdx']) {
      const [audit] = all('AWS::Lambda::Function', site).map(({ Properties }) => Properties.Environment);
      const { checks, services } = writtenDown(site);
      expect(audit).toMatchObject({ Variables: { DETOUR_NAMES: String(checks.length + services.length) } });
    }
  });

  it('is every record of the template, and nothing else', () => {
    const inTemplate = all('AWS::Route53::RecordSet').map(({ Properties }) => {
      const { Name, Type, SetIdentifier, Failover, TTL, ResourceRecords = [], HealthCheckId, AliasTarget } = Properties;
      const aliasOf = (AliasTarget as { readonly DNSName: string } | undefined)?.DNSName;
      return {
        ...{ name: Name, type: Type, setIdentifier: SetIdentifier, failover: Failover, values: ResourceRecords },
        ...(TTL === undefined ? {} : { ttlSeconds: Number(TTL) }),
        ...(HealthCheckId === undefined ? {} : { healthCheckId: deployedText(HealthCheckId) }),
        ...(aliasOf === undefined ? {} : { aliasOf }),
      };
    });
    const records = writtenDown('cmh').services.flatMap((service) => service.records);
    expect(records).toHaveLength(6);
    expect(records).toEqual(expect.arrayContaining(inTemplate));
  });
});

test('an IPv6 address has a record of its own type', () => {
  const stack = new Stack(new App());
  const target = (address: string) => ({ address, healthCheckId: 'check' });
  new FailoverRecords(stack, 'Records', {
    hostedZoneId: 'Z1',
    recordName: 'orders.acme.internal',
    ttlSeconds: 60,
    primary: target('2001:db8::1'),
    secondary: target('2001:db8::2'),
  });
  const template = CdkTemplate.fromStack(stack);
  template.resourceCountIs('AWS::Route53::RecordSet', 2);
  template.allResourcesProperties('AWS::Route53::RecordSet', { Type: 'AAAA' });
});

describe('the stacks of names', () => {
  it('are there only when there are services, and only at sites that have a controller', () => {
    const namesOf = (of: Topology) => [...assemblyOf(of).keys()].filter((name) => name.endsWith('-dns'));
    expect(namesOf(triangle())).toEqual([]);
    const sites = [...triangle().sites, awsSite('dub', 4)];
    expect(namesOf(triangle({ sites, services: [ORDERS] }))).toEqual(['acme-cmh-dns', 'acme-iad-dns', 'acme-pdx-dns']);
  });

  it('go last, one region after the other, after the controllers of all sites', () => {
    expect([...assembly.keys()].slice(-4, -1)).toEqual(['acme-cmh-dns', 'acme-iad-dns', 'acme-pdx-dns']);
    expect([...allDependencies(assembly, 'acme-cmh-dns')]).toEqual(
      expect.arrayContaining(['acme-cmh-controller', 'acme-iad-controller', 'acme-pdx-controller']),
    );
    expect(allDependencies(assembly, 'acme-pdx-dns')).toContain('acme-iad-dns');
  });

  it('have a VPC that exists ask the view as well', () => {
    const existing = { vpcId: 'vpc-0a1b2c3d', subnetIds: ['subnet-1'], routeTableIds: ['rtb-1'] };
    const vpcs = [
      { name: 'core', cidr: '10.20.0.0/18', azs: 2 },
      { name: 'old', cidr: '10.20.64.0/18', azs: 2, existing },
    ];
    const sites = [awsSite('cmh', 2, { vpcs }), awsSite('iad', 1)];
    const service = { ...ORDERS, secondary: { site: 'cmh', address: '10.20.1.10' } };
    const two = assemblyOf(topology({ sites, links: [peering('cmh', 'iad', 1)], services: [service] }));
    const [zone] = all('AWS::Route53::HostedZone', 'cmh', two);
    expect(zone?.Properties.VPCs).toHaveLength(2);
    expect(zone?.Properties.VPCs).toContainEqual({ VPCRegion: 'us-east-2', VPCId: 'vpc-0a1b2c3d' });
  });

  it('ask of a site only once however many services lead there', () => {
    const services = ['a', 'b', 'c'].map((name) => ({ ...ORDERS, name }));
    const many = assemblyOf(ring({ services: services.map((one) => ({ ...one, secondary: { ...one.secondary } })) }));
    expect(reaching('iad', many)).toHaveLength(2);
    expect(all('AWS::Route53::RecordSet', 'iad', many)).toHaveLength(6);
  });
});
