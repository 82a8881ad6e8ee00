import { address, prefix } from '../../lib/net/prefix';
import type { Appliance, GatewayRoute, Network, VpcRoute, VpcTable, VpcTarget } from '../../lib/routing/network';
import { type Outcome, type Place, step, type Trace, trace } from '../../lib/routing/trace';

const toGateway: VpcTarget = { kind: 'gateway', gateway: 'g' };
const local: VpcTarget = { kind: 'local' };

function through(appliance: string): VpcTarget {
  return { kind: 'appliance', appliance };
}

function table(id: string, vpc: string, routes: Readonly<Record<string, VpcTarget>>): VpcTable {
  const all = Object.entries(routes).map(([to, target]): VpcRoute => ({ prefix: prefix(to), target, source: id }));
  return { id, vpc, workload: true, routes: all };
}

function gatewayRoute(to: string, attachment: string): GatewayRoute {
  return { prefix: prefix(to), origin: 'static', target: { kind: 'attachment', attachment }, source: to };
}

/** Spokes a (10.1/16) and b (10.2/16) on one gateway, and between them VPC `look` (10.9/16) with a firewall in two zones. */
function inspected(tables: Readonly<Record<string, Readonly<Record<string, VpcTarget>>>> = {}): Network {
  const routes: typeof tables = {
    'a/table': { '10.1.0.0/16': local, '0.0.0.0/0': toGateway },
    'b/table': { '10.2.0.0/16': local, '0.0.0.0/0': toGateway },
    'look/in-1': { '10.9.0.0/16': local, '0.0.0.0/0': through('wall-1') },
    'look/in-2': { '10.9.0.0/16': local, '0.0.0.0/0': through('wall-2') },
    'look/wall-1': { '10.9.0.0/16': local, '10.0.0.0/8': toGateway },
    'look/wall-2': { '10.9.0.0/16': local, '10.0.0.0/8': toGateway },
    ...tables,
  };
  const wall = (zone: number): Appliance => ({
    id: `wall-${zone}`,
    source: `wall-${zone}`,
    kind: 'firewall',
    vpc: 'look',
    tables: [`look/wall-${zone}`],
  });
  return {
    gateways: [{ id: 'g', site: 'g' }],
    tables: [
      { id: 'g/spokes', name: 'spokes', gateway: 'g', routes: [gatewayRoute('0.0.0.0/0', 'look')] },
      {
        id: 'g/inspected',
        name: 'inspected',
        gateway: 'g',
        routes: [gatewayRoute('10.1.0.0/16', 'a'), gatewayRoute('10.2.0.0/16', 'b')],
      },
    ],
    attachments: ['a', 'b', 'look'].map((id) => ({
      id,
      gateway: 'g',
      to: { kind: 'vpc', vpc: id },
      table: id === 'look' ? 'g/inspected' : 'g/spokes',
    })),
    vpcs: [
      { id: 'a', name: 'a', site: 'a', cidrs: [prefix('10.1.0.0/16')] },
      { id: 'b', name: 'b', site: 'b', cidrs: [prefix('10.2.0.0/16')] },
      { id: 'look', name: 'look', site: 'look', cidrs: [prefix('10.9.0.0/16')], entries: ['look/in-1', 'look/in-2'] },
    ],
    vpcTables: Object.entries(routes).map(([id, its]) => table(id, id.split('/')[0] ?? '', its)),
    appliances: [wall(1), wall(2)],
    links: [],
    prefixLists: [],
    routers: [],
    sessions: [],
  };
}

const FROM_A: Place = { at: 'vpc-table', table: 'a/table' };

function sent(network: Network, to = '10.2.0.1'): Trace {
  return trace(network, new Map(), FROM_A, address(to));
}

