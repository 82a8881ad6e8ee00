// Links that take over and are narrower than what they replace.

import type { Backbone } from '../../../lib/routing/backbone';
import { takeoverCapacity } from '../../../lib/verify/checks/capacity';
import { aHybrid, judging, messages } from '../../support/judging';

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
