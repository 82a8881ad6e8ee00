// The examples of templates that describe no backbone: what is inferred of them, every flow, and every finding.

import { nothingFailed } from '../../../lib/routing/scenario';
import type { Assembly } from '../../../lib/verify/assembly';
import { understand, verify } from '../../../lib/verify/verify';
import { exampleTemplates, lacking, peeredRegions, staticVpn, withProperties } from '../../support/example-templates';

const hub = exampleTemplates('hub-and-spoke.yaml');
const segmented = exampleTemplates('segmented.json');
const inspected = exampleTemplates('inspection.yaml');
const regions = peeredRegions();
const office = staticVpn();
const datacenter = exampleTemplates('direct-connect.yaml');

interface Seen {
  readonly sites: readonly string[];
  readonly links: readonly string[];
  /** `from > to: outcome` of each flow that is not delivered with nothing failed, and of others the links they take. */
  readonly flows: readonly string[];
  /** Code and message of each finding but `verify-no-metadata`. */
  readonly found: readonly string[];
}

function seen(assembly: Assembly): Seen {
  const understood = understand(assembly);
  const { backbone } = understood;
  const { results, findings } = verify(understood);
  const whole = results.filter(({ scenario, mode }) => nothingFailed(scenario) && mode === 'baseline');
  return {
    sites: backbone.sites.map(({ name, kind, within }) =>
      within === undefined ? `${name} ${kind}` : `${name} in ${within}`,
    ),
    links: backbone.links.map(({ name, kind, between }) => `${name}: ${kind} ${between.join(' ')}`),
    flows: whole.map(({ flow, outcome, path }) => `${flow.from} > ${flow.to}: ${[outcome, ...path].join(' ')}`),
    found: findings
      .filter(({ code }) => code !== 'verify-no-metadata')
      .map(({ severity, code, message }) => `${severity} ${code}: ${message}`),
  };
}

describe('hub and spoke, in the default table of the gateway', () => {
  test('is three VPCs that reach each other, though public subnets have no way to the others', () => {
    expect(seen(hub)).toEqual({
      sites: ['billing in hub', 'hub aws', 'orders in hub', 'shared in hub'],
      links: [],
      flows: [
        'billing > orders: delivered',
        'billing > shared: delivered',
        'orders > billing: delivered',
        'orders > shared: delivered',
        'shared > billing: delivered',
        'shared > orders: delivered',
      ],
      found: [],
    });
  });

  test('fails where a VPC has no way back', () => {
    expect(seen(lacking(hub, 'hub-and-spoke.OrdersToHub')).found).toEqual([
      'error verify-one-way: packets from billing arrive at orders, and none from orders at billing: no-path: no route matches',
      'error verify-one-way: packets from shared arrive at orders, and none from orders at shared: no-path: no route matches',
    ]);
  });

  test('says that everything is cut off where the gateway associates nothing by default', () => {
    const { found } = seen(withProperties(hub, 'hub-and-spoke.Hub', { DefaultRouteTableAssociation: 'disable' }));
    expect(found.filter((text) => text.startsWith('warning'))).toEqual(
      ['billing', 'orders', 'shared'].map(
        (site) =>
          `warning verify-cut-off: ${site} reaches no other site, and none reaches it; to ${site === 'billing' ? 'orders' : 'billing'}: no-path: the attachment it arrived by has no route table associated`,
      ),
    );
  });

  test('says that everything is cut off where nothing propagates by default', () => {
    const { flows } = seen(withProperties(hub, 'hub-and-spoke.Hub', { DefaultRouteTablePropagation: 'disable' }));
    expect(flows.map((flow) => flow.replace(/.*: /, ''))).toEqual(Array(6).fill('no-path'));
  });

  test('is not known where a deployment decides whether there is a default table', () => {
    const undecided = { DefaultRouteTableAssociation: { 'Fn::If': ['Sometimes', 'enable', 'disable'] } };
    const { flows } = seen(withProperties(hub, 'hub-and-spoke.Hub', undecided));
    expect(flows.map((flow) => flow.replace(/.*: /, ''))).toEqual(Array(6).fill('unknown'));
  });
});

