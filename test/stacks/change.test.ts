import { peeringEnds } from '../../lib/stacks/link-stack';
import { assemblyOf } from '../support/assembly';
import { changedResources } from '../support/template-diff';
import { directConnect, hybrid, peering, ring, vpn } from '../support/topologies';

const backbone = ring();
const assembly = assemblyOf(backbone);
const chord = peering('cmh', 'iad', 5);

/** What controllers are told of the backbone, which is all of it; what orders may be about; what is guarded and waited for. */
const OF_EVERY_DEPLOYMENT =
  /AWS::SSM::Parameter (Plan|Ids\/Topology)\/|Custom::DetourSettled Settled\/|Custom::DetourDrainGuard DrainGuard\/|AWS::CloudWatch::Dashboard Page\/|AWS::SSM::Document Orders\/Documents\//;

/** Changes without those that belong to whatever is deployed, and of the dashboard, which shows it. */
function besidePlans(changes: readonly string[]): readonly string[] {
  return changes.filter((line) => !OF_EVERY_DEPLOYMENT.test(line));
}

test('a new link is its own stack, an end at each of its sites, and the routes that prefer it', () => {
  const after = assemblyOf(ring({ links: [...backbone.links, chord] }));
  expect(besidePlans(changedResources(assembly, after)).filter((line) => !line.includes('-probes '))).toEqual([
    '+ acme-cmh-controller AWS::CloudWatch::Alarm State/cmh-iad/link-down',
    '+ acme-cmh-controller AWS::CloudWatch::Alarm State/cmh-iad/link-drained',
    '+ acme-cmh-routes AWS::EC2::TransitGatewayRoute Pins/spokes/cmh-iad',
    '+ acme-cmh-routes AWS::EC2::TransitGatewayRoute Pins/transit/cmh-iad',
    '+ acme-cmh-routes AWS::EC2::TransitGatewayRouteTableAssociation Links/cmh-iad/Association',
    '+ acme-cmh-routes AWS::IAM::Policy Links/cmh-iad/PermissionToAccept',
    '+ acme-cmh-routes AWS::SSM::Parameter Identities/cmh-iad/Parameter',
    '+ acme-cmh-routes Custom::DetourPeering Links/cmh-iad/Peering',
    '+ acme-dub-signals AWS::SSM::Parameter Links/cmh-iad/Parameter',
    '+ acme-iad-controller AWS::CloudWatch::Alarm State/cmh-iad/link-down',
    '+ acme-iad-controller AWS::CloudWatch::Alarm State/cmh-iad/link-drained',
    '+ acme-iad-routes AWS::EC2::TransitGatewayRoute Pins/spokes/cmh-iad',
    '+ acme-iad-routes AWS::EC2::TransitGatewayRoute Pins/transit/cmh-iad',
    '+ acme-iad-routes AWS::EC2::TransitGatewayRouteTableAssociation Links/cmh-iad/Association',
    '+ acme-iad-routes AWS::SSM::Parameter Identities/cmh-iad/Parameter',
    '+ acme-iad-routes Custom::DetourPeering Links/cmh-iad/Peering',
    '+ acme-link-cmh-iad AWS::EC2::TransitGatewayPeeringAttachment Peering/Attachment',
    '+ acme-pdx-signals AWS::SSM::Parameter Links/cmh-iad/Parameter',
    '~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/iad',
    '~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/transit/iad',
    '~ acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/cmh',
    '~ acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/transit/cmh',
  ]);
});

test('every controller is told of a new link, and that its plan is another one', () => {
  const changes = changedResources(assembly, assemblyOf(ring({ links: [...backbone.links, chord] })));
  const told = changes.filter((line) => line.includes('-controller ') && !line.includes(' AWS::CloudWatch::Alarm '));
  expect([...told].sort()).toEqual(
    [
      ...backbone.sites.map(({ name }) => `+ acme-${name}-controller AWS::SSM::Parameter Plan/Links/cmh-iad/Parameter`),
      ...backbone.sites.flatMap(({ name }) => [
        `~ acme-${name}-controller AWS::SSM::Parameter Plan/Backbone/Parameter`,
        `~ acme-${name}-controller Custom::DetourSettled Settled/Settled`,
      ]),
    ].sort(),
  );
});

test('orders may be about a new link, whichever region they are given in', () => {
  const changes = changedResources(assembly, assemblyOf(ring({ links: [...backbone.links, chord] })));
  const ofLinks = ['DrainLink', 'Freeze', 'RestoreLink', 'Unfreeze'];
  expect(changes.filter((line) => line.includes(' AWS::SSM::Document ')).sort()).toEqual(
    backbone.sites
      .flatMap(({ name }) =>
        ofLinks.map((kind) => `~ acme-${name}-signals AWS::SSM::Document Orders/Documents/${kind}`),
      )
      .sort(),
  );
});

