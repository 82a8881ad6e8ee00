import { bgpDownNeed } from '../../../lib/controller/bgp-down/need';
import type { World } from '../../../lib/controller/guards';
import type { LinkState } from '../../../lib/controller/link-state/link-states';
import type { SessionEnd } from '../../../lib/controller/site-routing';
import { bgpWorld, type Ends, HEARD_MS, UNHEARD_MS } from '../../support/bgp-world';
import { aNotice, anObservation, aStatus, MINUTE_MS, NOW_MS, standing } from '../../support/world';

const DX = 'ord-iad-dx';
const VPN = 'ord-iad-vpn';
const FAR = 'ord-pdx-dx';

const GREY: LinkState = { link: DX, standing: 'down', code: 'link-probes-lost', because: '', wanted: false };
const BAD = anObservation(DX, 'iad', { verdict: 'bad', wasBad: true, sinceMs: NOW_MS - 5_000 });

interface Given extends Ends {
  readonly state?: Partial<LinkState>;
  readonly tests?: World['tests'];
}

/** The link drops data and AWS says that BGP is up on it; of the other links of the premises only the far one works. */
function world({ state = {}, tests = new Map(), standings, snapshot = {}, ...ends }: Given): World {
  const all = standings ?? standing({ [DX]: 'down', [VPN]: 'down' });
  const seen = { observations: [BAD], statuses: [aStatus(DX, 'iad', ['up'])], ...snapshot };
  const made = bgpWorld('iad', { ...ends, standings: all, snapshot: seen });
  return { ...made, states: [{ ...GREY, ...state }], tests };
}

function need(given: Given, isDown = false) {
  const made = world(given);
  return bgpDownNeed(made.routing.sessionOf.get(DX) as SessionEnd, isDown, made);
}

/** The far link announces everything that the premises could reach over this one. */
const everywhere = (sinceMs: number) => ({ [FAR]: { announced: { iad: sinceMs, cmh: sinceMs, pdx: sinceMs } } });

describe('a link whose session is up', () => {
  test('is to lose it when it drops data and premises may still enter by it', () => {
    expect(need({})).toEqual({
      down: true,
      because: 'ord-iad-dx drops data while BGP is up, and ord may still enter by it',
    });
  });

  test.each<readonly [string, Given, string]>([
    ['AWS reports it down itself', { state: { code: 'link-reported-down' } }, 'is not measured to drop data'],
    ['it is held as it was', { state: { code: 'link-frozen' } }, 'is not measured to drop data'],
    ['nobody measures it', { state: { code: 'link-unobserved' } }, 'is not measured to drop data'],
    ['AWS says nothing', { snapshot: { statuses: [] } }, 'AWS does not say that BGP is up'],
    ['AWS says so of the far end', { snapshot: { statuses: [aStatus(DX, 'pdx', ['up'])] } }, 'AWS does not say'],
    ['AWS says that it is down', { snapshot: { statuses: [aStatus(DX, 'iad', ['down'])] } }, 'AWS does not say'],
    ['AWS does not know', { snapshot: { statuses: [aStatus(DX, 'iad', ['unknown'])] } }, 'AWS does not say'],
    [
      'AWS only says that it is attached',
      { snapshot: { statuses: [aStatus(DX, 'iad')] } },
      'AWS does not say that BGP is up',
    ],
    [
      'what AWS said has expired',
      { snapshot: { statuses: [aStatus(DX, 'iad', ['up'], { expiresMs: NOW_MS })] } },
      'AWS does not say',
    ],
    ['somebody wants it empty', { state: { wanted: true } }, 'somebody wants ord-iad-dx empty'],
    ['premises are surely drawn elsewhere', { said: everywhere(HEARD_MS) }, 'ord enters elsewhere'],
    [
      'a VPN works, and the link went bad less than two minutes ago',
      { standings: standing({ [DX]: 'down' }) },
      'ord-iad-vpn announces within seconds',
    ],
    ['another link of the site is tested', { tests: new Map([['other', { id: 'test-1' }]]) }, 'a test of other'],
    ['another site tests one of its own', { said: { [FAR]: { bgpTest: 'test-1' } } }, 'a test of ord-pdx-dx'],
  ])('keeps it when %s', (_, given, because) => {
    const { down, because: said } = need(given);
    expect([down, said]).toEqual([false, expect.stringContaining(because)]);
  });

  test('is to lose it when a VPN works and premises are not drawn to it in two minutes', () => {
    const late = { ...BAD, sinceMs: NOW_MS - 2 * MINUTE_MS };
    expect(need({ standings: standing({ [DX]: 'down' }), snapshot: { observations: [late] } }).down).toBe(true);
  });

  test('is to lose it while the far link may not have been heard', () => {
    expect(need({ said: everywhere(UNHEARD_MS) }).down).toBe(true);
  });
});