describe('segments', () => {
  test('that are kept apart are information, not errors', () => {
    expect(seen(segmented)).toMatchObject({
      flows: [
        'dev > prod: no-path',
        'dev > shared: delivered',
        'prod > dev: no-path',
        'prod > shared: delivered',
        'shared > dev: delivered',
        'shared > prod: delivered',
      ],
      found: ['info verify-kept-apart: dev and prod have no path to each other: no-path: no route matches'],
    });
  });

  test('fail where one of them hears nothing of what reaches it', () => {
    expect(seen(lacking(segmented, 'segmented.SharedInDev')).found[0]).toBe(
      'error verify-one-way: packets from shared arrive at dev, and none from dev at shared: no-path: no route matches',
    );
  });

  test('fail where an attachment is associated with no table', () => {
    expect(seen(lacking(segmented, 'segmented.ProdAssociation')).found[0]).toBe(
      'error verify-one-way: packets from shared arrive at prod, and none from prod at shared: no-path: the attachment it arrived by has no route table associated',
    );
  });
});

describe('an inspection VPC', () => {
  test('is passed by what goes between the spokes, and is no end of flows', () => {
    const understood = understand(inspected);
    const { results } = verify(understood);
    expect(seen(inspected)).toMatchObject({
      sites: ['data in hub', 'hub aws', 'inspection in hub', 'web in hub'],
      flows: ['data > web: delivered', 'web > data: delivered'],
      found: [],
    });
    const there = results.find(({ flow }) => flow.from === 'web');
    expect(there?.hops.map(({ place, table, stateful }) => [place.at, table, stateful])).toEqual([
      ['vpc-table', 'inspection.WebTable', undefined],
      ['gateway', 'inspection.Spokes', undefined],
      ['vpc', undefined, undefined],
      ['vpc-table', 'inspection.EntryATable', undefined],
      ['appliance', undefined, 'inspection.Firewall'],
      ['vpc-table', 'inspection.FirewallATable', undefined],
      ['gateway', 'inspection.Inspected', undefined],
      ['vpc', undefined, undefined],
    ]);
  });

  test('loses part of what it is sent where the firewall of one zone leads nowhere', () => {
    expect(seen(lacking(inspected, 'inspection.FirewallBToHub')).found).toEqual([
      'warning verify-partly-lost: only some packets from data arrive at web; of others: no-path: no route matches',
      'warning verify-partly-lost: only some packets from web arrive at data; of others: no-path: no route matches',
    ]);
  });

  test('loses part of what it is sent where the subnet of one zone by which it enters has no table of its own', () => {
    const { found } = seen(lacking(inspected, 'inspection.EntryBUse'));
    expect(found.map((text) => text.split(':')[0])).toEqual([
      'warning verify-partly-lost',
      'warning verify-partly-lost',
    ]);
  });

  test('fails as a loop where what leaves the firewall is inspected again', () => {
    const again = { TransitGatewayRouteTableId: { Ref: 'Spokes' } };
    const { found } = seen(withProperties(inspected, 'inspection.InspectionAssociation', again));
    expect(found.filter((text) => text.startsWith('error')).map((text) => text.slice(0, 50))).toEqual([
      'error verify-loop: data to web, nothing failed: lo',
      'error verify-loop: web to data, nothing failed: lo',
    ]);
  });

  test('is not known where the endpoint of the firewall comes from a custom resource', () => {
    const endpoint = { VpcEndpointId: { 'Fn::GetAtt': ['Looked', 'EndpointId'] } };
    const { flows } = seen(withProperties(inspected, 'inspection.EntryAToFirewall', endpoint));
    expect(flows).toEqual(['data > web: unknown', 'web > data: unknown']);
  });
});

