// What every RoutingPort does.

import type { Reference, RoutingPort } from '../../../lib/controller/ports';
import {
  accepted,
  changesOf,
  forwarding,
  type GatewayWorld,
  GIVEN,
  type OpenGatewayWorld,
  readsDuring,
} from './gateway-world';

const TO_S2: Reference = { table: 's0/spokes', list: 's0/to-s2', attachment: 's0-s1' };
const TO_S1: Reference = { table: 's0/spokes', list: 's0/to-s1', attachment: 's0-s2' };
const BASELINE = [
  '10.0.0.0/18 vpc vpc-0',
  '10.0.64.0/18 vpc vpc-1',
  '10.1.0.0/16 static s0-s1',
  '10.2.0.0/16 static s0-s2',
];
const WITH_DX = [...BASELINE, '10.9.0.0/18 direct-connect dx'];
const S2_OVER_S1 = ['10.2.0.0/19 prefix-list s0-s1', '10.2.32.0/19 prefix-list s0-s1'];
const S2_OVER_S2 = ['10.2.0.0/19 prefix-list s0-s2', '10.2.32.0/19 prefix-list s0-s2'];
const S1_OVER_S2 = ['10.1.0.0/19 prefix-list s0-s2', '10.1.32.0/19 prefix-list s0-s2'];

async function tablesOf(port: RoutingPort) {
  const { spokes, transit } = await port.readTables();
  return { spokes: forwarding(spokes), transit: forwarding(transit) };
}

function sorted(...routes: readonly (readonly string[])[]): readonly string[] {
  return routes.flat().sort();
}

type Write = (port: RoutingPort) => Promise<void>;

/** Refused while spokes refers to the list to s2 and nothing else stands. */
const REFUSED: readonly (readonly [string, Write])[] = [
  ['to create a reference that stands', (port) => port.createReference(TO_S2)],
  ['to create it to elsewhere, which would move it', (port) => port.createReference({ ...TO_S2, attachment: 's0-s2' })],
  ['to move a reference that is not there', (port) => port.modifyReference(TO_S1)],
  ['to move one that another table has', (port) => port.modifyReference({ ...TO_S2, table: 's0/transit' })],
  ['to delete a reference that is not there', (port) => port.deleteReference(TO_S1)],
  ['to delete one that another table has', (port) => port.deleteReference({ ...TO_S2, table: 's0/transit' })],
  ['to write into a table of another site', (port) => port.createReference({ ...TO_S1, table: 's1/spokes' })],
  ['to delete from a table of another site', (port) => port.deleteReference({ ...TO_S2, table: 's1/spokes' })],
  ['to refer to a list of another region', (port) => port.createReference({ ...TO_S1, list: 's1/to-s2' })],
  [
    'to send traffic to an attachment of another site',
    (port) => port.createReference({ ...TO_S1, attachment: 's1-s2' }),
  ],
  ['to move it to an attachment of another site', (port) => port.modifyReference({ ...TO_S2, attachment: 's1-s2' })],
];

function readings(open: () => Promise<GatewayWorld>): void {
  test('the steered tables hold the baseline and what BGP brings, and say which tables they are', async () => {
    const { spokes, transit } = await (await open()).routingOf('s0').readTables();
    expect(spokes).toMatchObject({ id: 's0/spokes', name: 'spokes', gateway: 's0' });
    expect(transit).toMatchObject({ id: 's0/transit', name: 'transit', gateway: 's0' });
    expect([forwarding(spokes), forwarding(transit)]).toEqual([WITH_DX, WITH_DX]);
  });

  test('what BGP has taken back is no longer read, and what it gives again is; it takes back nothing of a grey link', async () => {
    const world = await open();
    const seen: (readonly string[])[] = [];
    for (const [link, condition] of [
      ['dx', 'grey'],
      ['dx', 'down'],
      ['vpn', 'down'],
      ['dx', 'up'],
    ] as const) {
      world.setCondition(link, condition);
      seen.push((await tablesOf(world.routingOf('s0'))).spokes);
    }
    expect(seen).toEqual([WITH_DX, [...BASELINE, '10.9.0.0/18 vpn vpn'], BASELINE, WITH_DX]);
  });

  test('a reading stays what it was when the tables change', async () => {
    const port = (await open()).routingOf('s0');
    const { spokes } = await port.readTables();
    await port.createReference(TO_S2);
    expect(forwarding(spokes)).toEqual(WITH_DX);
  });

  test('no reading shows a part of a reference', async () => {
    const port = (await open()).routingOf('s0');
    const read = async () => (await tablesOf(port)).spokes.filter((route) => route.includes('prefix-list')).join();
    const seen = [
      ...(await readsDuring(() => port.createReference(TO_S2), read)),
      ...(await readsDuring(() => port.modifyReference({ ...TO_S2, attachment: 's0-s2' }), read)),
      ...(await readsDuring(() => port.deleteReference(TO_S2), read)),
    ];
    expect(changesOf(seen)).toEqual(['', S2_OVER_S1.join(), S2_OVER_S2.join(), '']);
  });
}

