import { address, prefix } from '../../lib/net/prefix';
import type { LinkCondition, Network, Router } from '../../lib/routing/network';
import { type Hop, type Outcome, type Place, step, trace } from '../../lib/routing/trace';

const vpcs = ['10.1.0.0/16', '10.2.0.0/16'].map(prefix);

/** Premises with two VPNs to one gateway, `left` and `right`, whose tables both lead to the VPC unless told otherwise. */
function twoWays(router: Partial<Router> = {}, rightLeads = true): Network {
  const links = ['left', 'right'];
  const toVpc = (to: string) =>
    ({ prefix: prefix(to), origin: 'vpc', target: { kind: 'attachment', attachment: 'v' }, source: 'v' }) as const;
  return {
    gateways: [{ id: 'g', site: 'g' }],
    tables: links.map((link) => ({
      id: link,
      name: link,
      gateway: 'g',
      routes:
        link === 'right' && !rightLeads
          ? [{ ...toVpc('10.1.0.0/16'), target: { kind: 'blackhole' } }]
          : [toVpc('10.1.0.0/16')],
    })),
    attachments: [
      { id: 'v', gateway: 'g', to: { kind: 'vpc', vpc: 'v' } },
      ...links.map((link) => ({ id: link, gateway: 'g', to: { kind: 'link', link }, table: link }) as const),
    ],
    vpcs: [{ id: 'v', name: 'v', site: 'v', cidrs: [prefix('10.1.0.0/16')] }],
    vpcTables: [],
    links: links.map((name) => ({ name, ends: [{ gateway: 'g', attachment: name }, { router: 'r' }] })),
    prefixLists: [],
    routers: [
      { id: 'r', site: 'r', cidrs: [], announces: [], preferences: [], routes: [], undecided: true, ...router },
    ],
    sessions: links.map((link) => ({
      link,
      router: 'r',
      gateway: 'g',
      attachment: link,
      origin: 'vpn',
      advertises: { kind: 'table' },
      propagatesTo: [link],
      pathLength: 1,
    })),
  };
}

const FROM: Place = { at: 'router', router: 'r' };

function sent(network: Network, conditions: Readonly<Record<string, LinkCondition>> = {}, to = '10.1.0.1') {
  return trace(network, new Map(Object.entries(conditions)), FROM, address(to));
}

test('premises of which nobody knows what they prefer take any link that they hear a prefix over', () => {
  const { outcome, hops } = sent(twoWays());
  expect(outcome).toBe('delivered');
  expect(hops[0]).toMatchObject({
    said: 'goes to link left or right',
    matched: { source: 'heard over left and right' },
  });
});

test('a packet that one of two ways delivers elsewhere went nobody knows where', () => {
  const ways = twoWays();
  const [v] = ways.vpcs;
  if (!v) throw new Error('there is no VPC');
  const network: Network = {
    ...ways,
    vpcs: [v, { ...v, id: 'w', name: 'w', site: 'w' }],
    attachments: [...ways.attachments, { id: 'w', gateway: 'g', to: { kind: 'vpc', vpc: 'w' } }],
    tables: ways.tables.map((table) => {
      if (table.id === 'left') return table;
      return {
        ...table,
        routes: table.routes.map((route) => ({ ...route, target: { kind: 'attachment', attachment: 'w' } })),
      };
    }),
  };
  const outcomeAt = (...sites: readonly string[]) => {
    const isThere = (place: Place) => place.at === 'vpc' && sites.includes(place.vpc);
    const watch = { links: new Set<string>(), holders: new Set<string>(), isThere };
    const { outcome, path } = trace(network, new Map(), FROM, address('10.1.0.1'), watch);
    return [outcome, ...path];
  };
  expect(outcomeAt('v', 'w')).toEqual(['delivered', 'left']);
  expect(outcomeAt('v')).toEqual(['unknown', 'right']);
  expect(outcomeAt('w')).toEqual(['unknown', 'left']);
});

