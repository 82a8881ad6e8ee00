import type { EdgeRoute } from '../../lib/controller/ports';
import { siteRouting } from '../../lib/controller/site-routing';
import { prefix } from '../../lib/net/prefix';
import type { CallCounts } from '../../lib/twin/api-calls';
import { BgpApi } from '../../lib/twin/bgp-api';
import { VirtualClock } from '../../lib/twin/clock';
import type { Effect } from '../../lib/twin/effects';
import { Fabric } from '../../lib/twin/fabric';
import { GatewayApi } from '../../lib/twin/gateway-api';
import { LATENCIES } from '../../lib/twin/latencies';
import { randomFrom } from '../../lib/twin/random';
import { aBackbone, aPeering, aSite } from '../support/backbones';
import { networkOf } from '../support/networks';

const [ANNOUNCEMENT_MS] = LATENCIES.announcement;

/** s0 and s1 in AWS; p9 reaches s0 by Direct Connect and by VPN. */
const backbone = aBackbone(
  [aSite(0), aSite(1), aSite(9, 'on-prem')],
  [
    aPeering(0, 1),
    { name: 'dx', kind: 'direct-connect', between: ['p9', 's0'], cost: 1, sharedRisks: [] },
    { name: 'vpn', kind: 'site-to-site-vpn', between: ['p9', 's0'], cost: 9, sharedRisks: [] },
  ],
);
const TO_S1: EdgeRoute = { table: 's0/edge-vpn', prefix: prefix('10.1.0.0/19'), attachment: 's0-s1' };
const STEERING = prefix('10.0.0.0/19');

function anApi() {
  const clock = new VirtualClock(0);
  const fabric = new Fabric(networkOf(backbone));
  const routing = siteRouting(fabric.network, 's0');
  if (!routing) throw new Error('s0 has no tables');
  const calls: CallCounts = new Map();
  const effects: Effect[] = [];
  const note = (effect: Effect) => void effects.push(effect);
  const api = new BgpApi(routing, fabric, clock, LATENCIES, randomFrom(1), calls, note);
  const gateway = new GatewayApi(routing, fabric, clock, LATENCIES, randomFrom(1), calls, note);
  const done = async <T>(call: Promise<T>): Promise<T> => {
    call.catch(() => {}); // it is awaited below, after its time has passed
    await clock.run(clock.now() + 1_000);
    return call;
  };
  /** What p9 hears of, and over which link. */
  const heard = () =>
    fabric.settled.routers.flatMap(({ routes }) => routes.map((r) => `${r.prefix.text} ${r.source}`)).sort();
  return { api, gateway, fabric, clock, calls, effects, done, heard };
}

test('the reading says what stands: edge tables, propagations, and what is allowed', async () => {
  const { api, done } = anApi();
  const { edges, propagations, edgePropagations, allowed } = await done(api.readBgp());
  expect([...edges.keys()]).toEqual(['vpn']);
  expect(edges.get('vpn')?.routes.map((route) => route.prefix.text)).toEqual(['10.0.0.0/18', '10.1.0.0/16']);
  expect(propagations.get('dx')).toEqual(['s0/spokes', 's0/transit']);
  expect(edgePropagations.get('vpn')).toEqual(['vpc-0']);
  expect([...allowed.keys()]).toEqual(['dx']);
  expect(allowed.get('dx')).toMatchObject({ settled: true });
});

test('a route of an edge table is announced when its call returns, moves in one step, and goes', async () => {
  const { api, done, heard } = anApi();
  const before = heard();
  await done(api.createEdgeRoute(TO_S1));
  expect(heard()).toEqual([...before, '10.1.0.0/19 heard over vpn'].sort());
  await done(api.replaceEdgeRoute({ ...TO_S1, attachment: 'vpc-0' }));
  const { edges } = await done(api.readBgp());
  const routes = edges.get('vpn')?.routes.filter((route) => route.prefix.text === '10.1.0.0/19');
  expect(routes).toMatchObject([{ origin: 'static', target: { attachment: 'vpc-0' } }]);
  await done(api.deleteEdgeRoute(TO_S1));
  expect(heard()).toEqual(before);
});

test('a propagation that is disabled takes away what the tables learn, and comes back as it was', async () => {
  const { api, gateway, done } = anApi();
  const learned = async () => {
    const { spokes } = await done(gateway.readTables());
    return spokes.routes.filter(({ learnedOver }) => learnedOver === 'dx').length;
  };
  expect(await learned()).toBe(1);
  await done(api.disablePropagation({ table: 's0/spokes', attachment: 'dx' }));
  expect(await learned()).toBe(0);
  await done(api.enablePropagation({ table: 's0/spokes', attachment: 'dx' }));
  expect(await learned()).toBe(1);
});

