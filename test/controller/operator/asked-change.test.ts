import type { Order, Snapshot } from '../../../lib/controller/database';
import { type Asked, type AskedCommand, changeAsked } from '../../../lib/controller/operator/effects/asked-change';
import { type Goal, stageOf } from '../../../lib/controller/operator/effects/stage';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { seen } from '../../support/operator-sites';
import { Sites } from '../../support/sites';
import { aNotice, anObservation, anOrder, MINUTE_MS } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const LONG = { expiresMs: 1e15 };
const HOUR_MS = 60 * MINUTE_MS;

async function world(known: Partial<Snapshot> = {}, rounds = 12): Promise<Sites> {
  const sites = new Sites(TRIANGLE);
  sites.roundMs = 3_000;
  return (await sites.rounds(4)).know(known).rounds(rounds);
}

async function change(sites: Sites, command: AskedCommand, more: Partial<Asked> = {}) {
  const asked: Asked = { command, about: 's0-s1', owner: 'ann', reason: 'optics', ...more };
  const made = changeAsked(asked, await seen(sites));
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

const ids = (orders: readonly Order[]) => orders.map(({ id }) => id);

describe('what is asked for', () => {
  it.each<[AskedCommand, number]>([
    ['drain', 4],
    ['force-up', 1],
    ['freeze', 1],
    ['apply-tunnel-maintenance', 4],
  ])('%s gives an order that lasts so many hours: %d', async (command, hours) => {
    const sites = await world({}, 0);
    const { placed, ended } = await change(sites, command);
    const { nowMs: atMs } = sites.world;
    const said = { action: command, link: 's0-s1', owner: 'ann', reason: 'optics', atMs };
    expect(placed).toEqual([expect.objectContaining({ ...said, expiresMs: atMs + hours * HOUR_MS })]);
    expect(ended).toEqual([]);
  });

  it('is the same order when it says the same at the same moment, and another one otherwise', async () => {
    const sites = await world({}, 0);
    const [first, again, other] = [
      await change(sites, 'drain'),
      await change(sites, 'drain'),
      await change(sites, 'drain', { owner: 'bob' }),
    ];
    expect(ids(again.placed)).toEqual(ids(first.placed));
    expect(ids(other.placed)).not.toEqual(ids(first.placed));
    expect(ids(first.placed)[0]).toMatch(/^drain-s0-s1-\d{8}T\d{6}Z-[0-9a-f]{8}$/);
  });

  it('evacuates a site, and freezes everything when no link is named', async () => {
    const sites = await world({}, 0);
    const { about: _, ...all } = { command: 'freeze', about: '', owner: 'ann', reason: 'x' } as const;
    const frozen = changeAsked(all, await seen(sites));
    expect(frozen.ok && frozen.value.placed.map(({ link, site }) => [link, site])).toEqual([[undefined, undefined]]);
    expect((await change(sites, 'evacuate', { about: 's1' })).placed).toMatchObject([
      { action: 'evacuate', site: 's1' },
    ]);
  });

  it('fails without a reason', async () => {
    const asked = changeAsked({ command: 'drain', about: 's0-s1', owner: 'ann' }, await seen(await world({}, 0)));
    expect(asked).toEqual({ ok: false, error: 'say why with --reason: it is what others read who find the order' });
  });
});

describe('what is taken back', () => {
  const orders = [
    anOrder('drain', 's0-s1', { id: 'a drain', ...LONG }),
    anOrder('apply-tunnel-maintenance', 's0-s1', { id: 'tunnels', ...LONG }),
    anOrder('drain', 's1-s2', { id: 'of another link', ...LONG }),
    anOrder('drain', 's0-s1', { id: 'over', expiresMs: 1 }),
    anOrder('freeze', 's0-s1', { id: 'a freeze', ...LONG }),
    anOrder('freeze', undefined, { id: 'a freeze of all', ...LONG }),
    { ...anOrder('evacuate', undefined, LONG), id: 'an evacuation', site: 's1' },
  ];

  it.each<[AskedCommand, string | undefined, readonly string[]]>([
    ['restore', 's0-s1', ['a drain', 'tunnels']],
    ['restore', 's0-s2', []],
    ['unfreeze', 's0-s1', ['a freeze']],
    ['unfreeze', undefined, ['a freeze of all']],
    ['return', 's1', ['an evacuation']],
    ['return', 's2', []],
  ])('by %s of %s is what it undoes, and nothing else', async (command, about, ended) => {
    const asked = { command, owner: 'ann', ...(about === undefined ? {} : { about }) };
    const made = changeAsked(asked, await seen(await world({ orders }, 0)));
    expect(made.ok && { placed: made.value.placed, ended: ids(made.value.ended) }).toEqual({ placed: [], ended });
  });

  it('is a window too, by an order that ends with it and needs a reason', async () => {
    const sites = await world({}, 0);
    const { nowMs } = sites.world;
    const endMs = nowMs + HOUR_MS;
    const coming = { startMs: nowMs + 5 * HOUR_MS, endMs: nowMs + 6 * HOUR_MS };
    sites.know({
      notices: [
        aNotice('s0-s1', { id: 'open', startMs: nowMs - 1, endMs }),
        aNotice('s0-s1', { id: 'to come', ...coming }),
      ],
    });
    expect((await change(sites, 'restore')).placed).toEqual([
      expect.objectContaining({ action: 'restore', link: 's0-s1', expiresMs: endMs }),
    ]);
    const without = changeAsked({ command: 'restore', about: 's0-s1', owner: 'ann' }, await seen(sites));
    expect(without).toMatchObject({ ok: false, error: expect.stringContaining('announced maintenance holds s0-s1') });
  });
});

describe('how far it has come', () => {
  async function stage(sites: Sites, goal: Goal, placed: readonly Order[]) {
    return stageOf({ goal, link: 's0-s1', change: { placed, ended: [] } }, await seen(sites));
  }

  it('a drain waits, moves and is done', async () => {
    const order = anOrder('drain', 's0-s1', LONG);
    const sites = (await world({}, 0)).know({ orders: [order] });
    const kinds: string[] = [];
    for (let i = 0; i < 25; i++) {
      const { kind } = await stage(sites, 'empty', [order]);
      if (kinds.at(-1) !== kind) kinds.push(kind);
      await sites.turn(i);
    }
    expect(kinds).toEqual(['waits', 'moves', 'done']);
    expect((await stage(sites, 'empty', [order])).said).toMatch(/^drain-complete: nothing is sent over s0-s1 any more/);
  });

  it('a drain that nobody wants any more has ended', async () => {
    const order = anOrder('drain', 's0-s1', { expiresMs: 1 });
    expect((await stage(await world({ orders: [order] }), 'empty', [order])).kind).toBe('ended');
  });

  it('a drain that a freeze holds says so', async () => {
    const order = anOrder('drain', 's0-s1', LONG);
    const sites = await world({ orders: [order, anOrder('freeze', undefined, { owner: 'bob', ...LONG })] });
    expect(await stage(sites, 'empty', [order])).toMatchObject({
      said: expect.stringMatching(/^s0-s1 is drained; 2 flows still on it; held-frozen: bob froze all changes: /),
    });
  });

  it('a restore waits for a link that is down, and is done when all is as short as it can be', async () => {
    const sites = await world({ observations: [anObservation('s0-s1', 's0', { verdict: 'bad' })] });
    expect(await stage(sites, 'given back', [])).toEqual({
      kind: 'waits',
      said: 's0-s1 is down, link-probes-lost: probes from s0 get no answer',
    });
    expect(await stage(await world(), 'given back', [])).toEqual({
      kind: 'done',
      said: 's0-s1 is up, and every flow is on its shortest path',
    });
  });
});
