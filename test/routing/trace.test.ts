import { address, prefix } from '../../lib/net/prefix';
import type {
  Attachment,
  GatewayRoute,
  LinkCondition,
  Network,
  RouteTarget,
  VpcRoute,
  VpcTarget,
} from '../../lib/routing/network';
import { carries, type Hop, OUTCOMES, type Outcome, type Place, step, trace } from '../../lib/routing/trace';

const START: Place = { at: 'vpc-table', table: 'v1/table' };
const DESTINATION = address('10.2.0.1');

function gatewayRoute(to: string, target: RouteTarget | string): GatewayRoute {
  const there = typeof target === 'string' ? ({ kind: 'attachment', attachment: target } as const) : target;
  return { prefix: prefix(to), origin: 'static', target: there, source: 'by hand' };
}

function vpcRoute(to: string, target: VpcTarget): VpcRoute {
  return { prefix: prefix(to), target, source: 'by hand' };
}

interface Changed {
  readonly vpcRoutes?: readonly VpcRoute[];
  readonly near?: readonly GatewayRoute[];
  readonly far?: readonly GatewayRoute[];
  /** Attachments by id and gateway, `mid@g2`; null: not there. */
  readonly attachments?: Readonly<Record<string, Partial<Attachment> | null>>;
  readonly without?: 'vpcs' | 'vpcTables' | 'links' | 'tables';
  readonly links?: Network['links'];
}

const ATTACHMENTS: readonly Attachment[] = [
  { id: 'v1', gateway: 'g1', to: { kind: 'vpc', vpc: 'v1' }, table: 'g1/spokes' },
  { id: 'mid', gateway: 'g1', to: { kind: 'link', link: 'mid' }, table: 'g1/transit' },
  { id: 'v2', gateway: 'g2', to: { kind: 'vpc', vpc: 'v2' }, table: 'g2/spokes' },
  { id: 'mid', gateway: 'g2', to: { kind: 'link', link: 'mid' }, table: 'g2/transit' },
];

/** VPC v1 on gateway g1, link `mid`, gateway g2, VPC v2: a packet for 10.2.0.1 arrives, unless something is changed. */
function aNetwork({ vpcRoutes, near, far, attachments, without, links }: Changed = {}): Network {
  const table = (id: string, gateway: string, routes: readonly GatewayRoute[]) => ({ id, name: id, gateway, routes });
  const network: Network = {
    gateways: ['g1', 'g2'].map((id) => ({ id, site: id })),
    tables: [
      table('g1/spokes', 'g1', near ?? [gatewayRoute('10.2.0.0/16', 'mid')]),
      table('g1/transit', 'g1', [gatewayRoute('10.2.0.0/16', 'mid')]),
      table('g2/spokes', 'g2', []),
      table('g2/transit', 'g2', far ?? [gatewayRoute('10.2.0.0/16', 'v2')]),
    ],
    attachments: ATTACHMENTS.flatMap((attachment) => {
      const change = attachments?.[`${attachment.id}@${attachment.gateway}`];
      return change === null ? [] : [{ ...attachment, ...change }];
    }),
    vpcs: ['v1', 'v2'].map((id, i) => ({ id, name: id, site: id, cidrs: [prefix(`10.${i + 1}.0.0/16`)] })),
    vpcTables: [
      {
        id: 'v1/table',
        vpc: 'v1',
        workload: true,
        routes: vpcRoutes ?? [
          vpcRoute('10.1.0.0/16', { kind: 'local' }),
          vpcRoute('10.0.0.0/8', { kind: 'gateway', gateway: 'g1' }),
        ],
      },
    ],
    links: links ?? [
      {
        name: 'mid',
        ends: [
          { gateway: 'g1', attachment: 'mid' },
          { gateway: 'g2', attachment: 'mid' },
        ],
      },
    ],
    prefixLists: [],
    routers: [],
    sessions: [],
  };
  return without === undefined ? network : { ...network, [without]: [] };
}

function tableless(id: string): Attachment {
  const { table: _, ...rest } = ATTACHMENTS.find((a) => `${a.id}@${a.gateway}` === id) ?? { id, gateway: '' };
  return { to: { kind: 'link', link: 'mid' }, ...rest };
}

function outcomeOf(network: Network, conditions: Readonly<Record<string, LinkCondition>> = {}, to = DESTINATION) {
  return trace(network, new Map(Object.entries(conditions)), START, to).outcome;
}

const toGateway = vpcRoute('10.0.0.0/8', { kind: 'gateway', gateway: 'g1' });
const blackhole = { kind: 'blackhole' } as const;
const unknown = { kind: 'unknown', why: 'of a token' } as const;

/** Where a packet was, by which table and route it went on, and what is said of it. */
function told({ place, table, matched, said }: Hop): string {
  const names = [place.at, table, matched?.prefix, matched?.origin].filter((name) => name !== undefined);
  return `${names.join(' ')}: ${said}`;
}

