// Premises that templates show: who is one site, what they hold, and what is not known of them.

import { nothingFailed } from '../../../lib/routing/scenario';
import type { Assembly } from '../../../lib/verify/assembly';
import { understand, verify } from '../../../lib/verify/verify';
import { exampleTemplates, lacking, withProperties, withResource } from '../../support/example-templates';

const STACK = 'hub-and-spoke';
const hub = exampleTemplates('hub-and-spoke.yaml');

interface Vpn {
  readonly address: string;
  readonly site?: string;
  readonly properties?: object;
}

/** The hub with VPNs, each to a customer gateway of its own, which stand in the default table. */
function withVpns(vpns: Readonly<Record<string, Vpn>>, to: Assembly = hub): Assembly {
  return Object.entries(vpns).reduce((whole, [name, { address, site, properties }]) => {
    const Tags = [{ Key: 'Name', Value: name.toLowerCase() }, ...(site ? [{ Key: 'detour:site', Value: site }] : [])];
    const customer = withResource(whole, `${STACK}.${name}Router`, {
      Type: 'AWS::EC2::CustomerGateway',
      Properties: { Type: 'ipsec.1', BgpAsn: 65000, IpAddress: address, Tags },
    });
    return withResource(customer, `${STACK}.${name}`, {
      Type: 'AWS::EC2::VPNConnection',
      Properties: {
        Type: 'ipsec.1',
        CustomerGatewayId: { Ref: `${name}Router` },
        TransitGatewayId: { Ref: 'Hub' },
        ...properties,
      },
    });
  }, to);
}

function onPremises(assembly: Assembly): readonly string[] {
  const { backbone } = understand(assembly);
  return backbone.sites.flatMap(({ name, kind }) => (kind === 'on-prem' ? [name] : []));
}

/** Outcomes with nothing failed, or without one link in one form, by `from > to`. */
function outcomes(assembly: Assembly, failed?: readonly [link: string, form: string]): ReadonlyMap<string, string> {
  const { results } = verify(understand(assembly));
  const wanted = results.filter(({ mode, scenario }) => {
    const [link] = scenario.links;
    return (
      mode === 'baseline' && (failed ? link?.name === failed[0] && link.form === failed[1] : nothingFailed(scenario))
    );
  });
  return new Map(wanted.map(({ flow, outcome }) => [`${flow.from} > ${flow.to}`, outcome]));
}

test('customer gateways are sites of their own, though they have one AS number', () => {
  const two = withVpns({ North: { address: '203.0.113.1' }, South: { address: '203.0.113.2' } });
  expect(onPremises(two)).toEqual(['north', 'south']);
});

test('customer gateways with one address are one site, and so are those that a tag joins', () => {
  expect(onPremises(withVpns({ North: { address: '203.0.113.1' }, South: { address: '203.0.113.1' } }))).toEqual([
    'north',
  ]);
  const tagged = { North: { address: '203.0.113.1', site: 'ord' }, South: { address: '203.0.113.2', site: 'ord' } };
  expect(onPremises(withVpns(tagged))).toEqual(['ord']);
});

test('premises of which nobody says who they are go by their link', () => {
  const nobody = withVpns({
    North: { address: '203.0.113.1', properties: { CustomerGatewayId: { Ref: 'AWS::NoValue' } } },
  });
  expect(onPremises(nobody)).toEqual(['far end of North']);
});

describe('a VPN with BGP in the default table', () => {
  const one = withVpns({ North: { address: '203.0.113.1' } });

  test('leaves the VPCs to each other, and hears of all of them', () => {
    const seen = outcomes(one);
    expect(seen.get('orders > billing')).toBe('delivered');
    expect(seen.get('north > orders')).toBe('delivered');
    expect(seen.get('orders > north')).toBe('unknown');
  });

  test('may take what only a shorter route covers', () => {
    const shorter = lacking(one, `${STACK}.BillingAttachment`);
    const covering = withResource(shorter, `${STACK}.ToBilling`, {
      Type: 'AWS::EC2::TransitGatewayRouteTable',
      Properties: { TransitGatewayId: { Ref: 'Hub' } },
    });
    expect(outcomes(covering).get('orders > billing')).toBe('unknown');
    expect(outcomes(lacking(hub, `${STACK}.BillingAttachment`)).get('orders > billing')).toBe('no-path');
  });

  test('is not known at all where a parameter decides whether it speaks BGP', () => {
    const unsure = withProperties(one, `${STACK}.North`, { StaticRoutesOnly: { Ref: 'AWS::Partition' } });
    expect(outcomes(unsure).get('north > orders')).toBe('unknown');
  });
});

test('premises with two links use the other one when BGP sees one go, and may use a grey one', () => {
  const two = withVpns({
    North: { address: '203.0.113.1', site: 'ord' },
    South: { address: '203.0.113.2', site: 'ord' },
  });
  expect(outcomes(two, ['North', 'down']).get('ord > orders')).toBe('delivered');
  expect(outcomes(two, ['North', 'grey']).get('ord > orders')).toBe('dead-link');
});

test('a Connect attachment is a link to nobody known, and may bring any shorter route', () => {
  const connected = withResource(hub, `${STACK}.Overlay`, {
    Type: 'AWS::EC2::TransitGatewayConnect',
    Properties: {
      TransportTransitGatewayAttachmentId: { Ref: 'SharedAttachment' },
      Options: { Protocol: 'gre' },
      Tags: [{ Key: 'Name', Value: 'overlay' }],
    },
  });
  expect(onPremises(connected)).toEqual(['far end of overlay']);
  expect(outcomes(connected).get('orders > far end of overlay')).toBe('unknown');
  expect(outcomes(connected).get('orders > billing')).toBe('delivered');
});

test('what arrives by an attachment that a policy table serves goes nobody knows where', () => {
  const policed = withResource(hub, `${STACK}.OrdersPolicy`, {
    Type: 'AWS::EC2::TransitGatewayPolicyTableAssociation',
    Properties: { TransitGatewayPolicyTableId: 'tgw-ptb-1', TransitGatewayAttachmentId: { Ref: 'OrdersAttachment' } },
  });
  expect(outcomes(policed).get('orders > billing')).toBe('unknown');
  expect(outcomes(policed).get('billing > orders')).toBe('delivered');
});
