// What every BgpPort does.

import type { BgpPort, BgpReading, EdgeRoute } from '../../../lib/controller/ports';
import { prefix } from '../../../lib/net/prefix';
import {
  accepted,
  changesOf,
  forwarding,
  type GatewayWorld,
  GIVEN,
  type OpenGatewayWorld,
  readsDuring,
  texts,
} from './gateway-world';

const TO_S1: EdgeRoute = { table: 's0/edge-vpn', prefix: prefix('10.1.0.0/19'), attachment: 's0-s1' };
const OVER_VPC: EdgeRoute = { table: 's0/edge-vpn', prefix: prefix('10.0.0.0/18'), attachment: 's0-s1' };
const DX = { table: 's0/spokes', attachment: 'dx' };
const VPC = { table: 's0/edge-vpn', attachment: 'vpc-0' };
const [LOW, HIGH, BEYOND] = [prefix('10.0.0.0/19'), prefix('10.0.32.0/19'), prefix('10.1.0.0/16')];

const EDGE = [
  '10.0.0.0/18 vpc vpc-0',
  '10.0.64.0/18 vpc vpc-1',
  '10.1.0.0/16 static s0-s1',
  '10.2.0.0/16 static s0-s2',
];
const ALLOWED = ['10.0.0.0/16', '10.0.0.0/18', '10.0.64.0/18', '10.1.0.0/16', '10.2.0.0/16'];
const BOTH = ['s0/spokes', 's0/transit'];
const BASELINE = {
  edges: { vpn: EDGE },
  propagations: { dx: BOTH, vpn: BOTH },
  edgePropagations: { vpn: ['vpc-0', 'vpc-1'] },
  allowed: { dx: { prefixes: ALLOWED, settled: true } },
};

function inOrder<T, U>(byLink: ReadonlyMap<string, T>, say: (value: T) => U): Readonly<Record<string, U>> {
  return Object.fromEntries([...byLink].map(([link, value]) => [link, say(value)]));
}

/** A reading in words, whose order says nothing. */
function saidBy({ edges, propagations, edgePropagations, allowed }: BgpReading) {
  return {
    edges: inOrder(edges, forwarding),
    propagations: inOrder(propagations, (tables) => [...tables].sort()),
    edgePropagations: inOrder(edgePropagations, (attachments) => [...attachments].sort()),
    allowed: inOrder(allowed, ({ prefixes, settled }) => ({ prefixes: texts(prefixes), settled })),
  };
}

async function readingOf(port: BgpPort) {
  return saidBy(await port.readBgp());
}

async function steeredOf(world: GatewayWorld, site = 's0') {
  const { spokes, transit } = await world.routingOf(site).readTables();
  return { spokes: forwarding(spokes), transit: forwarding(transit) };
}

type Open = () => Promise<GatewayWorld>;
type Write = (port: BgpPort) => Promise<void>;

/** Refused in the baseline. */
const REFUSED: readonly (readonly [string, Write])[] = [
  ['to create a route that stands', (port) => port.createEdgeRoute({ ...TO_S1, prefix: BEYOND, attachment: 's0-s2' })],
  ['to move a route that is not there', (port) => port.replaceEdgeRoute(TO_S1)],
  ['to move the route of a VPC', (port) => port.replaceEdgeRoute(OVER_VPC)],
  ['to delete a route that is not there', (port) => port.deleteEdgeRoute(TO_S1)],
  ['to delete the route of a VPC', (port) => port.deleteEdgeRoute(OVER_VPC)],
  ['to write into a table of another site', (port) => port.createEdgeRoute({ ...TO_S1, table: 's1/spokes' })],
  [
    'to send traffic to an attachment of another site',
    (port) => port.createEdgeRoute({ ...TO_S1, attachment: 's1-s2' }),
  ],
  ['to enable a propagation that is enabled', (port) => port.enablePropagation(DX)],
  ['to enable that of a VPC twice', (port) => port.enablePropagation(VPC)],
  ['to disable a propagation that is not enabled', (port) => port.disablePropagation({ ...DX, table: 's0/edge-vpn' })],
  ['to let a peering propagate', (port) => port.enablePropagation({ ...DX, attachment: 's0-s1' })],
  ['to let nobody propagate', (port) => port.enablePropagation({ ...DX, attachment: 'nobody' })],
  ['to propagate to a table of another site', (port) => port.enablePropagation({ ...DX, table: 's1/spokes' })],
  ['to allow prefixes of a link without an association', (port) => port.changeAllowedPrefixes('vpn', [LOW], [])],
];