test('a new link is guarded at its two ends, and at no other site', () => {
  const changes = changedResources(assembly, assemblyOf(ring({ links: [...backbone.links, chord] })));
  expect(changes.filter((line) => line.includes('Custom::DetourDrainGuard'))).toEqual([
    '+ acme-link-cmh-iad Custom::DetourDrainGuard DrainGuard/Guard',
    '~ acme-cmh-routes Custom::DetourDrainGuard DrainGuard/Guard',
    '~ acme-iad-routes Custom::DetourDrainGuard DrainGuard/Guard',
  ]);
});

test('a new link brings what probes it, and changes nothing of other probes but the tables that reach DynamoDB', () => {
  const after = assemblyOf(ring({ links: [...backbone.links, chord] }));
  const probes = changedResources(assembly, after).filter((line) => line.includes('acme-cmh-probes '));
  expect(probes.filter((line) => !line.includes(' Probers/cmh-iad/'))).toEqual([
    '+ acme-cmh-probes AWS::CloudWatch::Alarm Alarms/cmh-iad/Loss',
    '+ acme-cmh-probes AWS::CloudWatch::Alarm Alarms/cmh-iad/Silent',
    '+ acme-cmh-probes AWS::CloudWatch::Alarm Alarms/cmh-iad/Slow',
    '+ acme-cmh-probes AWS::EC2::Route Probes/Links/cmh-iad/Subnet/FarEnd',
    '+ acme-cmh-probes AWS::EC2::RouteTable Probes/Links/cmh-iad/Subnet/RouteTable',
    '+ acme-cmh-probes AWS::EC2::SecurityGroup Probes/Links/cmh-iad/Groups/Prober',
    '+ acme-cmh-probes AWS::EC2::SecurityGroup Probes/Links/cmh-iad/Groups/Responder',
    '+ acme-cmh-probes AWS::EC2::Subnet Probes/Links/cmh-iad/Subnet/Subnet',
    '+ acme-cmh-probes AWS::EC2::SubnetRouteTableAssociation Probes/Links/cmh-iad/Subnet/RouteTableAssociation',
    '+ acme-cmh-probes AWS::EC2::VPCEndpoint Probes/Links/cmh-iad/Responder/Endpoint',
    '+ acme-cmh-probes AWS::IAM::Policy Probes/Links/cmh-iad/Responder/PermissionToMove',
    '+ acme-cmh-probes Custom::DetourResponder Probes/Links/cmh-iad/Responder/Address',
    '~ acme-cmh-probes AWS::EC2::VPCEndpoint Probes/Database/Endpoint',
  ]);
  const prober = probes.filter((line) => line.includes(' Probers/cmh-iad/'));
  expect(prober.filter((line) => line.includes('AWS::Lambda::Function '))).toHaveLength(1);
  expect(prober.filter((line) => !line.startsWith('+'))).toEqual([]);
});

test('a new link that no path prefers changes no route', () => {
  const after = assemblyOf(ring({ links: [...backbone.links, { ...chord, cost: 100 }] }));
  const others = besidePlans(changedResources(assembly, after)).filter((line) => !line.includes('cmh-iad'));
  expect(others.filter((line) => !line.endsWith(' Probes/Database/Endpoint'))).toEqual([]);
});

test('another cost changes next hops in place', () => {
  const links = backbone.links.map((link) => (link.name === 'cmh-dub' ? { ...link, cost: 100 } : link));
  const changes = besidePlans(changedResources(assembly, assemblyOf(ring({ links }))));
  expect(changes).toContain('~ acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/dub');
  for (const change of changes) expect(change).toMatch(/^~ acme-\w+-routes AWS::EC2::TransitGatewayRoute /);
});

test('the order in which a link names its sites changes nothing but how controllers are told of it', () => {
  const links = backbone.links.map((link) => ({ ...link, between: [link.between[1], link.between[0]] as const }));
  expect(besidePlans(changedResources(assembly, assemblyOf(ring({ links }))))).toEqual([]);
});

test('the smaller name accepts, whichever is written first', () => {
  const ends = { accepter: 'cmh', requester: 'iad' };
  expect(peeringEnds({ ...chord, between: ['cmh', 'iad'] })).toEqual(ends);
  expect(peeringEnds({ ...chord, between: ['iad', 'cmh'] })).toEqual(ends);
});

