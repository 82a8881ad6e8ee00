// Links that are built otherwise than described, and BGP links that carry nothing.

import { err, ok } from '../../../lib/net/result';
import type { Network } from '../../../lib/routing/network';
import { baselineNotShortest } from '../../../lib/verify/checks/baseline-not-shortest';
import { interfacesPresent, linksPropagated } from '../../../lib/verify/checks/bgp-links';
import type { Judged } from '../../../lib/verify/checks/check';
import { linksBuilt, linksDeclared } from '../../../lib/verify/checks/links';
import { aHybrid, judgingTables, messages, withRoutes } from '../../support/judging';
import { networkOf } from '../../support/networks';

const hybrid = aHybrid();
const whole = networkOf(hybrid);
type Ends = Network['links'][number]['ends'];

function ending(link: string, ends: Ends): Network {
  return { ...whole, links: whole.links.map((each) => (each.name === link ? { ...each, ends } : each)) };
}

describe('a link that is described', () => {
  const built = (network: Network) => linksBuilt(judgingTables(hybrid, network));
  const gateway = (name: string) => ({ gateway: name, attachment: 'a' });

  test('is built as it is described, whichever end comes first', () => {
    expect(built(whole)).toEqual([]);
    const turned = hybrid.links.map((each) => ({ ...each, between: [each.between[1], each.between[0]] as const }));
    expect(linksBuilt(judgingTables({ ...hybrid, links: turned }, whole))).toEqual([]);
    expect(built(ending('s0-s1', [gateway('s1'), gateway('s0')]))).toEqual([]);
    expect(built(ending('dx-0', [gateway('s0'), { router: 'p9/router' }]))).toEqual([]);
  });

  test('fails when no attachment has ends that are known', () => {
    expect(built({ ...whole, links: whole.links.filter(({ name }) => name !== 's0-s1') })).toEqual([
      {
        code: 'verify-link-without-attachments',
        severity: 'error',
        message: 'link s0-s1 joins s0 and s1, but in the templates it has no attachments with known ends',
        fix: 'synthesize the stack of link s0-s1 into the assembly, and refer to both gateways from it',
      },
    ]);
  });

  test('fails at another site, a gateway of nobody and premises of nobody, with where it is', () => {
    const at = (ends: Ends) => messages(built(ending('dx-0', ends))).map((text) => text.replace(/.* it has /, ''));
    expect(at([{ router: 'p9/router' }, gateway('s2')])).toEqual(['attachments at p9 and s2']);
    expect(at([{ router: 'p9/router' }, gateway('tgw-1')])).toEqual(['attachments at p9 and tgw-1']);
    expect(at([{ router: 'strange' }, gateway('s0')])).toEqual(['attachments at s0 and strange']);
  });
});

test('fails for a link that no stack describes, at the end that the templates build', () => {
  const stray = (ends: Ends) => ({ ...whole, links: [...whole.links, { name: 'stray', ends }] });
  const told = (ends: Ends) => linksDeclared(judgingTables(hybrid, stray(ends)));
  expect(
    told([
      { gateway: 's0', attachment: 'Peering' },
      { gateway: 's1', attachment: 'Other' },
    ]),
  ).toEqual([
    {
      code: 'verify-metadata-missing',
      severity: 'error',
      message: 'link stray is in the templates, but no stack describes it',
      fix: 'declare the link in the topology file, once and with the name of its tag detour:link',
      source: 'Peering',
    },
  ]);
  expect(told([{ router: 'Router' }, { gateway: 's1', attachment: 'Other' }])[0]?.source).toBe('Router');
});

