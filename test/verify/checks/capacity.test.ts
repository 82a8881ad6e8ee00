// Links that take over and are narrower than what they replace.

import type { Backbone } from '../../../lib/routing/backbone';
import { NOTHING_FAILED, type Scenario } from '../../../lib/routing/scenario';
import { takeoverCapacity } from '../../../lib/verify/checks/capacity';
import type { FlowResult } from '../../../lib/verify/results';
import { aHybrid, failing, fared, judging, judgingTables, messages } from '../../support/judging';

function found(backbone: Backbone): readonly string[] {
  return messages(takeoverCapacity(judging(backbone)));
}

/** With the capacities of these links, in Gbit/s. */
function withCapacities(backbone: Backbone, capacities: Readonly<Record<string, number>>): Backbone {
  const links = backbone.links.map((link) => {
    const capacityGbps = capacities[link.name];
    return capacityGbps === undefined ? link : { ...link, capacityGbps };
  });
  return { ...backbone, links };
}

test('a narrower link that takes over is told once, with the numbers', () => {
  expect(found(withCapacities(aHybrid(), { 'dx-0': 10, 'dx-1': 1 }))).toEqual([
    expect.stringMatching(
      /^dx-0 down, baseline: dx-1 takes over from dx-0 for p9 to s0 and \d more flows, and has 1 Gbit\/s for what had 10, beside \d flows that it carries anyway, and so in \d more failures$/,
    ),
  ]);
});

test('an equal link is no finding, and neither is one of which the capacity is not known', () => {
  expect(found(withCapacities(aHybrid(), { 'dx-0': 10, 'dx-1': 10 }))).toEqual([]);
  expect(found(withCapacities(aHybrid(), { 'dx-0': 10 }))).toEqual([]);
  expect(found(withCapacities(aHybrid(), { 'dx-1': 1 }))).toEqual([]);
});