describe('maintenance of the link', () => {
  const notice = (more: Parameters<typeof aNotice>[1]) => ({ snapshot: { notices: [aNotice(DX, more)] } });
  const inMinutes = (from: number, to: number) => ({
    startMs: NOW_MS + from * MINUTE_MS,
    endMs: NOW_MS + to * MINUTE_MS,
  });

  test.each<readonly [string, Parameters<typeof aNotice>[1]]>([
    ['is on', inMinutes(-30, 30)],
    ['is on by the word of somebody who is not trusted', { ...inMinutes(-30, 30), trusted: false }],
    ['is not confirmed', { ...inMinutes(-30, 30), status: 'tentative' }],
    ['is said to harm nothing', { ...inMinutes(-30, 30), impact: 'none' }],
    ['begins before its lead time and a test are over', inMinutes(39, 90)],
  ])('keeps its session up when it %s', (_, more) => {
    const { down, because } = need(notice(more));
    expect([down, because]).toEqual([
      false,
      expect.stringContaining('a provider speaks of maintenance of ord-iad-dx, 2026-01-05'),
    ]);
  });

  test.each<readonly [string, Parameters<typeof aNotice>[1]]>([
    ['is over', inMinutes(-90, 0)],
    ['begins later', inMinutes(40, 90)],
    ['was called off', { ...inMinutes(-30, 30), status: 'cancelled' }],
    ['is done', { ...inMinutes(-30, 30), status: 'completed' }],
    ['is of another link', { ...inMinutes(-30, 30), links: [FAR] }],
  ])('does not keep it up when it %s', (_, more) => {
    expect(need(notice(more)).down).toBe(true);
  });
});

describe('a link whose session this site holds down', () => {
  const own = { tests: new Map([[DX, { id: 'test-1' }]]), state: { code: 'link-reported-down' } } as const;

  test('stays without it while premises would enter by it again', () => {
    expect(need(own, true).down).toBe(true);
    expect(need({ ...own, said: everywhere(UNHEARD_MS) }, true).down).toBe(true);
  });

  test('stays without it whatever maintenance begins: with the session back, traffic would be lost again', () => {
    expect(need({ ...own, snapshot: { notices: [aNotice(DX)] } }, true).down).toBe(true);
  });

  test('gets it back when premises are surely drawn elsewhere', () => {
    expect(need({ ...own, said: everywhere(HEARD_MS) }, true)).toEqual({
      down: false,
      because: 'ord enters elsewhere',
    });
  });

  test.each(['drained', undefined] as const)('gets it back when it counts as %s', (counts) => {
    const standings = standing({ [VPN]: 'down', ...(counts ? { [DX]: counts } : {}) });
    expect(need({ ...own, standings }, true)).toEqual({
      down: false,
      because: 'ord-iad-dx does not count as down any more',
    });
  });

  test('gets it back when every end has measured it good for the hold-down', () => {
    const good = (site: string, sinceMs: number) => anObservation(DX, site, { wasBad: true, sinceMs });
    const [long, short] = [NOW_MS - 5 * MINUTE_MS, NOW_MS - 5 * MINUTE_MS + 1];
    const seen = (...observations: readonly ReturnType<typeof good>[]) =>
      need({ ...own, snapshot: { observations } }, true).down;
    expect(seen(good('iad', long))).toBe(false);
    expect(seen(good('iad', short))).toBe(true);
    expect(seen(good('iad', long), { ...BAD, site: 'ord' })).toBe(true);
    expect(seen({ ...good('iad', long), expiresMs: NOW_MS })).toBe(true);
    expect(seen()).toBe(true);
  });

  test('stays down while what one end measures cannot be read, whatever the other one says', () => {
    const observations = [anObservation(DX, 'ord', { wasBad: true, sinceMs: NOW_MS - 60 * MINUTE_MS })];
    const seen = (unread: readonly { link: string; site: string }[]) =>
      need({ snapshot: { observations, unread } }, true).down;
    expect(seen([{ link: DX, site: 'iad' }])).toBe(true);
    expect(seen([{ link: FAR, site: 'pdx' }])).toBe(false);
  });
});