describe('a Direct Connect', () => {
  const FACT = { region: 'us-east-1', exists: ok(true as const), gateway: ok('s0') };
  const association = { ...FACT, id: 'a', source: 'app/A', link: 'dx-0', allowed: ok([]) };

  function present(
    gateway: Judged['facts']['directConnects'][number]['directConnectGateway'],
    declared = true,
    interfaces: readonly string[] = [],
  ) {
    const judged = judgingTables(hybrid);
    const directConnects = [{ ...association, directConnectGateway: gateway }];
    const directConnectGateways = [{ ...FACT, id: 'dxgw', source: 'app/Gateway', name: 'dxgw' }];
    const virtualInterfaces = interfaces.map((on) => ({ ...FACT, id: on, source: on, directConnectGateway: ok(on) }));
    const facts = { ...judged.facts, directConnects, directConnectGateways, virtualInterfaces };
    return interfacesPresent({ ...judged, declared, facts });
  }

  test('fails without an interface on the gateway that the templates make', () => {
    expect(present(ok('dxgw'))).toEqual([
      {
        code: 'verify-link-without-interface',
        severity: 'error',
        message: 'the Direct Connect gateway of link dx-0 has no virtual interface',
        fix: 'add an AWS::DirectConnect::TransitVirtualInterface or a Custom::DetourHostedInterface on that gateway',
        source: 'app/A',
      },
    ]);
  });

  test('may have interfaces that nobody shows where only a deployment knows its gateway, or nobody described it', () => {
    expect(present(err('not known'))).toEqual([]);
    expect(present(ok('dxgw'), false)).toEqual([]);
  });

  test('is fine with an interface on its gateway, and not with one on another', () => {
    expect(present(ok('dxgw'), true, ['other', 'dxgw'])).toEqual([]);
    expect(present(ok('dxgw'), true, ['other'])).toHaveLength(1);
  });
});

describe('what comes over a BGP link', () => {
  function learned(tables: readonly string[], declared = true) {
    const sessions = whole.sessions.map((each) => (each.link === 'dx-0' ? { ...each, propagatesTo: tables } : each));
    return linksPropagated({ ...judgingTables(hybrid, { ...whole, sessions }), declared });
  }

  test('is told when a table of its own gateway does not learn it', () => {
    expect(learned(['s0/transit'])).toEqual([
      {
        code: 'verify-link-not-propagated',
        severity: 'warning',
        message: 'table spokes of gateway s0 does not learn what comes over dx-0',
        fix: 'propagate the attachment of dx-0 into s0/spokes (AWS::EC2::TransitGatewayRouteTablePropagation)',
        source: 's0/spokes',
      },
    ]);
    expect(messages(learned([]))).toHaveLength(2);
    expect(learned(['s0/spokes', 's0/transit'])).toEqual([]);
  });

  test('need not be learned by other tables than those that traffic looks up in', () => {
    const vpn = aHybrid({ first: { kind: 'site-to-site-vpn' } });
    expect(networkOf(vpn).tables.map(({ name }) => name)).toContain('edge-dx-0');
    expect(linksPropagated(judgingTables(vpn))).toEqual([]);
  });

  test('is nobody’s business where nobody described the backbone', () => {
    expect(learned([], false)).toEqual([]);
  });
});

describe('the baseline', () => {
  const round = { kind: 'attachment', attachment: 's0-s2' } as const;

  test('fails where controllers would steer with nothing failed', () => {
    const network = withRoutes(whole, 's0/spokes', (routes) =>
      routes.map((route) => (route.prefix.text === '10.1.0.0/16' ? { ...route, target: round } : route)),
    );
    expect(baselineNotShortest(judgingTables(hybrid, network))).toEqual([
      {
        code: 'verify-baseline-not-shortest',
        severity: 'error',
        message: 'table spokes of site s0 does not send all traffic to s1 over s0-s1, the shortest path',
        fix: 'let table spokes lead to s1 over s0-s1: a static route over a peering, propagation of a BGP link',
      },
    ]);
    expect(baselineNotShortest(judgingTables({ ...hybrid, inferred: true }, network))).toEqual([]);
  });

  test('fails where controllers would announce with nothing failed', () => {
    const backbone = aHybrid({ first: { kind: 'site-to-site-vpn' } });
    const network = withRoutes(networkOf(backbone), 's0/edge-dx-0', (routes) =>
      routes.map((route) =>
        route.prefix.text === '10.2.0.0/16' ? { ...route, target: { ...round, attachment: 's0-s1' } } : route,
      ),
    );
    expect(baselineNotShortest(judgingTables(backbone, network))).toEqual([
      {
        code: 'verify-baseline-not-shortest',
        severity: 'error',
        message: 'what site s0 announces over dx-0 does not draw all traffic to s2 there and on by the shortest path',
        fix: 'let the edge table of dx-0 lead to s2 over the shortest path',
      },
    ]);
  });

  test('is fine where nothing is to be steered', () => {
    expect(baselineNotShortest(judgingTables(hybrid))).toEqual([]);
  });
});