const onPremises = hybrid();
const hybridAssembly = assemblyOf(onPremises);

/** Changes without those of the stack of the new or removed link itself. */
function beside(link: string, changes: readonly string[]): readonly string[] {
  return changes.filter((line) => !line.includes(` acme-link-${link} `));
}

test('a new VPN is its own stack and what its table announces, and changes nothing that exists', () => {
  const links = [...onPremises.links, vpn('ord-pdx-vpn', ['pdx', 'ord'], 7)];
  const changes = besidePlans(changedResources(hybridAssembly, assemblyOf(hybrid({ links }))));
  expect(changes.filter((line) => !line.startsWith('+'))).toEqual([
    '~ acme-pdx-controller AWS::IAM::Policy Announcing/Policy',
  ]);
  expect(beside('ord-pdx-vpn', changes).filter((line) => line.includes(' Baseline/'))).toEqual([
    '+ acme-pdx-routes AWS::EC2::TransitGatewayRoute Baseline/edge-ord-pdx-vpn/cmh',
    '+ acme-pdx-routes AWS::EC2::TransitGatewayRoute Baseline/edge-ord-pdx-vpn/iad',
  ]);
  const own = changes.filter((line) => line.includes(' acme-link-ord-pdx-vpn AWS::EC2::'));
  expect(own).toEqual([
    '+ acme-link-ord-pdx-vpn AWS::EC2::CustomerGateway CustomerGateway/Gateway',
    '+ acme-link-ord-pdx-vpn AWS::EC2::TransitGatewayRouteTable Edge/Table',
    '+ acme-link-ord-pdx-vpn AWS::EC2::TransitGatewayRouteTableAssociation Edge/Association',
    '+ acme-link-ord-pdx-vpn AWS::EC2::TransitGatewayRouteTablePropagation Edge/Propagations/core',
    '+ acme-link-ord-pdx-vpn AWS::EC2::TransitGatewayRouteTablePropagation Propagations/spokes',
    '+ acme-link-ord-pdx-vpn AWS::EC2::TransitGatewayRouteTablePropagation Propagations/transit',
    '+ acme-link-ord-pdx-vpn AWS::EC2::VPNConnection Vpn/Connection',
  ]);
});

test('a new Direct Connect link changes next hops toward the premises in place, and no other link', () => {
  const links = [...onPremises.links, directConnect('ord-cmh-dx', ['ord', 'cmh'], 8)];
  const changes = beside('ord-cmh-dx', changedResources(hybridAssembly, assemblyOf(hybrid({ links }))));
  expect(changes.filter((line) => line.includes(' Baseline/'))).toEqual([
    '- acme-cmh-routes AWS::EC2::TransitGatewayRoute Baseline/transit/ord',
    '~ acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/ord',
    '~ acme-pdx-routes AWS::EC2::TransitGatewayRoute Baseline/spokes/ord',
  ]);
  expect(changes.filter((line) => line.includes(' acme-link-'))).toEqual([]);
});

test('a VPN that is removed takes its routes and nothing else', () => {
  const links = onPremises.links.filter(({ name }) => name !== 'ord-iad-vpn');
  const changes = besidePlans(changedResources(hybridAssembly, assemblyOf(hybrid({ links }))));
  for (const line of changes)
    expect(line).toMatch(
      /^- acme-(link-ord-iad-vpn|iad-routes|iad-probes) .*|^~ acme-iad-controller AWS::IAM::Policy Announcing.Policy$|^- acme-iad-controller AWS::CloudWatch::Alarm State.ord-iad-vpn.[a-z-]+$|^- acme-.*-signals .*[/]ord-iad-vpn([/].*)?$/,
    );
  expect(beside('ord-iad-vpn', changes).filter((line) => line.includes(' Baseline/'))).toEqual([
    '- acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/edge-ord-iad-vpn/cmh',
    '- acme-iad-routes AWS::EC2::TransitGatewayRoute Baseline/edge-ord-iad-vpn/pdx',
  ]);
});

test('premises that announce something else change steering lists, and no attachment', () => {
  const sites = onPremises.sites.map((site) =>
    site.kind === 'on-prem' ? { ...site, announces: ['10.40.0.0/18', '10.40.64.0/18'] } : site,
  );
  const changes = changedResources(hybridAssembly, assemblyOf(hybrid({ sites })));
  expect(changes.filter((line) => line.includes(' Plan/Sites/'))).toHaveLength(3);
  expect(besidePlans(changes)).toEqual(
    ['cmh', 'iad', 'pdx'].map((site) => `~ acme-${site} AWS::EC2::PrefixList Steering/ord/All/Size/8`),
  );
});
