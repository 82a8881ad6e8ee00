import { orderRequest } from '../../../lib/controller/ordering/request';

const NOW_MS = Date.parse('2026-12-01T20:00:00Z');
const RIGHT = {
  mode: 'plan',
  command: 'drain',
  about: 'iad-pdx',
  reason: 'new optics',
  until: '90m',
  document: 'acme-Detour-DrainLink',
  execution: '4105a4fc-f944-11e6-9d32-0a1b2c3d495h',
};

function request(changes: object = {}) {
  return orderRequest({ ...RIGHT, ...changes }, NOW_MS);
}

function problems(changes: object): readonly string[] {
  const read = request(changes);
  return read.ok ? [] : read.error;
}

describe('what an automation asks for', () => {
  it('is read with the time at which it ends', () => {
    const { until: _, ...same } = RIGHT;
    const value = { ...same, untilMs: NOW_MS + 90 * 60_000 };
    expect(request()).toEqual({ ok: true, value });
    const later = request({ until: '2026-12-02T00:00:00Z' });
    expect(later).toEqual({ ok: true, value: { ...value, untilMs: Date.parse('2026-12-02T00:00:00Z') } });
  });

  it('may leave out until when, and may be about the whole backbone', () => {
    const { until: _, about: __, ...rest } = RIGHT;
    expect(orderRequest({ ...rest, about: '*' }, NOW_MS)).toEqual({ ok: true, value: rest });
  });

  it('fails with all that is wrong at once, and repeats nothing of it', () => {
    expect(problems({ mode: 'do', reason: '  ', until: 'tomorrow', execution: '$(reboot)', about: '' })).toEqual([
      'mode: use plan, give or await',
      'about: use the name of a link or a site, or * for the whole backbone',
      'reason: use 1 to 500 characters',
      'until: use a length of time as 90m, 4h or 2d, or a time in UTC as 2026-12-01T20:10:00Z',
      'execution: use the id of its execution',
    ]);
  });

  it('fails with keys that nobody knows, made safe to print', () => {
    expect(problems({ force: true, '\u001b[2J': 1 })).toEqual(['there is no force, \\u001b[2J']);
  });

  it('fails with what is too long', () => {
    expect(problems({ reason: 'x'.repeat(501) })).toEqual(['reason: use 1 to 500 characters']);
    expect(problems({ about: 'x'.repeat(101) })).toHaveLength(1);
    expect(problems({ until: '1000000d' })).toHaveLength(1);
    expect(problems({ ['k'.repeat(10_000)]: 1 })[0]?.length).toBeLessThan(250);
  });

  it.each([undefined, null, 'drain', 7, []])('fails with %p, which is no object', (input) => {
    const read = orderRequest(input, NOW_MS);
    expect(read).toEqual({ ok: false, error: ['it is no order: use an object'] });
  });

  it('fails with a command that only people at a terminal may give', () => {
    for (const command of ['force-up', 'apply-tunnel-maintenance'])
      expect(problems({ command })).toEqual(['command: use drain, restore, freeze, unfreeze, evacuate, return']);
  });
});
