// BGP at rest, on premises `ord` between two gateways, and how packets then come and go:
//
//   ord --- dx ---- g1 --- mid --- g2 --- dx2 --- ord
//   ord --- vpn --- g1
//
// g1 has VPC 10.1.0.0/18, g2 has 10.2.0.0/18, ord announces the two halves of 10.4.0.0/16.

import { addressAt, prefix } from '../../lib/net/prefix';
import type { BackboneLink } from '../../lib/routing/backbone';
import { settle } from '../../lib/routing/bgp';
import { traceFlow, worstTrace } from '../../lib/routing/flow-trace';
import type { LinkCondition, Network, Router, Session } from '../../lib/routing/network';
import { trace } from '../../lib/routing/trace';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

function bgpLink(name: string, kind: BackboneLink['kind'], site: string, cost: number): BackboneLink {
  return { name, kind, between: ['p4', site], cost, sharedRisks: [] };
}

const backbone = aBackbone(
  [aSite(1), aSite(2), aSite(4, 'on-prem', 2)],
  [
    aPeering(1, 2),
    bgpLink('dx', 'direct-connect', 's1', 5),
    bgpLink('vpn', 'site-to-site-vpn', 's1', 9),
    bgpLink('dx2', 'direct-connect', 's2', 5),
  ],
);
const network = networkOf(backbone);

function withSession(link: string, change: Partial<Session>, of: Network = network): Network {
  return { ...of, sessions: of.sessions.map((s) => (s.link === link ? { ...s, ...change } : s)) };
}

function withRouter(change: Partial<Router>, of: Network = network): Network {
  return { ...of, routers: of.routers.map((router) => ({ ...router, ...change })) };
}

function settled(conditions: Readonly<Record<string, LinkCondition>> = {}, of: Network = network): Network {
  return settle(of, new Map(Object.entries(conditions)));
}

/** The links over which a table learned something, in the order of names. */
function learnedIn(of: Network, id: string): readonly string[] {
  const routes = of.tables.find((table) => table.id === id)?.routes ?? [];
  return [...new Set(routes.flatMap(({ learnedOver }) => learnedOver ?? []))].sort();
}

/** What the router forwards by, each as `prefix link`. */
function heard(of: Network): readonly string[] {
  return of.routers.flatMap(({ routes }) =>
    routes.map(({ prefix: to, target }) => `${to.text} ${target.kind === 'link' ? target.link : target.kind}`),
  );
}

/** The path of a flow's worst packet, and its outcome unless that is delivered. */
function way(of: Network, from: string, to: string, conditions: Readonly<Record<string, LinkCondition>> = {}): string {
  const worst = worstTrace(traceFlow(of, new Map(Object.entries(conditions)), { from, to }));
  return `${worst?.outcome === 'delivered' ? '' : `${worst?.outcome} `}${worst?.path.join(' ')}`;
}

function reversed(of: Network): Network {
  return { ...of, sessions: [...of.sessions].reverse() };
}

/** What is said at each hop of a flow's worst packet. */
function said(of: Network, from: string, to: string): readonly string[] {
  return worstTrace(traceFlow(of, new Map(), { from, to }))?.hops.map((hop) => hop.said) ?? [];
}

describe('what tables learn', () => {
  test('is what the router announces, over every session, in every table that it propagates to', () => {
    for (const [site, links] of [
      ['s1', ['dx', 'vpn']],
      ['s2', ['dx2']],
    ] as const)
      for (const table of ['spokes', 'transit']) expect(learnedIn(settled(), `${site}/${table}`)).toEqual(links);
    expect(learnedIn(settled(), 's1/edge-vpn')).toEqual([]);
    const spokes = settled().tables.find(({ id }) => id === 's2/spokes')?.routes ?? [];
    expect(spokes.filter(({ learnedOver }) => learnedOver).map((route) => route.prefix.text)).toEqual([
      '10.4.0.0/18',
      '10.4.64.0/18',
    ]);
  });

  test('is gone with a session that is down, and stays on a link that is grey or draining', () => {
    expect(learnedIn(settled({ dx: 'down' }), 's1/spokes')).toEqual(['vpn']);
    expect(learnedIn(settled({ dx: 'grey', vpn: 'draining' }), 's1/spokes')).toEqual(['dx', 'vpn']);
    expect(learnedIn(settled({ 's1-s2': 'down' }), 's1/spokes')).toEqual(['dx', 'vpn']);
  });

  test('is nothing of a router that is not there', () => {
    expect(learnedIn(settled({}, withSession('dx2', { router: 'nobody' })), 's2/spokes')).toEqual([]);
  });
});