function readings(open: Open): void {
  test('the reading holds edge tables, propagations and allowed prefixes, each of the links that have them', async () => {
    const port = (await open()).bgpOf('s0');
    const reading = await port.readBgp();
    expect(saidBy(reading)).toEqual(BASELINE);
    expect(reading.edges.get('vpn')).toMatchObject({ id: 's0/edge-vpn', name: 'edge-vpn', gateway: 's0' });
  });

  test('it says what is set, whether or not the links are up', async () => {
    const world = await open();
    for (const link of ['dx', 'vpn']) world.setCondition(link, 'down');
    expect(await readingOf(world.bgpOf('s0'))).toEqual(BASELINE);
  });

  test('a reading stays what it was when something changes', async () => {
    const port = (await open()).bgpOf('s0');
    const before = await port.readBgp();
    await port.createEdgeRoute(TO_S1);
    for (const propagation of [DX, VPC]) await port.disablePropagation(propagation);
    await port.changeAllowedPrefixes('dx', [LOW], []);
    expect(saidBy(before)).toEqual(BASELINE);
  });
}

function edgeRoutes(open: Open): void {
  test('a route of an edge table is written, moved and deleted, and nothing else changes', async () => {
    const world = await open();
    const port = world.bgpOf('s0');
    const steered = [await steeredOf(world), await steeredOf(world, 's1')];
    await port.createEdgeRoute(TO_S1);
    const written = [...EDGE, '10.1.0.0/19 static s0-s1'].sort();
    expect(await readingOf(port)).toEqual({ ...BASELINE, edges: { vpn: written } });
    await port.replaceEdgeRoute({ ...TO_S1, attachment: 'vpc-0' });
    const moved = [...EDGE, '10.1.0.0/19 static vpc-0'].sort();
    expect(await readingOf(port)).toEqual({ ...BASELINE, edges: { vpn: moved } });
    expect([await steeredOf(world), await steeredOf(world, 's1')]).toEqual(steered);
    await port.deleteEdgeRoute(TO_S1);
    expect(await readingOf(port)).toEqual(BASELINE);
  });

  test('no reading is without a route that moves', async () => {
    const port = (await open()).bgpOf('s0');
    await port.createEdgeRoute(TO_S1);
    const read = async () =>
      (await readingOf(port)).edges.vpn?.filter((route) => route.startsWith('10.1.0.0/19')).join();
    const seen = await readsDuring(() => port.replaceEdgeRoute({ ...TO_S1, attachment: 's0-s2' }), read);
    expect(changesOf(seen.map(String))).toEqual(['10.1.0.0/19 static s0-s1', '10.1.0.0/19 static s0-s2']);
  });

  test('a static route lies over that of a VPC, and uncovers it', async () => {
    const port = (await open()).bgpOf('s0');
    await port.createEdgeRoute(OVER_VPC);
    const covered = ['10.0.0.0/18 static s0-s1', ...EDGE.slice(1)];
    expect(await readingOf(port)).toEqual({ ...BASELINE, edges: { vpn: covered } });
    await port.deleteEdgeRoute(OVER_VPC);
    expect(await readingOf(port)).toEqual(BASELINE);
  });

  test('of racing creations of one route, one is accepted and stands', async () => {
    const port = (await open()).bgpOf('s0');
    const ways = ['s0-s1', 's0-s2'];
    const [first = -1, ...more] = await accepted(
      ways.map((attachment) => port.createEdgeRoute({ ...TO_S1, attachment })),
    );
    expect(more).toEqual([]);
    expect((await readingOf(port)).edges.vpn).toContain(`10.1.0.0/19 static ${ways[first]}`);
  });
}

function propagations(open: Open): void {
  test('a table no longer learns from a link whose propagation is disabled, and does again', async () => {
    const world = await open();
    const port = world.bgpOf('s0');
    const before = await steeredOf(world);
    await port.disablePropagation(DX);
    expect(await readingOf(port)).toEqual({ ...BASELINE, propagations: { dx: ['s0/transit'], vpn: BOTH } });
    const overVpn = before.spokes.map((route) => (route.endsWith('dx') ? '10.9.0.0/18 vpn vpn' : route));
    expect(await steeredOf(world)).toEqual({ ...before, spokes: overVpn });
    await port.enablePropagation(DX);
    expect(await readingOf(port)).toEqual(BASELINE);
    expect(await steeredOf(world)).toEqual(before);
  });

  test('a VPC that no longer propagates into an edge table leaves it, others stay, and it comes again', async () => {
    const port = (await open()).bgpOf('s0');
    await port.disablePropagation(VPC);
    const without = { edges: { vpn: EDGE.slice(1) }, edgePropagations: { vpn: ['vpc-1'] } };
    expect(await readingOf(port)).toEqual({ ...BASELINE, ...without });
    await port.enablePropagation(VPC);
    expect(await readingOf(port)).toEqual(BASELINE);
  });

  test('a static route to a VPC stays when the propagation beneath it ends', async () => {
    const port = (await open()).bgpOf('s0');
    await port.createEdgeRoute({ ...OVER_VPC, attachment: 'vpc-0' });
    await port.disablePropagation(VPC);
    const left = ['10.0.0.0/18 static vpc-0', ...EDGE.slice(1)];
    expect(await readingOf(port)).toEqual({ ...BASELINE, edges: { vpn: left }, edgePropagations: { vpn: ['vpc-1'] } });
  });

  test('what BGP brings into an edge table is read there, and the table is no steered one', async () => {
    const port = (await open()).bgpOf('s0');
    await port.enablePropagation({ ...DX, table: 's0/edge-vpn' });
    const learned = [...EDGE, '10.9.0.0/18 direct-connect dx'];
    expect(await readingOf(port)).toEqual({ ...BASELINE, edges: { vpn: learned } });
  });
}

