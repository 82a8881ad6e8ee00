import { doubts, gatewayTable, type SeenReference, type SeenRoute } from '../../lib/controller/seen-routes';
import { address } from '../../lib/net/prefix';
import { matchGatewayRoute } from '../../lib/routing/lookup';
import { GIVEN } from '../support/contracts/gateway-world';
import { siteIn } from '../support/world';

const { routing } = siteIn(GIVEN, 's0');
const TO_S2 = 's0/to-s2';

const OVER_S1 = { id: 's0-s1', type: 'peering' };
const OVER_S2 = { id: 's0-s2', type: 'peering' };
const OVER_DX = { id: 'dx', type: 'direct-connect-gateway' };

function route(cidr: string, at: SeenRoute['attachments'][number], more: Partial<SeenRoute> = {}): SeenRoute {
  return { cidr, attachments: [at], type: 'propagated', state: 'active', ...more };
}
const listed = (cidr: string, at = OVER_S1, list = TO_S2) => route(cidr, at, { list });
const reference = (more: Partial<SeenReference> = {}): SeenReference => ({
  list: TO_S2,
  attachment: 's0-s1',
  state: 'available',
  ...more,
});

function seen(routes: readonly SeenRoute[], references: readonly SeenReference[] = []) {
  return { id: 's0/spokes', name: 'spokes', routes, references };
}
function read(routes: readonly SeenRoute[], references: readonly SeenReference[] = []) {
  return gatewayTable(seen(routes, references), routing).routes;
}
const said = (routes: readonly SeenRoute[], references: readonly SeenReference[] = []) =>
  read(routes, references).map(({ prefix, origin, target }) => {
    return `${prefix.text} ${origin} ${target.kind === 'attachment' ? target.attachment : target.kind}`;
  });

function doubted(routes: readonly SeenRoute[], references: readonly SeenReference[] = []) {
  const table = seen(routes, references);
  return doubts(table, gatewayTable(table, routing), routing);
}

describe('the origin of a route', () => {
  test.each([
    [route('10.1.0.0/16', OVER_S1, { type: 'static' }), 'static'],
    [listed('10.2.0.0/19'), 'prefix-list'],
    [route('10.2.0.0/19', OVER_S1, { list: TO_S2, type: 'static' }), 'prefix-list'],
    [route('10.0.0.0/18', { id: 'vpc-0', type: 'vpc' }), 'vpc'],
    [route('10.9.0.0/18', OVER_DX), 'direct-connect'],
    [route('10.9.0.0/18', { id: 'vpn', type: 'vpn' }), 'vpn'],
    [route('10.9.0.0/18', { id: 'connect-1', type: 'connect' }), 'vpn'],
    [route('10.9.0.0/18', { id: 'new-1', type: 'of tomorrow' }), 'vpn'],
  ])('of %j is %s', (one, origin) => {
    expect(read([one]).map((r) => r.origin)).toEqual([origin]);
  });

  test('is the prefix list that a reference sends the same way, where EC2 does not say so', () => {
    const routes = [route('10.2.0.0/19', OVER_S1), route('10.2.32.0/19', OVER_DX), route('10.2.64.0/19', OVER_S1)];
    expect(said(routes, [reference()])).toEqual([
      '10.2.0.0/19 prefix-list s0-s1',
      '10.2.32.0/19 direct-connect dx',
      '10.2.64.0/19 vpn s0-s1',
    ]);
  });
});

test('a route that BGP brought says over which link, and with how long a path its router announces', () => {
  expect(read([route('10.9.0.0/18', OVER_DX), route('10.9.64.0/18', { id: 'elsewhere', type: 'vpn' })])).toEqual([
    expect.objectContaining({ learnedOver: 'dx', pathLength: routing.sessionOf.get('dx')?.pathLength }),
    expect.not.objectContaining({ learnedOver: expect.anything() }),
  ]);
});

test('a blackhole leads nowhere, whatever it still names, and one without attachment is not known to lead anywhere', () => {
  const gone = { type: 'static', state: 'blackhole' };
  expect(
    said([
      route('10.1.0.0/16', OVER_S1, gone),
      { cidr: '10.2.0.0/16', attachments: [], ...gone },
      { cidr: '10.3.0.0/16', attachments: [], type: 'static', state: 'active' },
    ]),
  ).toEqual(['10.1.0.0/16 static blackhole', '10.2.0.0/16 static blackhole', '10.3.0.0/16 static unknown']);
});

