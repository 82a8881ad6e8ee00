// What mends a lost flow, for each outcome and place: it names the resource, the table or the link to change.

import { prefix } from '../../../lib/net/prefix';
import type { Backbone } from '../../../lib/routing/backbone';
import type { GatewayRoute, Network } from '../../../lib/routing/network';
import { lostFlows } from '../../../lib/verify/checks/lost-flows';
import type { VerifyCode } from '../../../lib/verify/findings';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { aHybrid, judging, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);

function fixes(network: Network, code: VerifyCode, backbone: Backbone = hybrid): readonly string[] {
  const found = lostFlows(judging(backbone, network)).filter((each) => each.code === code);
  return [...new Set(found.map(({ fix }) => fix))];
}

function without(network: Network, table: string, to: string): Network {
  return withRoutes(network, table, (routes) => routes.filter(({ prefix: { text } }) => text !== to));
}

function leading(to: string, target: GatewayRoute['target'], origin: GatewayRoute['origin'] = 'static'): GatewayRoute {
  return { prefix: prefix(to), origin, target, source: `Route to ${to}` };
}

function over(link: string): GatewayRoute['target'] {
  return { kind: 'attachment', attachment: link };
}

describe('a flow without a path', () => {
  test('needs a static route where a peering leads on', () => {
    expect(fixes(without(whole, 's2/spokes', '10.0.0.0/16'), 'verify-no-path')).toEqual([
      'add a route for 10.0.0.0/16 of s0 to s2/spokes, over the attachment of s0-s2 (s0-s2) (AWS::EC2::TransitGatewayRoute)',
    ]);
  });

  test('needs a propagation where a link with BGP leads on', () => {
    const deaf = {
      ...whole,
      sessions: whole.sessions.map((session) =>
        session.link === 'dx-0' ? { ...session, propagatesTo: ['s0/spokes'] } : session,
      ),
    };
    const bare = without(deaf, 's0/transit', '10.9.0.0/16');
    expect(fixes(bare, 'verify-no-path')).toContain(
      'propagate the attachment of dx-0 (dx-0) into s0/transit (AWS::EC2::TransitGatewayRouteTablePropagation)',
    );
  });

  test('needs the propagation of the VPCs at the site where they are', () => {
    const bare = without(without(whole, 's0/transit', '10.0.0.0/18'), 's0/transit', '10.0.0.0/16');
    expect(fixes(bare, 'verify-no-path')).toContain(
      'propagate every VPC of s0 into s0/transit (AWS::EC2::TransitGatewayRouteTablePropagation)',
    );
  });

  test('needs an association where what arrives is looked up nowhere', () => {
    const attachments = whole.attachments.map(({ table, ...rest }) =>
      rest.id === 'vpc-0' && rest.gateway === 's2' ? rest : { ...rest, ...(table === undefined ? {} : { table }) },
    );
    expect(fixes({ ...whole, attachments }, 'verify-no-path')).toEqual([
      'associate vpc-0 with a table of its gateway (AWS::EC2::TransitGatewayRouteTableAssociation)',
    ]);
  });

  test('needs a route to the gateway, or an attachment to it, where a VPC table leads nowhere', () => {
    const [first, ...others] = whole.vpcTables;
    if (!first) throw new Error('there is no VPC');
    const local = { ...first, routes: first.routes.filter(({ target }) => target.kind === 'local') };
    expect(fixes({ ...whole, vpcTables: [local, ...others] }, 'verify-no-path')).toContain(
      'add a route for 10.1.0.0/16 of s1 to s0/vpc-0/table, to the transit gateway (AWS::EC2::Route)',
    );
    const attachments = whole.attachments.filter(({ gateway, to }) => gateway !== 's0' || to.kind !== 'vpc');
    expect(fixes({ ...whole, attachments }, 'verify-no-path')).toContain(
      'attach the VPC of s0/vpc-0/table to the gateway to which default leads (AWS::EC2::TransitGatewayVpcAttachment)',
    );
  });

  test('needs a route to the gateway where a VPC table leads to the internet, which carries no private addresses', () => {
    const [first, ...others] = whole.vpcTables;
    if (!first) throw new Error('there is no VPC');
    const out = { prefix: prefix('10.1.0.0/16'), target: { kind: 'internet', by: 'a NAT' }, source: 'Out' } as const;
    const vpcTables = [{ ...first, routes: [...first.routes, out] }, ...others];
    expect(fixes({ ...whole, vpcTables }, 'verify-no-path')).toEqual([
      'add a route for 10.1.0.0/16 of s1 to s0/vpc-0/table, to the transit gateway (AWS::EC2::Route): Out leads to the internet',
    ]);
  });

  test('needs an advertisement where premises hear nothing of the site', () => {
    const mute = {
      ...whole,
      sessions: whole.sessions.map((session) => ({
        ...session,
        advertises: { kind: 'prefixes', prefixes: [] } as const,
      })),
    };
    expect(fixes(mute, 'verify-no-path')).toContain(
      'allow 10.0.0.0/16 of s0 on dx-0 (AllowedPrefixesToDirectConnectGateway of its association)',
    );
  });
});

test('a black hole needs the route to lead on over the shortest path', () => {
  const dropping = withRoutes(whole, 's2/spokes', (routes) => [
    ...routes,
    leading('10.0.0.0/18', { kind: 'blackhole' }),
  ]);
  expect(fixes(dropping, 'verify-blackhole')).toEqual([
    'let Route to 10.0.0.0/18 lead over s0-s2 toward s0, or remove it',
  ]);
});