function allowedPrefixes(open: Open): void {
  const changed = ['10.0.0.0/16', '10.0.0.0/18', '10.0.0.0/19', '10.0.64.0/18', '10.2.0.0/16'];
  const dxOf = async (port: BgpPort) => (await readingOf(port)).allowed.dx;

  test('prefixes are added and removed, all others stay, and it is settled only when the update is over', async () => {
    const world = await open();
    const port = world.bgpOf('s0');
    await port.changeAllowedPrefixes('dx', [LOW], [BEYOND]);
    const meanwhile = await dxOf(port);
    expect(meanwhile?.settled).toBe(false);
    expect([ALLOWED, changed]).toContainEqual(meanwhile?.prefixes);
    await world.untilSettled();
    expect(await readingOf(port)).toEqual({ ...BASELINE, allowed: { dx: { prefixes: changed, settled: true } } });
    await port.changeAllowedPrefixes('dx', [BEYOND], [LOW]);
    await world.untilSettled();
    expect(await readingOf(port)).toEqual(BASELINE);
  });

  test('fails to update while another update is under way, which goes on; after it the next is accepted', async () => {
    const world = await open();
    const port = world.bgpOf('s0');
    await port.changeAllowedPrefixes('dx', [LOW], [BEYOND]);
    expect(await accepted([port.changeAllowedPrefixes('dx', [HIGH], [])])).toEqual([]);
    await world.untilSettled();
    expect(await dxOf(port)).toEqual({ prefixes: changed, settled: true });
    await port.changeAllowedPrefixes('dx', [HIGH], []);
    await world.untilSettled();
    expect(await dxOf(port)).toEqual({ prefixes: [...changed, HIGH.text].sort(), settled: true });
  });

  test.each([
    ['is allowed already', [BEYOND], []],
    ['is allowed already, beside one that is not', [BEYOND, LOW], []],
    ['is not allowed and is to be removed', [], [LOW]],
    ['is not allowed and is to be removed, beside one that is', [], [LOW, BEYOND]],
  ])('an update with a prefix that %s is refused as a whole, or leaves that one as it is', async (_, add, remove) => {
    const world = await open();
    const port = world.bgpOf('s0');
    const isAccepted = (await accepted([port.changeAllowedPrefixes('dx', add, remove)])).length > 0;
    await world.untilSettled();
    const gone = texts(remove) ?? [];
    const asked = [...new Set([...ALLOWED, ...(texts(add) ?? [])])].filter((text) => !gone.includes(text)).sort();
    expect(await dxOf(port)).toEqual({ prefixes: isAccepted ? asked : ALLOWED, settled: true });
  });

  test('of racing updates one is accepted, and only what it said is done', async () => {
    const world = await open();
    const port = world.bgpOf('s0');
    const updates = [LOW, HIGH];
    const [first = -1, ...more] = await accepted(updates.map((one) => port.changeAllowedPrefixes('dx', [one], [])));
    expect(more).toEqual([]);
    await world.untilSettled();
    expect((await dxOf(port))?.prefixes).toEqual([...ALLOWED, String(updates[first]?.text)].sort());
  });
}

export function bgpPortContract(openWorld: OpenGatewayWorld): void {
  const open = () => openWorld(GIVEN);
  readings(open);
  edgeRoutes(open);
  propagations(open);
  allowedPrefixes(open);

  test.each(REFUSED)('fails %s, and changes nothing', async (_, write) => {
    const world = await open();
    const port = world.bgpOf('s0');
    const steered = [await steeredOf(world), await steeredOf(world, 's1')];
    expect(await accepted([write(port)])).toEqual([]);
    expect(await readingOf(port)).toEqual(BASELINE);
    expect([await steeredOf(world), await steeredOf(world, 's1')]).toEqual(steered);
  });
}