test('equal paths are a route each, the tunnels of one attachment are one, and nobody knows which of several it takes', () => {
  const two = { ...route('10.9.0.0/18', OVER_DX), attachments: [OVER_DX, { ...OVER_DX, id: 'dx-2' }] };
  const tunnels = { ...route('10.9.64.0/18', OVER_DX), attachments: [OVER_DX, OVER_DX] };
  expect(said([two, tunnels])).toEqual([
    '10.9.0.0/18 direct-connect dx',
    '10.9.0.0/18 direct-connect dx-2',
    '10.9.64.0/18 direct-connect dx',
  ]);
  expect(matchGatewayRoute(read([two]), address('10.9.0.1'))?.target.kind).toBe('unknown');
});

test('a route that only names a list stands for what the list holds', () => {
  const whole = { list: TO_S2, attachments: [OVER_S1], type: 'propagated', state: 'active' };
  expect(said([whole])).toEqual(['10.2.0.0/19 prefix-list s0-s1', '10.2.32.0/19 prefix-list s0-s1']);
});

test('fails on a route that names a list which is not known, names nothing, or no prefix', () => {
  const unknown = { list: 'pl-other', attachments: [], type: 'propagated', state: 'active' };
  expect(() => read([unknown])).toThrow('s0/spokes has a route to pl-other');
  expect(() => read([{ attachments: [], type: 'static', state: 'active' }])).toThrow('a route to nothing');
  expect(() => read([route('10.1.0.1/16', OVER_S1)])).toThrow('s0/spokes has a route to 10.1.0.1/16: host bits');
});

describe('a table is believed', () => {
  const [LOW, HIGH] = ['10.2.0.0/19', '10.2.32.0/19'];

  test.each<readonly [string, readonly SeenRoute[], readonly SeenReference[]]>([
    ['without references', [route('10.9.0.0/18', OVER_DX)], []],
    ['with a reference and all its routes', [listed(LOW), listed(HIGH)], [reference()]],
    ['with routes of it that do not say so', [route(LOW, OVER_S1), route(HIGH, OVER_S1)], [reference()]],
    ['with static routes over them', [route(LOW, OVER_S2, { type: 'static' }), listed(HIGH)], [reference()]],
    ['when what the reference names is gone', [listed(LOW), listed(HIGH, OVER_S1)], [reference()]],
    ['with routes that the list has had since', [listed(LOW), listed(HIGH), listed('10.2.64.0/19')], [reference()]],
    ['whatever others refer to', [listed('10.7.0.0/16', OVER_S2, 'pl-other')], []],
    ['while others change theirs', [], [reference({ list: 'pl-other', state: 'modifying' })]],
    [
      'when the list of another covers it',
      [listed(LOW, OVER_S2, 'pl-other'), listed(HIGH)],
      [reference(), reference({ list: 'pl-other', attachment: 's0-s2' })],
    ],
  ])('%s', (_, routes, references) => {
    expect(doubted(routes, references)).toEqual([]);
  });

  test('when the attachment that a reference names is gone, so that its routes lead nowhere', () => {
    const gone = [LOW, HIGH].map((cidr) => ({ ...listed(cidr), attachments: [], state: 'blackhole' }));
    expect(doubted(gone, [reference()])).toEqual([]);
  });
});

describe('a table is doubted', () => {
  const all = [listed('10.2.0.0/19'), listed('10.2.32.0/19')];

  test.each<readonly [string, readonly SeenRoute[], readonly SeenReference[], string]>([
    ['with routes of a list and no reference', all, [], 'there are routes of it, and no reference to it'],
    ['with routes over another attachment', all, [reference({ attachment: 's0-s2' })], 'the reference is to s0-s2'],
    [
      'with routes of which some go elsewhere',
      [listed('10.2.0.0/19'), listed('10.2.32.0/19', OVER_S2)],
      [reference()],
      'the reference is to s0-s1, and routes of it are not',
    ],
    ['while a reference comes', [], [reference({ state: 'pending' })], 'the reference is pending'],
    ['while a reference moves', all, [reference({ state: 'modifying' })], 'the reference is modifying'],
    ['while a reference goes', all, [reference({ state: 'deleting' })], 'the reference is deleting'],
  ])('%s', (_, routes, references, why) => {
    expect(doubted(routes, references)).toEqual([
      { kind: 'contradiction', why: expect.stringContaining(`s0/to-s2 in s0/spokes: ${why}`) },
    ]);
  });

  test('when entries of a referenced list have no route, and says which', () => {
    expect(doubted([listed('10.2.0.0/19')], [reference()])).toMatchObject([
      { kind: 'missing', list: TO_S2, entries: [{ text: '10.2.32.0/19' }] },
    ]);
  });

  test('for each of its lists', () => {
    const both = [reference(), reference({ list: 's0/to-s1' })];
    expect(doubted([], both).map(({ why }) => why.split(' ')[0])).toEqual(['s0/to-s1', 's0/to-s2']);
  });
});
