// The runbooks, step by step as AWS Systems Manager runs them, and the function behind them, over the sites' own controllers.

import type { Snapshot } from '../../../lib/controller/database';
import type { Backbone } from '../../../lib/routing/backbone';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { order, standingOrders } from '../../support/ordering';
import { Sites } from '../../support/sites';
import { aNotice, anObservation, MINUTE_MS } from '../../support/world';

const TRIANGLE = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2), aPeering(0, 2)]);
const ROW = aBackbone([aSite(0), aSite(1), aSite(2)], [aPeering(0, 1), aPeering(1, 2)]);
const LINK = { Link: 's0-s1' };
const SERVED = [{ name: 'orders', sites: ['s0', 's1'] }];

async function settled(backbone: Backbone = TRIANGLE, known: Partial<Snapshot> = {}): Promise<Sites> {
  const sites = new Sites(backbone);
  sites.roundMs = 3_000;
  return (await sites.rounds(4)).know(known).rounds(12);
}

function summary(outputs: Readonly<Record<string, string>>, step: string): string {
  return JSON.parse(outputs[`${step}.Payload`] ?? '{}').summary;
}

describe('DrainLink', () => {
  it('says what it would do, gives the order, and ends when nobody uses the link any more', async () => {
    const sites = await settled();
    const { status, outputs } = await order(sites, 'DrainLink', { parameters: { ...LINK, Until: '2h' } });
    expect(status).toBe('Success');
    expect(summary(outputs, 'plan')).toMatch(
      /^gives: drain s0-s1 until \S+Z\. links: s0-s1 becomes drained\. flows: s0 → s1 takes s0-s2 › s1-s2 instead of s0-s1; s1 → s0/,
    );
    expect(summary(outputs, 'wait')).toBe('drain-complete: nothing is sent over s0-s1 any more; it may be cut');
    expect(sites.overrides().length).toBeGreaterThan(0);
    expect(sites.lost).toEqual([]);
    expect(standingOrders(sites)).toEqual([
      expect.objectContaining({
        id: 'automation-e-1',
        action: 'drain',
        link: 's0-s1',
        owner: 'acme-Detour-DrainLink e-1',
        reason: 'new optics',
      }),
    ]);
  });

  it('fails with the reason when the drain would leave a flow without a path, and writes nothing', async () => {
    const sites = await settled(ROW);
    const { status, failedStep, failure } = await order(sites, 'DrainLink', { parameters: LINK });
    expect({ status, failedStep }).toEqual({ status: 'Failed', failedStep: 'plan' });
    expect(failure).toMatch(/^refused: s0 → s1 has no other path and would stay on s0-s1 \(order-last-path\)/);
    expect(sites.world.snapshot.orders).toEqual([]);
  });

  it('fails when what was well when it was planned is not when it is given', async () => {
    const sites = await settled();
    const failing = ['s0', 's2'].map((site) =>
      anObservation('s0-s2', site, {
        verdict: 'bad',
        atMs: sites.world.nowMs,
        expiresMs: sites.world.nowMs + MINUTE_MS,
      }),
    );
    const approved = () => {
      sites.know({ observations: [...sites.world.snapshot.observations, ...failing] });
      return true;
    };
    const { status, failedStep, failure } = await order(sites, 'DrainLink', { parameters: LINK, approved });
    expect({ status, failedStep }).toEqual({ status: 'Failed', failedStep: 'give' });
    expect(failure).toContain('order-last-path');
    expect(sites.world.snapshot.orders).toEqual([]);
  });

  it('is not given before it is approved, and whoever approves reads what it would do', async () => {
    const sites = await settled();
    const read: string[] = [];
    const rejected = await order(sites, 'DrainLink', { parameters: LINK, approved: (said) => read.push(said) < 0 });
    expect(rejected).toMatchObject({ status: 'Rejected', failedStep: 'approve' });
    expect(read[0]).toMatch(/^acme-Detour-DrainLink, because: new optics\. .*gives: drain s0-s1 until/);
    expect(sites.world.snapshot.orders).toEqual([]);
    const { status } = await order(sites, 'DrainLink', { parameters: LINK, approved: () => true });
    expect(status).toBe('Success');
  });

  it('gives one order, however often the answer is lost', async () => {
    const sites = await settled();
    let lost = 2;
    const through = async (call: () => Promise<{ summary: string }>, payload: unknown) => {
      const answer = await call();
      await sites.round();
      if ((payload as { mode: string }).mode === 'give' && lost-- > 0) throw new Error('the connection was lost');
      return answer;
    };
    const { status } = await order(sites, 'DrainLink', { parameters: LINK, through });
    expect(status).toBe('Success');
    expect(sites.world.snapshot.orders).toHaveLength(1);
  });

  it('fails when it is not carried out, and leaves the order for when it can be', async () => {
    const sites = await settled();
    await order(sites, 'Freeze', { parameters: {}, id: 'e-0' });
    const { status, failedStep, failure, outputs } = await order(sites, 'DrainLink', { parameters: LINK });
    expect(summary(outputs, 'plan')).toContain(
      'waits: acme-Detour-Freeze e-0 froze all changes: new optics (held-frozen)',
    );
    expect({ status, failedStep }).toEqual({ status: 'Failed', failedStep: 'wait' });
    expect(failure).toMatch(
      /^s0-s1 is drained; 2 flows still on it; held-frozen: \S+ e-0 froze all changes: new optics$/,
    );
    expect(standingOrders(sites).map(({ action }) => action)).toEqual(['freeze', 'drain']);
  });

  it('fails while it waits when the order is ended by somebody else', async () => {
    const sites = await settled();
    const through = async (call: () => Promise<{ summary: string }>, payload: unknown) => {
      if ((payload as { mode: string }).mode === 'await')
        await order(sites, 'RestoreLink', { parameters: LINK, id: 'e-2' });
      return call();
    };
    const { status, failure } = await order(sites, 'DrainLink', { parameters: LINK, through });
    expect({ status, failure }).toEqual({
      status: 'Failed',
      failure: 'the order does not stand any more',
    });
  });
});