const CASES: readonly [Outcome, string, Changed, string][] = [
  ['delivered', 'nothing is changed', {}, 'vpc: arrives in VPC v2'],
  [
    'delivered',
    'the VPC keeps it, as a packet to itself',
    { vpcRoutes: [vpcRoute('10.2.0.0/24', { kind: 'local' })] },
    'vpc-table v1/table 10.2.0.0/24 vpc-route: stays in the VPC',
  ],
  [
    'blackhole',
    'a longer VPC route drops it',
    { vpcRoutes: [toGateway, vpcRoute('10.2.0.0/31', blackhole)] },
    'vpc-table v1/table 10.2.0.0/31 vpc-route: is dropped by a blackhole route',
  ],
  [
    'unknown',
    'where its VPC route leads is not known',
    { vpcRoutes: [vpcRoute('10.0.0.0/8', unknown)] },
    'vpc-table v1/table 10.0.0.0/8 vpc-route: of a token',
  ],
  ['unknown', 'there is no VPC table', { without: 'vpcTables' }, 'vpc-table: there is no such VPC route table'],
  [
    'no-path',
    'no VPC route matches',
    { vpcRoutes: [vpcRoute('10.2.1.0/24', { kind: 'gateway', gateway: 'g1' })] },
    'vpc-table v1/table: no route matches',
  ],
  [
    'no-path',
    'the VPC is not attached',
    { attachments: { 'v1@g1': null } },
    'vpc-table v1/table 10.0.0.0/8 vpc-route: the VPC is not attached to the gateway of this route',
  ],
  [
    'no-path',
    'its VPC route names another gateway',
    { vpcRoutes: [vpcRoute('10.0.0.0/8', { kind: 'gateway', gateway: 'g2' })] },
    'vpc-table v1/table 10.0.0.0/8 vpc-route: the VPC is not attached to the gateway of this route',
  ],
  [
    'no-path',
    'no gateway route matches',
    { near: [gatewayRoute('10.3.0.0/16', 'mid')] },
    'gateway g1/spokes: no route matches',
  ],
  ['no-path', 'the far gateway has no route', { far: [] }, 'gateway g2/transit: no route matches'],
  [
    'no-path',
    'the gateway tables do not exist',
    { without: 'tables' },
    'gateway: the attachment it arrived by has no route table associated',
  ],
  [
    'blackhole',
    'a gateway route drops it',
    { near: [gatewayRoute('10.2.0.0/16', blackhole)] },
    'gateway g1/spokes 10.2.0.0/16 static: is dropped by a blackhole route',
  ],
  [
    'blackhole',
    'the attachment of its route does not exist',
    { near: [gatewayRoute('10.2.0.0/16', 'gone')] },
    'gateway g1/spokes 10.2.0.0/16 static: the attachment of this route does not exist',
  ],
  [
    'blackhole',
    'the link is not attached here',
    { attachments: { 'mid@g1': null } },
    'gateway g1/spokes 10.2.0.0/16 static: the attachment of this route does not exist',
  ],
  [
    'no-path',
    'the link is not attached there',
    { attachments: { 'mid@g2': null } },
    'gateway: the attachment it arrived by has no route table associated',
  ],
  [
    'unknown',
    'where its gateway route leads is not known',
    { near: [gatewayRoute('10.2.0.0/16', unknown)] },
    'gateway g1/spokes 10.2.0.0/16 static: of a token',
  ],
  ['unknown', 'where the link leads is not known', { without: 'links' }, 'link: where link mid leads is not known'],
  [
    'unknown',
    'it enters a VPC that does not hold it',
    {
      far: [gatewayRoute('10.2.0.0/16', 'v1'), gatewayRoute('10.2.0.0/17', 'v2')],
      attachments: { 'v2@g2': { to: { kind: 'vpc', vpc: 'v1' } } },
    },
    'vpc: enters VPC v1, which does not hold the address',
  ],
  [
    'unknown',
    'it enters a VPC nothing is known of',
    { without: 'vpcs' },
    'vpc: enters VPC v2, of which nothing is known',
  ],
  [
    'loop',
    'the far gateway sends it back',
    { far: [gatewayRoute('10.2.0.0/16', 'mid')] },
    'gateway g2/transit 10.2.0.0/16 static: goes to link mid',
  ],
];

test.each(CASES)('the outcome is %s when %s, and the last hop says so', (outcome, _, changed, last) => {
  const { outcome: got, hops } = trace(aNetwork(changed), new Map(), START, DESTINATION);
  expect([got, ...hops.slice(-1).map(told)]).toEqual([outcome, last]);
});

const NEAR_MISSES: readonly [string, Changed][] = [
  ['a VPC route that drops its neighbour', { vpcRoutes: [toGateway, vpcRoute('10.2.0.0/32', blackhole)] }],
  [
    'a gateway route that drops its neighbour',
    { far: [gatewayRoute('10.2.0.0/16', 'v2'), gatewayRoute('10.2.0.2/31', blackhole)] },
  ],
  [
    'an unknown route that is shorter',
    { near: [gatewayRoute('10.2.0.0/16', 'mid'), gatewayRoute('10.0.0.0/8', unknown)] },
  ],
  ['no table for what arrives from the far VPC', { attachments: { 'v2@g2': tableless('v2@g2') } }],
  ['a route back for other traffic', { far: [gatewayRoute('10.2.0.0/16', 'v2'), gatewayRoute('10.2.1.0/24', 'mid')] }],
];