test('a packet goes through the firewall of the VPC in between, and every table and the state it needs are named', () => {
  const { outcome, hops } = sent(inspected());
  expect(outcome).toBe('delivered');
  expect(hops.map(({ place, table: looked, stateful, said }) => [place.at, looked, stateful, said])).toEqual([
    ['vpc-table', 'a/table', undefined, 'goes to the transit gateway'],
    ['gateway', 'g/spokes', undefined, 'goes to VPC look'],
    ['vpc', undefined, undefined, 'enters VPC look, which does not hold the address'],
    ['vpc-table', 'look/in-1', undefined, 'goes through wall-1'],
    ['appliance', undefined, 'wall-1', 'passes a firewall'],
    ['vpc-table', 'look/wall-1', undefined, 'goes to the transit gateway'],
    ['gateway', 'g/inspected', undefined, 'goes to VPC b'],
    ['vpc', undefined, undefined, 'arrives in VPC b'],
  ]);
});

test('the first step into several zones names each of them', () => {
  const place: Place = { at: 'vpc', vpc: 'look' };
  const taken = step(inspected(), new Map(), place, address('10.2.0.1'));
  expect(taken).toStrictEqual({
    kind: 'forward',
    hop: { place, said: 'enters VPC look, which does not hold the address' },
    next: { at: 'vpc-table', table: 'look/in-1' },
    others: [{ at: 'vpc-table', table: 'look/in-2' }],
  });
});

test('single steps lead through the firewall as the trace does', () => {
  const { hops } = sent(inspected());
  const steps = hops.map(({ place }) => step(inspected(), new Map(), place, address('10.2.0.1')));
  expect(steps.map((taken) => taken.kind === 'forward' && taken.next)).toEqual([
    ...hops.slice(1).map(({ place }) => place),
    false,
  ]);
  expect(steps.at(-1)).toMatchObject({ kind: 'end', outcome: 'delivered' });
  expect(steps.map((taken) => 'others' in taken)).toEqual(
    hops.map(({ place }) => place.at === 'vpc' && place.vpc === 'look'),
  );
});

test.each<[Appliance['kind'], string]>([
  ['firewall', 'passes a firewall'],
  ['load-balanced', 'passes what is behind a Gateway Load Balancer endpoint'],
  ['instance', 'passes an instance'],
  ['nat', 'passes a NAT gateway, which replaces its source'],
])('where a packet goes through an appliance that is of the kind %s, its hop says that it %s', (kind, said) => {
  const appliances = (inspected().appliances ?? []).map((each) => ({ ...each, kind }));
  const { outcome, hops } = sent({ ...inspected(), appliances });
  expect(outcome).toBe('delivered');
  expect(hops.find(({ place }) => place.at === 'appliance')).toEqual({
    place: { at: 'appliance', appliance: 'wall-1' },
    stateful: 'wall-1',
    said,
  });
});

test('the footprint of a packet has what it looks up in every zone, and not only on the way that counts', () => {
  const footprint = { links: new Set<string>(), holders: new Set<string>(), isThere: () => true };
  trace(inspected(), new Map(), FROM_A, address('10.2.0.1'), footprint);
  const zones = ['look/in-1', 'look/wall-1', 'look/in-2', 'look/wall-2'];
  expect([...footprint.holders].sort()).toStrictEqual(['a/table', 'g/spokes', 'g/inspected', ...zones].sort());
  expect([...footprint.links]).toStrictEqual([]);
});

test('one zone whose firewall leads nowhere counts, though the other one delivers', () => {
  const { outcome, hops } = sent(inspected({ 'look/wall-2': { '10.9.0.0/16': local } }));
  expect(outcome).toBe('no-path');
  expect(hops.at(-1)).toMatchObject({ table: 'look/wall-2', said: 'no route matches' });
});

test('a firewall that sends packets back where they are inspected again is a loop', () => {
  const network = inspected();
  const attachments = network.attachments.map((each) => ({ ...each, table: 'g/spokes' }));
  expect(sent({ ...network, attachments }).outcome).toBe('loop');
});

test('two tables of one VPC that lead through each other are a loop', () => {
  const network = inspected({ 'look/wall-1': { '0.0.0.0/0': through('wall-1') } });
  expect(sent(network).outcome).toBe('loop');
});