describe('RestoreLink', () => {
  it('ends the drain, and is over when every site uses the link again', async () => {
    const sites = await settled();
    await order(sites, 'DrainLink', { parameters: LINK });
    const { status, outputs } = await order(sites, 'RestoreLink', { parameters: LINK, id: 'e-2' });
    expect(status).toBe('Success');
    expect(summary(outputs, 'plan')).toContain('ends: drain s0-s1 until ');
    expect(summary(outputs, 'wait')).toBe('s0-s1 is up, and every flow is on its shortest path');
    expect({ overrides: sites.overrides(), lost: sites.lost, standing: standingOrders(sites) }).toEqual({
      overrides: [],
      lost: [],
      standing: [],
    });
  });

  it('overrules maintenance that is announced, for as long as that lasts', async () => {
    const sites = await settled();
    const nowMs = sites.world.nowMs;
    const window = { startMs: nowMs - MINUTE_MS, endMs: nowMs + 60 * MINUTE_MS, receivedMs: nowMs };
    const notice = aNotice('s0-s1', window);
    await sites.know({ notices: [notice] }).rounds(12);
    expect(sites.overrides()).not.toEqual([]);
    const { status, outputs } = await order(sites, 'RestoreLink', { parameters: LINK });
    expect(status).toBe('Success');
    expect(summary(outputs, 'plan')).toContain(`overrules: maintenance ${notice.id} of ${notice.source}`);
    expect(standingOrders(sites)).toMatchObject([{ action: 'restore', link: 's0-s1', id: 'automation-e-1' }]);
  });

  it('says that there is nothing to end, and succeeds', async () => {
    const sites = await settled();
    const { status, outputs } = await order(sites, 'RestoreLink', { parameters: LINK });
    expect(status).toBe('Success');
    expect(summary(outputs, 'give')).toContain('there is nothing to end');
  });
});

