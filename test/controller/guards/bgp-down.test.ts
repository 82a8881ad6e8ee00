import { guardPlan } from '../../../lib/controller/guards';
import { fallsBackElsewhere } from '../../../lib/controller/guards/bgp-down';
import type { BgpDownChange } from '../../../lib/controller/plan';
import { bgpWorld, type Ends, HEARD_MS } from '../../support/bgp-world';
import { anObservation, anOrder, NOW_MS, standing } from '../../support/world';

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const FAR = 'ord-pdx-dx';

const change = (after: boolean, link = DX): BgpDownChange => ({
  kind: 'bgp-down',
  link,
  premises: 'ord',
  before: !after,
  after,
  because: 'a reason',
});
const DOWN = standing({ [DX]: 'down' });
const held = (ends: Ends, down = change(true)) =>
  fallsBackElsewhere(down, bgpWorld('iad', { standings: DOWN, ...ends }));

test('a session goes down while another link of the premises is up, announces and is to be trusted', () => {
  expect(held({})).toBeUndefined();
  expect(held({ standings: standing({ [DX]: 'down', [VPN]: 'down' }) })).toBeUndefined();
  expect(held({ standings: standing({ [DX]: 'down', [FAR]: 'down' }) })).toBeUndefined();
});

test.each<readonly [string, Ends]>([
  ['is down', { standings: standing({ [DX]: 'down', [VPN]: 'down', [FAR]: 'down' }) }],
  ['is drained', { standings: standing({ [DX]: 'down', [VPN]: 'drained', [FAR]: 'drained' }) }],
  ['is withdrawn', { said: { [VPN]: { withdrawnMs: HEARD_MS }, [FAR]: { withdrawnMs: HEARD_MS } } }],
  ['has no BGP', { said: { [VPN]: { unheard: true }, [FAR]: { unheard: true } } }],
])('fails when every other link of the premises %s', (_, ends) => {
  expect(held(ends)).toMatchObject({ code: 'held-last-announcer' });
});

test('fails when the only other link is one whose end sees other links, or has said nothing lately', () => {
  const alone = standing({ [DX]: 'down', [VPN]: 'down' });
  expect(held({ standings: alone, words: { pdx: { view: 'other' } } })).toMatchObject({ code: 'held-unheard' });
  expect(held({ standings: alone, words: { pdx: { atMs: NOW_MS - 180_001 } } })).toMatchObject({
    code: 'held-unheard',
  });
  expect(held({ words: { pdx: { view: 'other' } } })).toBeUndefined();
});

test('fails while the admission site does not hear this site', () => {
  expect(held({ words: { cmh: { silent: { iad: NOW_MS } } } })).toMatchObject({ code: 'held-isolated' });
});

test('a session comes back whatever the other links are', () => {
  const standings = standing({ [DX]: 'down', [VPN]: 'down', [FAR]: 'down' });
  expect(held({ standings }, change(false))).toBeUndefined();
});

describe('of all guards', () => {
  const through = (down: BgpDownChange, ends: Ends) => {
    const world = bgpWorld('iad', { standings: DOWN, ...ends });
    const { allowed, held: kept } = guardPlan([down], world);
    return allowed.length > 0 ? 'passes' : kept.map((one) => one.held.code).join();
  };

  test.each([true, false])('none holds what may be, and a freeze holds it: %s', (after) => {
    expect(through(change(after), {})).toBe('passes');
    expect(through(change(after), { snapshot: { orders: [anOrder('freeze')] } })).toBe('held-frozen');
  });

  test('it is held for a link that is not of this site', () => {
    expect(through(change(true, FAR), {})).toBe('held-not-owned');
  });

  test('it is not held for an update of what the link announces', () => {
    const world = bgpWorld('iad', { standings: DOWN });
    const end = world.ends.get(DX);
    if (!end) throw new Error('the link has no end here');
    const ends = new Map([...world.ends, [DX, { ...end, settled: false }]]);
    expect(guardPlan([change(true)], { ...world, ends }).held).toEqual([]);
  });

  test('it is held while many links of the site went bad together, and not because one did a moment ago', () => {
    const bad = (link: string, sinceMs: number) => anObservation(link, 'iad', { verdict: 'bad', sinceMs });
    const links = ['ord-iad-vpn', 'iad-pdx', 'iad-cmh'];
    const good = links.map((link) => anObservation(link, 'iad'));
    const seen = (observations: readonly ReturnType<typeof bad>[]) =>
      through(change(true), { snapshot: { observations } });
    const longAgo = NOW_MS - 60_000;
    expect(seen([bad(DX, longAgo), ...links.map((link) => bad(link, longAgo))])).toBe('held-mass-withdrawal');
    expect(seen([bad(DX, NOW_MS - 5_000), ...good])).toBe('passes');
    expect(seen([bad(DX, longAgo), ...good])).toBe('passes');
  });
});