test('a VPC that holds the address delivers, unless a table by which packets enter leads elsewhere first', () => {
  expect(sent(inspected(), '10.9.0.1').hops.at(-1)?.said).toBe('arrives in VPC look');
  const first = inspected({ 'look/in-2': { '10.9.0.0/16': local, '10.9.1.0/24': through('wall-2') } });
  expect(sent(first, '10.9.0.1').hops.at(-1)?.said).toBe('arrives in VPC look');
  expect(sent(first, '10.9.1.1').hops.map(({ said }) => said)).toContain(
    'enters VPC look, which leads it elsewhere first',
  );
  const away = inspected({ 'look/in-2': { '10.9.0.0/16': local, '10.9.1.0/24': { kind: 'blackhole' } } });
  expect(sent(away, '10.9.1.1').outcome).toBe('blackhole');
});

test.each<[string, readonly string[], Parameters<typeof inspected>[0]]>([
  ['is not known', ['look/in-3'], {}],
  ['has no route for its own address', ['look/in-2'], { 'look/in-2': { '10.8.0.0/16': through('wall-2') } }],
])('a VPC that holds the address delivers though a table by which packets enter %s', (_, entries, tables) => {
  const network = inspected(tables);
  const vpcs = network.vpcs.map((vpc) => (vpc.id === 'look' ? { ...vpc, entries } : vpc));
  const { outcome, hops } = sent({ ...network, vpcs }, '10.9.0.1');
  expect([outcome, hops.at(-1)?.said]).toEqual(['delivered', 'arrives in VPC look']);
});

test.each<[string, Partial<Network>, string]>([
  ['the appliance does not exist', { appliances: [] }, 'there is no such appliance'],
  [
    'it comes out nobody knows where',
    { appliances: inspected().appliances?.map((each) => ({ ...each, tables: [] })) ?? [] },
    'in which subnets it comes out is not known',
  ],
])('where a packet goes is not known when %s', (_, change, said) => {
  const { outcome, hops } = sent({ ...inspected(), ...change });
  expect(outcome).toBe('unknown');
  expect(hops.at(-1)?.said).toBe(said);
});

test.each<[Outcome, string, string]>([
  ['no-path', '10.2.0.1', '10.255.255.255'],
  ['no-path', '100.64.0.0', '100.127.255.255'],
  ['no-path', '169.254.0.0', '169.254.255.255'],
  ['no-path', '172.16.0.0', '172.31.255.255'],
  ['no-path', '192.168.0.0', '192.168.255.255'],
  ['no-path', 'fc00::', 'fdff::1'],
  ['unknown', '198.51.100.1', '9.255.255.255'],
  ['unknown', '100.63.255.255', '100.128.0.0'],
  ['unknown', '172.15.255.255', '172.32.0.1'],
  ['unknown', '2001:db8::1', 'fe00::1'],
])('the outcome is %s for what an internet gateway takes from %s to %s', (outcome, ...addresses) => {
  const target: VpcTarget = { kind: 'internet', by: 'an internet gateway' };
  const network = inspected({ 'a/table': { '0.0.0.0/0': target, '::/0': target } });
  const why =
    outcome === 'unknown' ? 'where the internet takes it is not known' : 'the internet carries no private addresses';
  for (const to of addresses) {
    const [hop, ...others] = sent(network, to).hops;
    expect(others).toEqual([]);
    expect(hop).toMatchObject({ place: FROM_A, table: 'a/table', said: `goes to an internet gateway, and ${why}` });
    expect(sent(network, to).outcome).toBe(outcome);
  }
});

test('a packet that may go 64 ways is followed on each, and one that may go more goes nobody knows where', () => {
  const network = inspected();
  const vpcs = network.vpcs.map((vpc) => (vpc.id === 'look' ? { ...vpc, entries: ['look/in-1'] } : vpc));
  const ways = (count: number) => {
    const tables = [...Array<string>(count - 1).fill('look/wall-1'), 'look/none'];
    return sent({ ...network, vpcs, appliances: (network.appliances ?? []).map((each) => ({ ...each, tables })) });
  };
  expect(ways(64).hops.at(-1)?.said).toBe('there is no such VPC route table');
  const { outcome, path, hops } = ways(65);
  expect([outcome, ...path]).toEqual(['unknown']);
  expect(hops.map(({ place, said }) => [place.at, said]).slice(-2)).toEqual([
    ['appliance', 'passes a firewall'],
    ['appliance', 'may go too many ways'],
  ]);
});
