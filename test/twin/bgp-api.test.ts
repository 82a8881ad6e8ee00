import type { EdgeRoute } from '../../lib/controller/ports';
import { siteRouting } from '../../lib/controller/site-routing';
import { prefix } from '../../lib/net/prefix';
import type { CallCounts } from '../../lib/twin/api-calls';
import { BgpApi } from '../../lib/twin/bgp-api';
import { VirtualClock } from '../../lib/twin/clock';
import type { Effect } from '../../lib/twin/effects';
import { Fabric } from '../../lib/twin/fabric';
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
  const done = async <T>(call: Promise<T>): Promise<T> => {
    call.catch(() => {}); // it is awaited below, after its time has passed
    await clock.run(clock.now() + 1_000);
    return call;
  };
  /** What p9 hears of, and over which link. */
  const heard = () =>
    fabric.settled.routers.flatMap(({ routes }) => routes.map((r) => `${r.prefix.text} ${r.source}`)).sort();
  return { api, clock, calls, effects, done, heard };
}

test('a route of an edge table is announced when its call returns, and no longer when it has gone', async () => {
  const { api, done, heard } = anApi();
  const before = heard();
  await done(api.createEdgeRoute(TO_S1));
  expect(heard()).toEqual([...before, '10.1.0.0/19 heard over vpn'].sort());
  await done(api.deleteEdgeRoute(TO_S1));
  expect(heard()).toEqual(before);
});

test('a VPC that no longer propagates into an edge table is no longer announced over the VPN', async () => {
  const { api, clock, done, heard } = anApi();
  const propagation = { table: 's0/edge-vpn', attachment: 'vpc-0' };
  await done(api.changeAllowedPrefixes('dx', [], [prefix('10.0.0.0/18')]));
  await clock.run(clock.now() + ANNOUNCEMENT_MS);
  expect(heard()).toContain('10.0.0.0/18 heard over vpn');
  await done(api.disablePropagation(propagation));
  expect(heard()).not.toContain('10.0.0.0/18 heard over vpn');
  await done(api.enablePropagation(propagation));
  expect(heard()).toContain('10.0.0.0/18 heard over vpn');
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

test('fails to allow more prefixes than Direct Connect takes, and leaves the list as it is', async () => {
  const { api, done } = anApi();
  const before = (await done(api.readBgp())).allowed.get('dx');
  const many = Array.from({ length: 201 - (before?.prefixes.length ?? 0) }, (_, i) => prefix(`10.7.${i}.0/24`));
  const changing = done(api.changeAllowedPrefixes('dx', many, []));
  await expect(changing).rejects.toThrow('more than 200');
  expect((await done(api.readBgp())).allowed.get('dx')).toEqual(before);
  await done(api.changeAllowedPrefixes('dx', many.slice(1), []));
  expect((await done(api.readBgp())).allowed.get('dx')?.prefixes).toHaveLength(200);
});

test('a list that is as it should be is not updated', async () => {
  const { api, done } = anApi();
  const { prefixes = [] } = (await done(api.readBgp())).allowed.get('dx') ?? {};
  await done(api.changeAllowedPrefixes('dx', prefixes, [STEERING]));
  expect((await done(api.readBgp())).allowed.get('dx')).toEqual({ prefixes, settled: true });
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
