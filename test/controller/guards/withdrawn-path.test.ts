import { withdrawnPath } from '../../../lib/controller/guards/withdrawn-path';
import type { LinkState } from '../../../lib/controller/link-state/link-states';
import type { WithdrawalChange } from '../../../lib/controller/plan';
import { viewId } from '../../../lib/controller/view';
import { bgpWorld, type Ends, HEARD_MS, hybrid, UNHEARD_MS } from '../../support/bgp-world';
import { networkOf } from '../../support/networks';
import { aPublication, NOW_MS, standing, steeredNetwork } from '../../support/world';

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const FAR = 'ord-pdx-dx';

const withdraw = (link: string): WithdrawalChange => ({
  kind: 'withdrawal',
  link,
  premises: 'ord',
  before: 'none',
  after: 'whole',
});
const restore = (link: string): WithdrawalChange => ({
  kind: 'withdrawal',
  link,
  premises: 'ord',
  before: 'whole',
  after: 'none',
});

const wanted = (link: string): LinkState => ({
  link,
  wanted: true,
  standing: 'drained',
  code: 'link-drain-ordered',
  because: '',
});

/** iad has moved what it sends off its Direct Connect link, and pdx has been heard with what premises send to iad. */
function moved(site: string, ends: Ends, states: readonly LinkState[] = [], sinceMs = HEARD_MS) {
  const said = { [FAR]: { announced: { iad: sinceMs, cmh: sinceMs } }, ...ends.said };
  const world = bgpWorld(site, { ...ends, said });
  const { hops } = aPublication(hybrid, steeredNetwork(hybrid, ends.standings), site);
  return { ...world, ownHops: hops, states };
}

const drained = standing({ [DX]: 'drained' });
const down = standing({ [DX]: 'down' });
const emptied = { cmh: { emptied: [DX] } };

describe('a drained link', () => {
  const code = (ends: Ends, states = [wanted(DX)]) => withdrawnPath(withdraw(DX), moved('iad', ends, states))?.code;

  test('is withdrawn once the admission site found it empty', () => {
    expect(code({ standings: drained, words: emptied })).toBeUndefined();
  });

  test('is held until then, even when this site sends nothing over it', () => {
    expect(code({ standings: drained })).toBe('held-still-entered');
  });

  test('is held while the admission site does not hear this site', () => {
    expect(code({ standings: drained, words: { cmh: { emptied: [DX], silent: { iad: NOW_MS } } } })).toBe(
      'held-isolated',
    );
  });

  test('is held when no other link announces in its place', () => {
    const said = { [FAR]: { withdrawnMs: HEARD_MS }, [VPN]: { unheard: true } } as const;
    expect(code({ standings: drained, words: emptied, said })).toBe('held-last-announcer');
    const none = standing({ [DX]: 'drained', [FAR]: 'down', [VPN]: 'down' });
    expect(code({ standings: none, words: emptied })).toBe('held-last-announcer');
  });
});

describe('a link that is down', () => {
  const code = (world: ReturnType<typeof moved>) => withdrawnPath(withdraw(DX), world)?.code;

  test('is withdrawn once nothing leaves over it and premises are sure to enter elsewhere', () => {
    expect(code(moved('iad', { standings: down }))).toBeUndefined();
  });

  test('is held while this site sends over it', () => {
    const { hops } = aPublication(hybrid, networkOf(hybrid), 'iad');
    expect(code({ ...moved('iad', { standings: down }), ownHops: hops })).toBe('held-still-entered');
  });

  test('is held until the announcements that take over have been heard', () => {
    expect(code(moved('iad', { standings: down }, [], UNHEARD_MS))).toBe('held-still-entered');
  });

  test('is held while the site that announces them sees other link states', () => {
    expect(code(moved('iad', { standings: down, words: { pdx: { view: viewId(hybrid, new Map()) } } }))).toBe(
      'held-still-entered',
    );
  });

  test('is withdrawn by the same rule while it proves itself in the hold-down', () => {
    expect(code(moved('iad', { standings: drained }))).toBeUndefined();
    expect(code(moved('iad', { standings: drained }, [], UNHEARD_MS))).toBe('held-still-entered');
  });
});

describe('a restore', () => {
  const withdrawn = { [DX]: { withdrawnMs: HEARD_MS } };
  /** iad does not know its way to cmh. */
  const lost = { iad: { hops: {} }, pdx: { hops: {} } };

  test('passes when what may enter by the link is delivered', () => {
    expect(withdrawnPath(restore(DX), bgpWorld('iad', { said: withdrawn }))).toBeUndefined();
  });

  test('is held when what would enter by the link is lost and now arrives', () => {
    const standings = standing({ 'iad-cmh': 'down' });
    expect(withdrawnPath(restore(DX), bgpWorld('iad', { standings, said: withdrawn }))?.code).toBe('held-loses-path');
  });

  test('passes when nothing arrives now either', () => {
    const world = bgpWorld('iad', { said: { ...withdrawn, [VPN]: { withdrawnMs: HEARD_MS } }, words: lost });
    expect(withdrawnPath(restore(DX), { ...world, ownHops: {} })).toBeUndefined();
  });
});