describe('what a router hears', () => {
  test('is the allowed prefixes of a Direct Connect link, and the table of a VPN', () => {
    const only = (link: string) =>
      settled(Object.fromEntries(['dx', 'dx2', 'vpn'].map((l) => [l, l === link ? 'up' : 'down'])));
    expect(heard(only('dx2'))).toEqual(['10.1.0.0/16 dx2', '10.2.0.0/16 dx2', '10.2.0.0/18 dx2']);
    expect(heard(only('vpn'))).toEqual(['10.1.0.0/18 vpn', '10.2.0.0/16 vpn']);
  });

  test('is taken over the link that it prefers for that area, whichever it heard first', () => {
    expect(heard(settled())).toEqual(['10.1.0.0/16 dx', '10.1.0.0/18 dx', '10.2.0.0/16 dx2', '10.2.0.0/18 dx2']);
    expect(heard(settled({ dx: 'down' }))).toEqual([
      '10.1.0.0/16 dx2',
      '10.1.0.0/18 vpn',
      '10.2.0.0/16 dx2',
      '10.2.0.0/18 dx2',
    ]);
    expect(heard(settled({}, reversed(network)))).toEqual(heard(settled()));
  });

  test('is taken over a link without a rank only when no ranked one brings it, then by name', () => {
    const careless = (links: readonly string[]) =>
      settled({}, withRouter({ preferences: [{ area: prefix('10.0.0.0/8'), links }] }));
    expect(heard(careless(['vpn']))).toContain('10.2.0.0/16 vpn');
    expect(heard(careless([]))).toContain('10.1.0.0/16 dx');
    const indifferent = withRouter({ preferences: [] });
    for (const each of [indifferent, reversed(indifferent)])
      expect(heard(settled({}, each))).toContain('10.2.0.0/16 dx');
  });

  test('is over any of its links, in the order of their names, when nobody knows which it prefers', () => {
    const undecided = withRouter({ undecided: true });
    for (const each of [undecided, reversed(undecided)])
      expect(settled({}, each).routers[0]?.routes.map(({ prefix: to, source }) => `${to.text} ${source}`)).toEqual([
        '10.1.0.0/16 heard over dx and dx2',
        '10.1.0.0/18 heard over dx and vpn',
        '10.2.0.0/16 heard over dx and dx2 and vpn',
        '10.2.0.0/18 heard over dx2',
      ]);
  });

  test('is what the table of its own VPN holds, where another gateway calls an attachment the same', () => {
    const namesake = { id: 'vpn', gateway: 's0', to: { kind: 'link', link: 'vpn' }, table: 's2/spokes' } as const;
    const twice = { ...network, attachments: [namesake, ...network.attachments] };
    expect(heard(settled({ dx: 'down', dx2: 'down' }, twice))).toEqual(['10.1.0.0/18 vpn', '10.2.0.0/16 vpn']);
  });

  test('is never what came from itself, and is what came from others', () => {
    const edge = ['s1/edge-vpn'];
    const echo = withSession('dx', { propagatesTo: edge });
    const onlyVpn = { dx2: 'down' } as const;
    expect(learnedIn(settled(onlyVpn, echo), 's1/edge-vpn')).toEqual(['dx']);
    expect(heard(settled(onlyVpn, echo)).filter((route) => route.startsWith('10.4.'))).toEqual([]);
    const [own] = network.routers;
    if (!own) throw new Error('there is no router');
    const other: Router = {
      ...own,
      id: 'other',
      site: 'p5',
      cidrs: [prefix('10.5.0.0/16')],
      announces: [prefix('10.5.0.0/17')],
    };
    const others = { ...withSession('dx', { propagatesTo: edge, router: 'other' }), routers: [own, other] };
    expect(heard(settled(onlyVpn, others))).toContain('10.5.0.0/17 vpn');
  });

  test('is nothing where the VPN has no table, and nothing where it is down', () => {
    const attachments = network.attachments.map(({ table, ...rest }) =>
      rest.id === 'vpn' ? rest : { ...rest, ...(table === undefined ? {} : { table }) },
    );
    const none = attachments.filter(({ id }) => id !== 'vpn');
    for (const left of [attachments, none])
      expect(heard(settled({ dx: 'down', dx2: 'down' }, { ...network, attachments: left }))).toEqual([]);
    expect(heard(settled({ dx: 'down', dx2: 'down', vpn: 'down' }))).toEqual([]);
  });

  test('is all in doubt when nobody knows what one session says, and certain again once that session is down', () => {
    const doubtful = withSession('dx', { advertises: { kind: 'unknown', why: 'of a token' } });
    expect(heard(settled({}, doubtful)).every((route) => route.endsWith(' unknown'))).toBe(true);
    expect(heard(settled({ dx2: 'down', vpn: 'down' }, doubtful))).toEqual(['0.0.0.0/0 unknown', '::/0 unknown']);
    expect(said(doubtful, 'p4', 's1').at(-1)).toBe('what is advertised over dx is not known: of a token');
    for (const to of ['s1', 's2']) expect(way(doubtful, 'p4', to)).toBe('unknown ');
    expect(way(doubtful, 's1', 'p4')).toBe('dx');
    expect(way(doubtful, 'p4', 's1', { dx: 'down' })).toBe('vpn');
  });
});