describe('Freeze and Unfreeze', () => {
  it('begin and end a freeze of the whole backbone, and of a link', async () => {
    const sites = await settled();
    await order(sites, 'Freeze', { parameters: { Until: '30m' }, id: 'e-1' });
    await order(sites, 'Freeze', { parameters: LINK, id: 'e-2' });
    expect(standingOrders(sites)).toMatchObject([{ action: 'freeze' }, { action: 'freeze', link: 's0-s1' }]);
    expect(standingOrders(sites)[0]?.link).toBeUndefined();
    await order(sites, 'Unfreeze', { parameters: {}, id: 'e-3' });
    expect(standingOrders(sites)).toMatchObject([{ link: 's0-s1' }]);
    const { status } = await order(sites, 'Unfreeze', { parameters: LINK, id: 'e-4' });
    expect({ status, standing: standingOrders(sites) }).toEqual({ status: 'Success', standing: [] });
  });
});

describe('EvacuateSite and ReturnSite', () => {
  it('have names lead elsewhere, and back', async () => {
    const sites = await settled();
    const there = await order(sites, 'EvacuateSite', { parameters: { Site: 's0' }, served: SERVED });
    expect(summary(there.outputs, 'plan')).toContain('names: orders leads to s1 instead of s0');
    expect(standingOrders(sites)).toMatchObject([{ action: 'evacuate', site: 's0' }]);
    const back = await order(sites, 'ReturnSite', { parameters: { Site: 's0' }, served: SERVED, id: 'e-2' });
    expect(summary(back.outputs, 'plan')).toContain('names: orders leads to s0 instead of s1');
    expect(standingOrders(sites)).toEqual([]);
  });

  it('fail for the last site that serves a name', async () => {
    const sites = await settled();
    await order(sites, 'EvacuateSite', { parameters: { Site: 's0' }, served: SERVED });
    const { status, failure } = await order(sites, 'EvacuateSite', {
      parameters: { Site: 's1' },
      served: SERVED,
      id: 'e-2',
    });
    expect(status).toBe('Failed');
    expect(failure).toMatch(
      /^refused: s1 is the last site that serves orders: s0 is evacuated; .*\(order-last-site\)$/,
    );
  });
});

describe('what may be said', () => {
  it('fails for names that there are not, before anything is started', async () => {
    const sites = await settled();
    for (const [kind, parameters] of [
      ['DrainLink', { Link: 's0-s9' }],
      ['DrainLink', { Link: '*' }],
      ['EvacuateSite', { Site: 's9' }],
      ['DrainLink', { ...LINK, Until: 'tomorrow' }],
      ['DrainLink', { ...LINK, Reason: 'a "quote"' }],
      ['DrainLink', { ...LINK, Reason: '{{ automation:EXECUTION_ID }}' }],
      ['DrainLink', { ...LINK, Reason: '' }],
      ['RestoreLink', { ...LINK, Until: '2h' }],
    ] as const)
      await expect(order(sites, kind, { parameters })).rejects.toThrow(/parameter/);
  });

  it('fails in the function as well for names that there are not, and for what lasts too long', async () => {
    const sites = await settled();
    const renamed = (changes: object) => async (_: unknown, payload: unknown) => {
      const { carryOut } = await import('../../../lib/controller/ordering/carry-out');
      const { orderingAt } = await import('../../support/ordering');
      return carryOut({ ...(payload as object), ...changes }, orderingAt(sites, 's0'));
    };
    const failures = [];
    for (const [kind, changes] of [
      ['RestoreLink', { about: 's0-s9' }],
      ['DrainLink', { about: '*' }],
      ['DrainLink', { until: '31d' }],
    ] as const)
      failures.push((await order(sites, kind, { parameters: LINK, through: renamed(changes) })).failure);
    expect(failures).toEqual([
      'refused: there is no link s0-s9; use one of s0-s1, s0-s2, s1-s2',
      'refused: drain needs a name',
      expect.stringMatching(/^refused: the expiry is more than 30 days away: .*\(order-invalid\)$/),
    ]);
  });
});