describe('a dead link', () => {
  test('needs another link where none is left', () => {
    const row = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);
    expect(fixes(networkOf(row), 'verify-dead-link', row)).toEqual([
      'add a link, so that s0 and s1 are joined without s0-s1, or let the flow survive less (survive)',
      'add a link, so that s1 and s2 are joined without s1-s2, or let the flow survive less (survive)',
    ]);
  });

  test('needs a longer route gone that pins traffic to it', () => {
    const pinned = withRoutes(whole, 's2/spokes', (routes) => [...routes, leading('10.0.0.0/20', over('s0-s2'))]);
    expect(fixes(pinned, 'verify-dead-link')).toEqual([
      'remove Route to 10.0.0.0/20: it is no shorter than the prefixes with which controllers steer, so it pins traffic to s0-s2',
    ]);
  });

  test('needs a prefix list where controllers have none to steer with', () => {
    const prefixLists = whole.prefixLists.filter(({ site, steers }) => site !== 's2' || steers !== 's0');
    expect(fixes({ ...whole, prefixLists }, 'verify-dead-link')).toContain(
      'give s2 a prefix list of all steering prefixes of s0 (AWS::EC2::PrefixList), so that its controller can steer there',
    );
  });

  test('needs the table into which controllers steer where another one is used', () => {
    const copy = whole.tables.find(({ id }) => id === 's2/spokes');
    if (!copy) throw new Error('there is no table');
    const tables = [...whole.tables, { ...copy, id: 's2/own', name: 'own' }];
    const attachments = whole.attachments.map((each) =>
      each.gateway === 's2' && each.to.kind === 'vpc' ? { ...each, table: 's2/own' } : each,
    );
    expect(fixes({ ...whole, tables, attachments }, 'verify-dead-link')).toContain(
      'associate what is looked up in s2/own with the table spokes or transit of s2: controllers steer in no other one',
    );
  });
});

test('a loop needs the table that leads off the shortest path to lead along it', () => {
  // s1 sends back what s0 sends over it.
  const away = withRoutes(whole, 's0/spokes', (routes) => [...routes, leading('10.2.0.0/18', over('s0-s1'))]);
  const back = withRoutes(away, 's1/transit', (routes) => [...routes, leading('10.2.0.0/18', over('s0-s1'))]);
  const round = withRoutes(back, 's0/transit', (routes) => [...routes, leading('10.2.0.0/18', over('s0-s1'))]);
  expect(fixes(round, 'verify-loop')).toContain(
    'let s1/transit lead to s2 over s1-s2, where Route to 10.2.0.0/18 leads over s0-s1',
  );
});

describe('a flow of which nothing is known', () => {
  test('needs the value of the route that is not settled', () => {
    const why = 'where Table/Route leads is not known: it is a parameter';
    const doubtful = withRoutes(whole, 's2/spokes', (routes) => [
      ...routes,
      leading('10.0.0.0/18', { kind: 'unknown', why }),
    ]);
    expect(fixes(doubtful, 'verify-flow-unknown')).toEqual([
      'settle Table/Route in the template, so that it is known before deployment where it leads',
    ]);
  });

  test('needs the route to another site led right', () => {
    const astray = withRoutes(whole, 's0/transit', (routes) =>
      routes.map((route) => (route.prefix.text === '10.0.0.0/18' ? { ...route, target: over('vpc-0') } : route)),
    );
    const vpcs = whole.vpcs.map((vpc) => (vpc.site === 's0' ? { ...vpc, cidrs: [prefix('10.7.0.0/18')] } : vpc));
    expect(fixes({ ...astray, vpcs }, 'verify-flow-unknown')).toEqual([]);
    const elsewhere = withRoutes(whole, 's0/transit', (routes) => [...routes, leading('10.2.0.0/18', over('vpc-0'))]);
    const sent = withRoutes(elsewhere, 's1/spokes', (routes) => [...routes, leading('10.2.0.0/18', over('s0-s1'))]);
    expect(fixes(sent, 'verify-flow-unknown')).toContain(
      'let Route to 10.2.0.0/18 lead to s2, or give s0/vpc-0 addresses that no other site has',
    );
  });

  test('needs its VPCs and their tables where the templates have none', () => {
    const vpcTables = whole.vpcTables.filter(({ vpc }) => vpc !== 's2/vpc-0');
    expect(fixes({ ...whole, vpcTables }, 'verify-flow-unknown')).toContain(
      'synthesize the VPCs of s2 and s0 with their route tables into the assembly, their addresses known',
    );
  });

  test('needs the subnets of an appliance', () => {
    const [first, ...others] = whole.vpcTables;
    if (!first) throw new Error('there is no VPC');
    const through = { kind: 'appliance', appliance: 'Wall' } as const;
    const route = { prefix: prefix('10.1.0.0/16'), target: through, source: 'Through' };
    const vpcTables = [{ ...first, routes: [...first.routes, route] }, ...others];
    const appliances = [{ id: 'Wall', source: 'Wall', kind: 'firewall' as const, vpc: first.vpc, tables: [] }];
    expect(fixes({ ...whole, vpcTables, appliances }, 'verify-flow-unknown')).toEqual([
      'let the templates say in which subnets Wall is, and which tables they use',
    ]);
  });

  test('needs to be said where a link leads', () => {
    const links = whole.links.filter(({ name }) => name !== 's0-s2');
    expect(fixes({ ...whole, links }, 'verify-flow-unknown')).toContain(
      'let the templates say what s0-s2 joins: refer to both gateways from it, and describe it in the metadata',
    );
  });
});