test('a network settles once for the same links that are down, and settling it again changes nothing', () => {
  const conditions = new Map<string, LinkCondition>([['dx', 'down']]);
  const fresh = { ...network };
  const first = settle(fresh, conditions);
  expect(settle(fresh, new Map(conditions))).toBe(first);
  expect(settle(fresh, new Map([...conditions, ['vpn', 'grey']]))).toBe(first);
  expect(settle(first, new Map())).toBe(first);
  expect(first.sessions).toEqual([]);
});

test('the loss of two links is not taken for that of a third whose name is both of theirs', () => {
  const names = new Map([
    ['dx', 'a'],
    ['dx2', 'ab'],
    ['vpn', 'b'],
  ]);
  const renamed = { ...network, sessions: network.sessions.map((s) => ({ ...s, link: names.get(s.link) ?? s.link })) };
  expect(heard(settled({ a: 'down', b: 'down' }, renamed))).toEqual([
    '10.1.0.0/16 ab',
    '10.2.0.0/16 ab',
    '10.2.0.0/18 ab',
  ]);
  expect(heard(settled({ ab: 'down' }, renamed))).toContain('10.1.0.0/18 a');
});

describe('packets', () => {
  test('take the direct link both ways, and the VPN beneath it once BGP has seen the loss', () => {
    expect([way(network, 's1', 'p4'), way(network, 'p4', 's1')]).toEqual(['dx', 'dx']);
    expect([way(network, 's1', 'p4', { dx: 'down' }), way(network, 'p4', 's1', { dx: 'down' })]).toEqual([
      'vpn',
      'vpn',
    ]);
  });

  test('run into a link that is grey, because its session stays', () => {
    expect(way(network, 's1', 'p4', { dx: 'grey' })).toBe('dead-link dx');
    expect(way(network, 'p4', 's1', { dx: 'grey' })).toBe('dead-link dx');
  });

  test('from premises go through a site beyond when no direct link is left, and come back over the static route', () => {
    const conditions = { dx: 'down', vpn: 'down' } as const;
    expect(way(network, 'p4', 's1', conditions)).toBe('dx2 s1-s2');
    expect(way(network, 's1', 'p4', conditions)).toBe('s1-s2 dx2');
  });

  test('choose Direct Connect before a VPN however long the path, and the shorter path among the same kind', () => {
    expect(way(withSession('dx', { pathLength: 9 }), 's1', 'p4')).toBe('dx');
    const twoAlike = withSession(
      'vpn',
      { origin: 'direct-connect', pathLength: 2 },
      withSession('dx', { pathLength: 3 }),
    );
    expect(way(twoAlike, 's1', 'p4')).toBe('vpn');
    expect(way(withSession('dx', { pathLength: 2 }, twoAlike), 's1', 'p4')).toBe('unknown ');
    expect(way(withSession('dx', { pathLength: 2 }, twoAlike), 's1', 'p4', { vpn: 'down' })).toBe('dx');
  });

  test('arrive anywhere in the premises, announced or not, and are lost where the router has heard of nothing', () => {
    const router = { at: 'router', router: 'p4/router' } as const;
    const outcome = (to: string) => trace(network, new Map(), router, addressAt(prefix(to), 1n)).outcome;
    expect([outcome('10.4.200.0/24'), outcome('10.9.0.0/24')]).toEqual(['delivered', 'no-path']);
    expect(
      trace(network, new Map(), { at: 'router', router: 'nobody' }, addressAt(prefix('10.1.0.0/18'), 1n)).outcome,
    ).toBe('unknown');
  });

  test('that come in over a VPN are looked up in its own table', () => {
    const tables = network.tables.map((table) =>
      table.id === 's1/edge-vpn' ? { ...table, routes: table.routes.filter(({ origin }) => origin !== 'vpc') } : table,
    );
    expect(way({ ...network, tables }, 'p4', 's1', { dx: 'down', dx2: 'down' })).toBe('no-path ');
    expect(way({ ...network, tables }, 's1', 'p4', { dx: 'down', dx2: 'down' })).toBe('vpn');
  });

  test('say over which link a router and a gateway learned the way', () => {
    const fresh = withSession('dx', { advertises: { kind: 'prefixes', prefixes: [prefix('10.1.16.0/20')] } });
    const sources = (from: string, to: string) =>
      traceFlow(fresh, new Map(), { from, to }).map(({ hops }) => hops.flatMap(({ matched }) => matched?.source ?? []));
    expect(sources('p4', 's1').map(([first]) => first)).toContain('heard over dx');
    expect(sources('s1', 'p4').map((each) => each.at(-1))).toContain('p4 over dx');
  });

  test('say at each hop what the router matched', () => {
    const { hops } = trace(
      network,
      new Map(),
      { at: 'router', router: 'p4/router' },
      addressAt(prefix('10.1.0.0/18'), 1n),
    );
    expect(hops.map(({ place, matched, said }) => [place.at, matched?.prefix, matched?.origin, said])).toEqual([
      ['router', '10.1.0.0/18', 'bgp', 'goes to link dx'],
      ['link', undefined, undefined, 'crosses link dx'],
      ['gateway', '10.1.0.0/18', 'vpc', 'goes to VPC s1/vpc-0'],
      ['vpc', undefined, undefined, 'arrives in VPC s1/vpc-0'],
    ]);
  });
});