test('a VPC that no longer propagates into an edge table is no longer announced over the VPN', async () => {
  const { api, done, heard } = anApi();
  const before = heard();
  const propagation = { table: 's0/edge-vpn', attachment: 'vpc-0' };
  await done(api.disablePropagation(propagation));
  await done(api.changeAllowedPrefixes('dx', [], [prefix('10.0.0.0/18')]));
  expect((await done(api.readBgp())).edgePropagations.get('vpn')).toEqual([]);
  await done(api.enablePropagation(propagation));
  expect((await done(api.readBgp())).edgePropagations.get('vpn')).toEqual(['vpc-0']);
  expect(heard()).toEqual(before);
});

test('allowed prefixes are told after the announcement time; the association is not settled until then', async () => {
  const { api, clock, done, heard, effects } = anApi();
  await done(api.changeAllowedPrefixes('dx', [STEERING], [prefix('10.1.0.0/16')]));
  const changing = (await done(api.readBgp())).allowed.get('dx');
  expect(changing?.settled).toBe(false);
  expect(changing?.prefixes.map(({ text }) => text)).toContain(STEERING.text);
  expect(heard()).toContain('10.1.0.0/16 heard over dx');
  const acceptedMs = effects.find(({ kind }) => kind === 'written')?.atMs ?? Number.NaN;
  await clock.run(acceptedMs + ANNOUNCEMENT_MS - 1);
  expect(heard()).not.toContain(`${STEERING.text} heard over dx`);
  await clock.run(acceptedMs + ANNOUNCEMENT_MS);
  expect(heard()).toContain(`${STEERING.text} heard over dx`);
  expect(heard()).toContain('10.1.0.0/16 heard over vpn');
  expect((await done(api.readBgp())).allowed.get('dx')?.settled).toBe(true);
});

test('fails to update allowed prefixes while another update is under way, and changes nothing', async () => {
  const { api, clock, done, heard } = anApi();
  await done(api.changeAllowedPrefixes('dx', [STEERING], []));
  await expect(done(api.changeAllowedPrefixes('dx', [prefix('10.0.32.0/19')], []))).rejects.toThrow(/being updated/);
  await clock.run(2 * ANNOUNCEMENT_MS);
  expect(heard()).not.toContain('10.0.32.0/19 heard over dx');
  await done(api.changeAllowedPrefixes('dx', [prefix('10.0.32.0/19')], []));
  await clock.run(4 * ANNOUNCEMENT_MS);
  expect(heard()).toContain('10.0.32.0/19 heard over dx');
});

test('the tables that are read hold what BGP has brought, and no longer when it has gone', async () => {
  const { gateway, fabric, done } = anApi();
  const learned = async () => {
    const { transit } = await done(gateway.readTables());
    return transit.routes.flatMap(({ learnedOver }) => learnedOver ?? []);
  };
  expect(await learned()).toEqual(['dx', 'vpn']);
  fabric.setCondition('dx', 'grey');
  expect(await learned()).toEqual(['dx', 'vpn']);
  fabric.setCondition('dx', 'down');
  expect(await learned()).toEqual(['vpn']);
});

test('calls are counted by service', async () => {
  const { api, calls, done } = anApi();
  await done(api.readBgp());
  await done(api.createEdgeRoute(TO_S1));
  await done(api.changeAllowedPrefixes('dx', [STEERING], []));
  expect(Object.fromEntries(calls)).toEqual({
    'ec2:SearchTransitGatewayRoutes': 1,
    'ec2:GetTransitGatewayRouteTablePropagations': 3,
    'directconnect:DescribeDirectConnectGatewayAssociations': 1,
    'ec2:CreateTransitGatewayRoute': 1,
    'directconnect:UpdateDirectConnectGatewayAssociation': 1,
  });
});

type Refused = (api: BgpApi) => Promise<void>;

test.each<[string, RegExp, Refused]>([
  [
    'a route that stands',
    /RouteAlreadyExists/,
    (api) => api.createEdgeRoute({ ...TO_S1, prefix: prefix('10.1.0.0/16') }),
  ],
  ['to move a route that is not there', /InvalidRoute.NotFound/, (api) => api.replaceEdgeRoute(TO_S1)],
  ['to delete a route that is not there', /InvalidRoute.NotFound/, (api) => api.deleteEdgeRoute(TO_S1)],
  ['a table of another gateway', /InvalidRouteTableID/, (api) => api.createEdgeRoute({ ...TO_S1, table: 's1/spokes' })],
  ['an attachment of nobody', /AttachmentID.NotFound/, (api) => api.createEdgeRoute({ ...TO_S1, attachment: 'x' })],
  ['a propagation that stands', /Duplicate/, (api) => api.enablePropagation({ table: 's0/spokes', attachment: 'dx' })],
  [
    'to end a propagation that is not there',
    /Propagation.NotFound/,
    (api) => api.disablePropagation({ table: 's0/spokes', attachment: 's0-s1' }),
  ],
  [
    'prefixes of a link without association',
    /no association/,
    (api) => api.changeAllowedPrefixes('vpn', [STEERING], []),
  ],
])('fails %s', async (_, message, call) => {
  const { api, done } = anApi();
  await expect(done(call(api))).rejects.toThrow(message);
});