describe('two peered regions', () => {
  test('reach each other over the peering, which nothing replaces', () => {
    expect(seen(regions)).toEqual({
      sites: ['east aws', 'east-app in east', 'west aws', 'west-app in west'],
      links: ['east-west: transit-gateway-peering east west'],
      flows: ['east-app > west-app: delivered east-west', 'west-app > east-app: delivered east-west'],
      found: [
        'warning verify-only-link: without east-west 2 flows are lost, east-app to west-app, west-app to east-app: no other link joins these sites',
      ],
    });
  });

  test('fail where one of them has no static route back', () => {
    expect(seen(lacking(regions, 'us-west-2.ToOtherRegion')).found[0]).toBe(
      'error verify-one-way: packets from east-app arrive at west-app, and none from west-app at east-app: no-path: no route matches',
    );
  });

  test('fail where what arrives by the peering is looked up nowhere', () => {
    expect(seen(lacking(regions, 'us-east-1.PeeringAssociation')).found[0]).toBe(
      'error verify-one-way: packets from east-app arrive at west-app, and none from west-app at east-app: no-path after east-west: the attachment it arrived by has no route table associated',
    );
  });

  test('are not known where nobody says what the peering is called', () => {
    const strange = exampleTemplates('peered-regions', 'PeerGateway=tgw-1', 'PeeringAttachment=tgw-attach-1');
    expect(seen(strange).flows).toEqual(['east-app > west-app: unknown east-west', 'west-app > east-app: unknown']);
  });
});

describe('a VPN with static routes', () => {
  test('joins an office, whose addresses are those that routes send there', () => {
    expect(seen(office)).toEqual({
      sites: ['app in hub', 'hub aws', 'office on-prem'],
      links: ['office-vpn: site-to-site-vpn hub office'],
      flows: ['app > office: delivered office-vpn', 'office > app: delivered office-vpn'],
      found: [
        'warning verify-only-link: without office-vpn 2 flows are lost, app to office, office to app: no other link joins these sites',
      ],
    });
  });

  test('fails where what the office sends finds no route', () => {
    expect(seen(lacking(office, 'static-vpn.AppInOutside')).found[0]).toBe(
      'error verify-one-way: packets from app arrive at office, and none from office at app: no-path after office-vpn: no route matches',
    );
  });

  test('fails where the office may not send to the VPC', () => {
    const elsewhere = { RemoteIpv4NetworkCidr: '10.2.0.0/16' };
    expect(seen(withProperties(office, 'static-vpn.Vpn', elsewhere)).found[0]).toBe(
      'error verify-one-way: packets from app arrive at office, and none from office at app: no-path: no route matches',
    );
  });

  test('is not known where nobody says whose attachment the routes lead to', () => {
    const { flows } = seen(exampleTemplates('static-vpn.yaml', 'VpnAttachment=tgw-attach-1'));
    expect(flows).toEqual(['app > office: unknown', 'office > app: unknown office-vpn']);
  });
});

describe('Direct Connect', () => {
  test('tells a datacenter of VPCs, and what the datacenter announces is not known', () => {
    expect(seen(datacenter)).toEqual({
      sites: ['app in hub', 'data in hub', 'datacenter on-prem', 'hub aws'],
      links: ['datacenter: direct-connect hub datacenter'],
      flows: [
        'app > data: delivered',
        'app > datacenter: unknown',
        'data > app: delivered',
        'data > datacenter: unknown',
        'datacenter > app: delivered datacenter',
        'datacenter > data: delivered datacenter',
      ],
      found: [
        'warning verify-only-link: without datacenter 2 flows are lost, datacenter to app, datacenter to data: no other link joins these sites',
        'warning verify-path-unknown: whether packets from app, data arrive at datacenter is not known: what datacenter announces over BGP is not in the templates',
      ],
    });
  });

  test('says which VPC it does not tell of', () => {
    const { found } = seen(exampleTemplates('direct-connect.yaml', 'Allowed=10.1.0.0/16'));
    expect(found).toContain(
      'warning verify-path-unknown: none from datacenter arrives at data: no-path: no route matches; whether packets from data arrive at datacenter is not known: what datacenter announces over BGP is not in the templates',
    );
  });
});