function references(open: () => Promise<GatewayWorld>): void {
  test('a reference puts in every prefix of its list, moves them all, and leaves the baseline when it goes', async () => {
    const port = (await open()).routingOf('s0');
    await port.createReference(TO_S2);
    expect((await tablesOf(port)).spokes).toEqual(sorted(WITH_DX, S2_OVER_S1));
    await port.modifyReference({ ...TO_S2, attachment: 's0-s2' });
    expect((await tablesOf(port)).spokes).toEqual(sorted(WITH_DX, S2_OVER_S2));
    await port.deleteReference(TO_S2);
    expect((await tablesOf(port)).spokes).toEqual(WITH_DX);
  });

  test('a route that a reference put in says from which list it is', async () => {
    const port = (await open()).routingOf('s0');
    for (const reference of [TO_S1, TO_S2]) await port.createReference(reference);
    const { spokes } = await port.readTables();
    const listed = spokes.routes.filter(({ origin }) => origin === 'prefix-list');
    expect(listed.map(({ prefix, source }) => `${prefix.text} ${source}`).sort()).toEqual([
      '10.1.0.0/19 s0/to-s1',
      '10.1.32.0/19 s0/to-s1',
      '10.2.0.0/19 s0/to-s2',
      '10.2.32.0/19 s0/to-s2',
    ]);
  });

  test('no other table has it, at this site or at another', async () => {
    const world = await open();
    const elsewhere = await tablesOf(world.routingOf('s1'));
    await world.routingOf('s0').createReference(TO_S2);
    expect((await tablesOf(world.routingOf('s0'))).transit).toEqual(WITH_DX);
    expect(await tablesOf(world.routingOf('s1'))).toEqual(elsewhere);
  });

  test('each table has its own reference to a list, and each list its own in a table', async () => {
    const port = (await open()).routingOf('s0');
    await port.createReference(TO_S2);
    await port.createReference({ ...TO_S2, table: 's0/transit', attachment: 's0-s2' });
    await port.createReference(TO_S1);
    await port.deleteReference(TO_S2);
    expect(await tablesOf(port)).toEqual({
      spokes: sorted(WITH_DX, S1_OVER_S2),
      transit: sorted(WITH_DX, S2_OVER_S2),
    });
  });
}

export function routingPortContract(openWorld: OpenGatewayWorld): void {
  const open = () => openWorld(GIVEN);
  readings(open);
  references(open);

  test.each(REFUSED)('fails %s, and changes nothing', async (_, write) => {
    const world = await open();
    const port = world.routingOf('s0');
    await port.createReference(TO_S2);
    const elsewhere = await tablesOf(world.routingOf('s1'));
    expect(await accepted([write(port)])).toEqual([]);
    expect(await tablesOf(port)).toEqual({ spokes: sorted(WITH_DX, S2_OVER_S1), transit: WITH_DX });
    expect(await tablesOf(world.routingOf('s1'))).toEqual(elsewhere);
  });

  test('writes under way together all stand', async () => {
    const port = (await open()).routingOf('s0');
    const writes = [TO_S1, TO_S2, { ...TO_S2, table: 's0/transit' }].map((to) => port.createReference(to));
    expect(await accepted(writes)).toEqual([0, 1, 2]);
    expect(await tablesOf(port)).toEqual({
      spokes: sorted(WITH_DX, S1_OVER_S2, S2_OVER_S1),
      transit: sorted(WITH_DX, S2_OVER_S1),
    });
  });

  test('of racing creations of one reference, one is accepted and stands', async () => {
    const port = (await open()).routingOf('s0');
    const ways = ['s0-s1', 's0-s2'];
    const [first, ...more] = await accepted(ways.map((attachment) => port.createReference({ ...TO_S2, attachment })));
    expect(more).toEqual([]);
    expect((await tablesOf(port)).spokes).toEqual(sorted(WITH_DX, first === 0 ? S2_OVER_S1 : S2_OVER_S2));
  });
}
