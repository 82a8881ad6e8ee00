import { ownTests, planBgpDowns } from '../../../lib/controller/bgp-down/plan';
import type { World } from '../../../lib/controller/guards';
import { bgpWorld, type Ends, HEARD_MS } from '../../support/bgp-world';
import { anObservation, aStatus, NOW_MS, standing } from '../../support/world';

const DX = 'ord-iad-dx';
const FAR = 'ord-pdx-dx';

function world(tests: World['tests'], ends: Ends = {}): World {
  const snapshot = {
    observations: [anObservation(DX, 'iad', { verdict: 'bad', sinceMs: NOW_MS - 5_000 })],
    statuses: [aStatus(DX, 'iad', ['up'])],
  };
  const standings = standing({ [DX]: 'down', 'ord-iad-vpn': 'down' });
  const states = [{ link: DX, standing: 'down', code: 'link-probes-lost', because: '', wanted: false }] as const;
  return { ...bgpWorld('iad', { standings, snapshot, ...ends }), states, ...(tests ? { tests } : {}) };
}
const running = (id: string) => new Map([[DX, { id }]]);
const published = (id: string) => ({ said: { [DX]: { bgpTest: id } } });

test('the session of a grey Direct Connect link is to go down, and of no other', () => {
  expect(planBgpDowns(world(new Map()))).toEqual([
    {
      kind: 'bgp-down',
      link: DX,
      premises: 'ord',
      before: false,
      after: true,
      because: 'ord-iad-dx drops data while BGP is up, and ord may still enter by it',
    },
  ]);
});

test('nothing is planned where tests are not read, or are nothing that the site may do', () => {
  expect(planBgpDowns(world(undefined))).toEqual([]);
});

test('nothing is planned while the own test is needed', () => {
  expect(planBgpDowns(world(running('test-1'), published('test-1')))).toEqual([]);
});

test('the own test is to end when premises are drawn elsewhere', () => {
  const said = { [DX]: { bgpTest: 'test-1' }, [FAR]: { announced: { iad: HEARD_MS, cmh: HEARD_MS, pdx: HEARD_MS } } };
  expect(planBgpDowns(world(running('test-1'), { said }))).toMatchObject([{ link: DX, before: true, after: false }]);
});

test.each<readonly [string, Ends]>([
  ['of nobody that is known', {}],
  ['that followed the own one', published('test-0')],
])('a test %s is left alone', (_, ends) => {
  const said = { [FAR]: { announced: { iad: HEARD_MS, cmh: HEARD_MS, pdx: HEARD_MS } }, ...ends.said };
  expect(planBgpDowns(world(running('test-1'), { said }))).toEqual([]);
});

describe('the own tests', () => {
  const sessions = world(new Map(), published('test-1')).publications.get('iad')?.sessions;

  test('are those that were published and go on', () => {
    expect(ownTests(running('test-1'), sessions, [])).toEqual(new Map([[DX, 'test-1']]));
    expect(ownTests(running('test-2'), sessions, [])).toEqual(new Map());
    expect(ownTests(new Map(), sessions, [])).toEqual(new Map());
  });

  test('are those that have just been begun', () => {
    expect(ownTests(running('test-2'), undefined, [DX])).toEqual(new Map([[DX, 'test-2']]));
    expect(ownTests(running('test-2'), undefined, [FAR])).toEqual(new Map());
  });

  test('stay known while it cannot be read which go on', () => {
    expect(ownTests(undefined, sessions, [])).toEqual(new Map([[DX, 'test-1']]));
  });
});