describe('flows', () => {
  test('start at the router of premises and end at what it announces', () => {
    expect(traceFlow(network, new Map(), { from: 'p4', to: 's1' })).toHaveLength(1);
    expect(traceFlow(network, new Map(), { from: 's1', to: 'p4' })).toHaveLength(2);
    expect(traceFlow(withRouter({ announces: [] }), new Map(), { from: 's1', to: 'p4' })).toEqual([]);
  });

  test('neither start nor end where only probes do', () => {
    const probed = {
      ...withRouter({ probes: [prefix('10.4.0.4/32')] }),
      vpcs: network.vpcs.map((vpc) =>
        vpc.site === 's1'
          ? { ...vpc, cidrs: [...vpc.cidrs, prefix('10.1.240.0/20')], probes: [prefix('10.1.240.0/20')] }
          : vpc,
      ),
    };
    // A pin that would lose a workload's packets to the probe's addresses.
    const tables = probed.tables.map((table) => ({
      ...table,
      routes: [
        ...table.routes,
        ...['10.4.0.4/32', '10.1.240.64/28'].map((to) => ({
          prefix: prefix(to),
          origin: 'static' as const,
          target: { kind: 'blackhole' as const },
          source: 'pin',
        })),
      ],
    }));
    const pinned = { ...probed, tables };
    for (const [from, to] of [
      ['s1', 'p4'],
      ['p4', 's1'],
      ['s2', 's1'],
    ] as const)
      expect(worstTrace(traceFlow(pinned, new Map(), { from, to }))?.outcome).toBe('delivered');
    const unmarked = { ...pinned, routers: network.routers, vpcs: network.vpcs };
    expect(worstTrace(traceFlow(unmarked, new Map(), { from: 's1', to: 'p4' }))?.outcome).toBe('blackhole');
  });

  test('find one address that is announced by a longer prefix than the rest', () => {
    const more = withSession('dx2', { advertises: { kind: 'prefixes', prefixes: [prefix('10.1.3.7/32')] } });
    const traces = traceFlow(more, new Map(), { from: 'p4', to: 's1' });
    expect([...new Set(traces.map(({ path }) => path.join(' ')))].sort()).toEqual(['dx', 'dx2 s1-s2']);
  });

  test('find what premises hold and do not announce', () => {
    const more = withRouter({ holds: [prefix('10.4.0.0/16')] });
    expect(way(more, 's1', 'p4')).toBe('no-path s1-s2');
    expect(way(more, 's2', 'p4')).toBe('no-path s1-s2');
    const all = withRouter({ announces: ['10.4.0.0/17', '10.4.128.0/17'].map(prefix) }, more);
    expect([way(all, 's1', 'p4'), way(all, 's2', 'p4')]).toEqual(['dx', 'dx2']);
  });

  test('find addresses of another site that premises may announce', () => {
    const may = withRouter({ mayAnnounce: { prefixes: [prefix('10.2.8.0/24')], why: 'of a token' } });
    expect(way(may, 's1', 's2')).toBe('unknown ');
    expect(way(may, 's1', 's2', { dx: 'down', vpn: 'down' })).toBe('unknown s1-s2');
    expect(way(may, 's1', 's2', { dx: 'down', vpn: 'down', dx2: 'down' })).toBe('s1-s2');
  });

  test('find addresses that a static route of premises leads elsewhere', () => {
    const target = { kind: 'link', link: 'dx2' } as const;
    const statics = [{ prefix: prefix('10.1.3.0/24'), target, source: 'by hand' }];
    const traces = traceFlow(withRouter({ statics, routes: statics }), new Map(), { from: 'p4', to: 's1' });
    expect(traces.map(({ path }) => path.join(' '))).toEqual(['dx', 'dx2 s1-s2', 'dx']);
  });
});