test('a packet that is lost stays lost wherever it was to be delivered', () => {
  const watch = { links: new Set<string>(), holders: new Set<string>(), isThere: () => false };
  const { outcome } = trace(twoWays({}, false), new Map(), FROM, address('10.1.0.1'), watch);
  expect(outcome).toBe('blackhole');
  expect([...watch.links]).toStrictEqual(['left', 'right']);
  expect([...watch.holders]).toStrictEqual(['r', 'left', 'right']);
});

test('a single step of premises names every link that they may take', () => {
  const taken = step(twoWays(), new Map(), FROM, address('10.1.0.1'));
  expect(taken).toMatchObject({
    kind: 'forward',
    next: { at: 'link', link: 'left', from: 'r' },
    others: [{ at: 'link', link: 'right', from: 'r' }],
  });
});

test.each<[Outcome, string, Partial<Router>, Partial<Hop>]>([
  ['delivered', 'they hold the address', { cidrs: vpcs }, { said: 'arrives at r' }],
  ['no-path', 'they have no route', { routes: [] }, { table: 'r', said: 'no route matches' }],
  [
    'unknown',
    'nobody knows where their route leads',
    { routes: [{ prefix: prefix('10.0.0.0/8'), target: { kind: 'unknown', why: 'of a token' }, source: 'by hand' }] },
    {
      table: 'r',
      matched: { prefix: '10.0.0.0/8', origin: 'bgp', source: 'by hand' },
      said: 'of a token',
    },
  ],
])('the outcome is %s on premises when %s', (outcome, _, router, hop) => {
  const network = { ...twoWays(router), sessions: [] };
  expect(sent(network)).toStrictEqual({ outcome, path: [], hops: [{ place: FROM, ...hop }] });
});

test('where premises lead that nobody describes is not known', () => {
  expect(sent({ ...twoWays(), routers: [] })).toStrictEqual({
    outcome: 'unknown',
    path: [],
    hops: [{ place: FROM, said: 'there is no such router' }],
  });
});

test('one of two links that drops what it is sent counts, until BGP has withdrawn it', () => {
  expect(sent(twoWays({}, false)).outcome).toBe('blackhole');
  expect(sent(twoWays(), { left: 'grey' })).toMatchObject({ outcome: 'dead-link', path: ['left'] });
  expect(sent(twoWays(), { left: 'down' })).toMatchObject({ outcome: 'delivered', path: ['right'] });
  expect(sent(twoWays({}, false), { right: 'down' })).toMatchObject({ outcome: 'delivered', path: ['left'] });
});

test('a static route of premises stands whatever they hear', () => {
  const target = { kind: 'link', link: 'left' } as const;
  const statics = [{ prefix: prefix('10.1.0.0/16'), target, source: 'by hand' }];
  expect(sent(twoWays({ statics }, false))).toMatchObject({ outcome: 'delivered', path: ['left'] });
  expect(sent(twoWays({ statics }), { left: 'down' })).toMatchObject({ outcome: 'dead-link', path: ['left'] });
});

test('what premises may announce leads nobody knows where, while their session stands and where nothing longer is known', () => {
  const [, elsewhere] = vpcs;
  if (!elsewhere) throw new Error('there are two');
  const mayAnnounce = { prefixes: [prefix('0.0.0.0/0'), elsewhere], why: 'of a token' };
  const network = twoWays({ mayAnnounce });
  const at = (to: string, conditions: Readonly<Record<string, LinkCondition>> = {}) =>
    trace(
      network,
      new Map(Object.entries(conditions)),
      { at: 'gateway', gateway: 'g', arrivedBy: 'left' },
      address(to),
    );
  expect(at('10.1.0.1').outcome).toBe('delivered');
  expect(at('10.2.0.1')).toMatchObject({ outcome: 'unknown' });
  expect(at('10.2.0.1').hops.at(-1)?.said).toBe('of a token');
  expect(at('10.2.0.1', { left: 'down' }).outcome).toBe('no-path');
});