test.each(NEAR_MISSES)('a packet is delivered past %s', (_, changed) => {
  expect(outcomeOf(aNetwork(changed))).toBe('delivered');
});

test('the cases above show every outcome but a dead link, which is a condition', () => {
  expect(new Set([...CASES.map(([outcome]) => outcome), 'dead-link'])).toEqual(new Set(OUTCOMES));
});

test.each<[Outcome, LinkCondition | undefined]>([
  ['delivered', undefined],
  ['delivered', 'up'],
  ['delivered', 'draining'],
  ['dead-link', 'down'],
  ['dead-link', 'grey'],
])('the outcome is %s over a link that is %s', (outcome, condition) => {
  const conditions = new Map<string, LinkCondition>(condition ? [['mid', condition]] : []);
  const { outcome: got, hops } = trace(aNetwork(), conditions, START, DESTINATION);
  const last = outcome === 'delivered' ? 'vpc: arrives in VPC v2' : 'link: link mid drops data';
  expect([got, ...hops.slice(-1).map(told)]).toEqual([outcome, last]);
  expect(carries(condition)).toBe(outcome === 'delivered');
});

test('a dead link elsewhere does not touch the packet', () => {
  expect(outcomeOf(aNetwork(), { other: 'down' })).toBe('delivered');
});

test('an attachment without a table drops what arrives by it', () => {
  const attachments = aNetwork().attachments.map((a) => {
    const { table: _, ...rest } = a;
    return a.id === 'mid' && a.gateway === 'g2' ? rest : a;
  });
  const { outcome, hops } = trace({ ...aNetwork(), attachments }, new Map(), START, DESTINATION);
  expect(outcome).toBe('no-path');
  expect(hops.at(-1)?.said).toBe('the attachment it arrived by has no route table associated');
});

test('a link that is entered where it has no end leads nobody knows where', () => {
  const links = [
    {
      name: 'mid',
      ends: [
        { gateway: 'g2', attachment: 'mid' },
        { gateway: 'g3', attachment: 'mid' },
      ],
    },
  ] as const;
  expect(outcomeOf(aNetwork({ links }))).toBe('unknown');
});

test('a trace names the links it entered, each table it consulted and the route that matched there', () => {
  const { path, hops } = trace(aNetwork(), new Map(), START, DESTINATION);
  expect(path).toEqual(['mid']);
  expect(hops.map(({ place, table, matched, said }) => [place.at, table, matched?.prefix, said])).toEqual([
    ['vpc-table', 'v1/table', '10.0.0.0/8', 'goes to the transit gateway'],
    ['gateway', 'g1/spokes', '10.2.0.0/16', 'goes to link mid'],
    ['link', undefined, undefined, 'crosses link mid'],
    ['gateway', 'g2/transit', '10.2.0.0/16', 'goes to VPC v2'],
    ['vpc', undefined, undefined, 'arrives in VPC v2'],
  ]);
});

test('a loop shows its way once around, and ends at the table that was consulted before', () => {
  const { path, hops } = trace(aNetwork({ far: [gatewayRoute('10.2.0.0/16', 'mid')] }), new Map(), START, DESTINATION);
  expect(path).toEqual(['mid', 'mid', 'mid']);
  expect(hops.flatMap(({ table }) => table ?? [])).toEqual([
    'v1/table',
    'g1/spokes',
    'g2/transit',
    'g1/transit',
    'g2/transit',
  ]);
});

test('single steps lead the way of the trace, each with one place to go on to, and the last ends as the trace does', () => {
  const { hops } = trace(aNetwork(), new Map(), START, DESTINATION);
  const places = hops.map(({ place }) => place);
  const steps = places.map((place) => step(aNetwork(), new Map(), place, DESTINATION));
  expect(steps).toStrictEqual(
    hops.map((hop, i) => {
      const next = places[i + 1];
      return next ? { kind: 'forward', hop, next } : { kind: 'end', hop, outcome: 'delivered' };
    }),
  );
});

test('a packet that may enter a VPC in one of several zones has come over the same links in each', () => {
  const entries = ['v2/one', 'v2/other'];
  const [v1, v2] = aNetwork().vpcs;
  if (!v1 || !v2) throw new Error('there are two VPCs');
  const dropping = (id: string) => ({ id, vpc: 'v2', workload: false, routes: [vpcRoute('10.2.0.0/24', blackhole)] });
  const network: Network = {
    ...aNetwork(),
    vpcs: [v1, { ...v2, entries }],
    vpcTables: [...aNetwork().vpcTables, ...entries.map(dropping)],
  };
  const { outcome, path, hops } = trace(network, new Map(), START, DESTINATION);
  expect([outcome, ...path]).toEqual(['blackhole', 'mid']);
  expect(hops.slice(-2).map(told)).toEqual([
    'vpc: enters VPC v2, which leads it elsewhere first',
    'vpc-table v2/one 10.2.0.0/24 vpc-route: is dropped by a blackhole route',
  ]);
});