test('a link that is wide enough for each of two and not for both is told of the failure that takes both', () => {
  const risk = { sharedRisks: ['duct'] };
  const backbone = aHybrid();
  const links = backbone.links.map((link) =>
    link.name === 's0-s1' || link.name === 's0-s2' ? { ...link, ...risk } : link,
  );
  const wide = { 's0-s1': 10, 's0-s2': 10, 's1-s2': 10, 'dx-0': 10, 'dx-1': 10 };
  expect(found(withCapacities({ ...backbone, links }, wide))).toEqual([]);
  // Of two links of s0 that are lost with all behind it, nothing moves; so let p9 take what both carried.
  const third = { ...links[0], name: 'dx-2', kind: 'direct-connect', between: ['p9', 's2'], cost: 7 } as const;
  const shared = links.map((link) =>
    /^dx-[01]$/.test(link.name) ? { ...link, ...risk } : { ...link, sharedRisks: [] },
  );
  const more = {
    ...backbone,
    links: [...shared, { ...third, sharedRisks: [] }].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  expect(found(withCapacities(more, { 'dx-0': 10, 'dx-1': 10, 'dx-2': 10 }))).toEqual([
    expect.stringMatching(
      /^risk duct down, baseline: dx-2 takes over from dx-0 and dx-1 for .*has 10 Gbit\/s for what had 20,/,
    ),
  ]);
  const wider = found(withCapacities(more, { 'dx-0': 10, 'dx-1': 10, 'dx-2': 20 }));
  expect(wider.filter((message) => message.includes(': dx-2 takes over'))).toEqual([]);
});

test('two failures that a flow need not survive are not judged', () => {
  const backbone = aHybrid();
  const third = {
    ...backbone.links[0],
    name: 'dx-2',
    kind: 'direct-connect',
    between: ['p9', 's2'],
    cost: 14,
  } as const;
  const more = {
    ...backbone,
    links: [...backbone.links, { ...third, sharedRisks: [] }].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
  const capacities = { 'dx-0': 10, 'dx-1': 10, 'dx-2': 1 };
  expect(found(withCapacities(more, capacities))).toEqual([]);
  const robust = { ...more, flows: more.flows.map((flow) => ({ ...flow, survive: { links: 2, risks: 1 } })) };
  expect(found(withCapacities(robust, capacities))).toEqual([
    expect.stringMatching(
      /^dx-0 \w+ and dx-1 \w+, \w+: dx-2 takes over from dx-0(?: and dx-1)? for .* has 1 Gbit\/s for what had \d\d,/,
    ),
  ]);
});

describe('of links by hand', () => {
  const wide = withCapacities(aHybrid(), { 'dx-0': 10, 'dx-1': 1, 's0-s1': 40, 's0-s2': 4 });
  const robust = { ...wide, flows: wide.flows.map((flow) => ({ ...flow, survive: { links: 2, risks: 1 } })) };
  const frail = { ...wide, flows: wide.flows.map((flow) => ({ ...flow, survive: { links: 0, risks: 0 } })) };

  function takeovers(...results: readonly FlowResult[]) {
    return takeoverCapacity({ ...judgingTables(robust), results });
  }

  const usually = (sites: string, ...path: readonly string[]) =>
    fared(sites, NOTHING_FAILED, 'baseline', 'delivered', ...path);
  const moving = (scenario: Scenario, sites: string, ...path: readonly string[]) =>
    fared(sites, scenario, 'baseline', 'delivered', ...path);
  const DOWN = failing('dx-0 down');
  const [S0, S1, S2] = ['p9 s0', 'p9 s1', 'p9 s2'] as const;

  test('a finding says who takes over from whom, for what, and what to do', () => {
    const moved = moving(DOWN, S0, 'dx-1', 's0-s1');
    expect(takeovers(usually(S0, 'dx-0'), moved)).toStrictEqual([
      {
        code: 'verify-takeover-capacity',
        severity: 'warning',
        message: 'dx-0 down, baseline: dx-1 takes over from dx-0 for p9 to s0, and has 1 Gbit/s for what had 10',
        fix: 'give dx-1 the capacity of what it takes over, let another path take over at lower cost, or see to it that no more than 1 Gbit/s are sent while dx-0 is lost',
        scenario: DOWN,
        flow: { from: 'p9', to: 's0' },
        trace: { outcome: 'delivered', path: ['dx-1', 's0-s1'], hops: moved.hops },
      },
    ]);
  });

  test('flows that move with it, those that it carries anyway in that mode, and other failures are counted', () => {
    const others = usually(S1, 'dx-1');
    expect(
      messages(
        takeovers(
          usually(S0, 'dx-0'),
          usually(S2, 'dx-0', 's0-s2'),
          others,
          fared('s1 p9', NOTHING_FAILED, 'controlled', 'delivered', 'dx-1'),
          fared('s2 p9', NOTHING_FAILED, 'controlled', 'delivered', 'dx-1'),
          moving(DOWN, S0, 'dx-1', 's0-s1'),
          moving(DOWN, 's0 p9', 'dx-1'),
          moving(failing('dx-0 grey'), S0, 'dx-1', 's0-s1'),
        ),
      ),
    ).toEqual([
      'dx-0 down, baseline: dx-1 takes over from dx-0 for p9 to s0, and has 1 Gbit/s for what had 10, beside one flow that it carries anyway, and so in one more failure',
    ]);
    expect(
      messages(
        takeovers(
          usually(S0, 'dx-0'),
          usually('s0 p9', 'dx-0'),
          moving(DOWN, S0, 'dx-1', 's0-s1'),
          moving(DOWN, 's0 p9', 's0-s1', 'dx-1'),
        ),
      ),
    ).toEqual([
      'dx-0 down, baseline: dx-1 takes over from dx-0 for p9 to s0 and one more flow, and has 1 Gbit/s for what had 10',
    ]);
  });

  test('the failure that asks most is told, though a smaller one is too much already', () => {
    const both = failing('dx-0 down', 's1-s2 grey');
    const [found, ...more] = takeovers(
      usually(S0, 'dx-0'),
      usually('s1 s2', 's1-s2'),
      usually('s2 s0', 's0-s2'),
      moving(DOWN, S0, 'dx-1', 's0-s1'),
      moving(both, S0, 'dx-1', 's0-s1'),
      moving(both, 's2 s0', 'dx-1'),
    );
    expect(more).toEqual([]);
    expect(found?.message).toBe(
      'dx-0 down and s1-s2 grey, baseline: dx-1 takes over from dx-0 and s0-s2 for p9 to s0 and one more flow, and has 1 Gbit/s for what had 14, and so in one more failure',
    );
    expect(found?.fix).toContain('while dx-0 and s0-s2 are lost');
  });

  test('each link that is too narrow is told with its own failures', () => {
    const grey = failing('s0-s1 grey');
    const found = takeovers(
      usually(S0, 'dx-0'),
      usually('s0 s1', 's0-s1'),
      moving(DOWN, S0, 'dx-1', 's0-s1'),
      moving(grey, 's0 s1', 's0-s2', 's1-s2'),
    );
    expect(messages(found)).toEqual([
      'dx-0 down, baseline: dx-1 takes over from dx-0 for p9 to s0, and has 1 Gbit/s for what had 10',
      's0-s1 grey, baseline: s0-s2 takes over from s0-s1 for s0 to s1, and has 4 Gbit/s for what had 40',
    ]);
  });

  test('a link that the flow used before takes nothing over', () => {
    expect(
      takeovers(usually(S2, 'dx-1', 's0-s1', 's0-s2'), moving(failing('s0-s1 grey'), S2, 'dx-1', 's1-s2')),
    ).toEqual([]);
  });

  test('a path of which nothing is known limits nothing', () => {
    expect(takeovers(usually(S0, 'gone'), moving(DOWN, S0, 'dx-1', 's0-s1'))).toEqual([]);
  });

  test('a single link is judged although no flow has to survive it, and two are not', () => {
    const results = [usually(S0, 'dx-0'), moving(DOWN, S0, 'dx-1', 's0-s1')];
    expect(takeoverCapacity({ ...judgingTables(frail), results })).toHaveLength(1);
    const two = [usually(S0, 'dx-0'), moving(failing('dx-0 down', 's1-s2 grey'), S0, 'dx-1', 's0-s1')];
    expect(takeoverCapacity({ ...judgingTables(frail), results: two })).toEqual([]);
  });
});
