// Generated backbones, each compared with itself and with an edit of it, both ways round. What is lost one way is what is
// gained the other; and outcome by outcome it is what looking every failure up at either side says.

import fc from 'fast-check';
import type { Backbone } from '../../../lib/routing/backbone';
import { nothingFailed, type Scenario } from '../../../lib/routing/scenario';
import { compare } from '../../../lib/verify/diff/compare';
import type { Difference, OutcomeChange } from '../../../lib/verify/diff/difference-schema';
import { DIFFERENCE } from '../../../lib/verify/diff/difference-schema';
import { type Compared, knownTo } from '../../../lib/verify/diff/side';
import { resultIn } from '../../../lib/verify/results';
import { hybridBackbones } from '../../support/backbones';
import { comparedOf, NAMES } from '../../support/compared';

const SEED = Number(process.env.DETOUR_SEED ?? 20251001);

type Edit = (backbone: Backbone, at: number) => Backbone;

const withLink = (
  backbone: Backbone,
  at: number,
  change: (link: Backbone['links'][number]) => Partial<Backbone['links'][number]>,
) => ({
  ...backbone,
  links: backbone.links.map((link, i) => (i === at % backbone.links.length ? { ...link, ...change(link) } : link)),
});

const EDITS: Readonly<Record<string, Edit>> = {
  'a link less': (backbone, at) => ({
    ...backbone,
    links: backbone.links.filter((_, i) => i !== at % backbone.links.length),
  }),
  'another cost': (backbone, at) => withLink(backbone, at, ({ cost }) => ({ cost: cost + 7 })),
  'a shared risk more': (backbone, at) =>
    withLink(
      withLink(backbone, at, () => ({ sharedRisks: ['duct-9'] })),
      at + 1,
      () => ({ sharedRisks: ['duct-9'] }),
    ),
  'more asked of a flow': (backbone, at) => ({
    ...backbone,
    flows: backbone.flows.map((flow, i) =>
      i === at % backbone.flows.length ? { ...flow, survive: { links: 2, risks: 1 } } : flow,
    ),
  }),
};

const pairs = fc.sample(fc.tuple(hybridBackbones, fc.nat(40)), { numRuns: 12, seed: SEED }).flatMap(([backbone, at]) =>
  Object.entries(EDITS).map(([name, edit]) => ({
    name,
    before: comparedOf('before', backbone),
    after: comparedOf('after', edit(backbone, at)),
  })),
);

const forth = pairs.map(({ before, after }) => compare(before, after, NAMES));
const back = pairs.map(({ before, after }) => compare(after, before, NAMES));

const turned = (changes: readonly OutcomeChange[]) =>
  changes.map(({ before, after, demanded, ...rest }) => ({
    ...rest,
    before: after,
    after: before,
    demanded: { before: demanded.after, after: demanded.before },
  }));

const EMPTY = {
  lost: [],
  gained: [],
  altered: [],
  demands: [],
  disjointPaths: [],
  singlePoints: { added: [], removed: [] },
  paths: [],
  takeovers: [],
  routes: [],
  drains: [],
  advertised: [],
  learned: [],
  replaced: [],
  findings: { added: [], removed: [] },
  accepted: { added: [], removed: [] },
  changed: { sites: [], links: [], policy: [] },
};

test('a network does not differ from itself', () => {
  for (const before of new Set(pairs.map((pair) => pair.before))) {
    const again = { ...before, assembly: { stacks: [] } };
    expect(compare(before, before, NAMES)).toMatchObject({ verdict: 'identical', ...EMPTY });
    expect(compare(before, again, NAMES)).toMatchObject({ verdict: 'same', ...EMPTY });
  }
});

test('what is lost one way is gained the other way, and what is new is gone', () => {
  const seen = { lost: 0, gained: 0, points: 0, moved: 0 };
  forth.forEach((difference, i) => {
    const mirrored = back[i];
    if (!mirrored) throw new Error('there is no difference the other way');
    expect(turned(mirrored.gained)).toEqual(difference.lost);
    expect(turned(mirrored.lost)).toEqual(difference.gained);
    expect(turned(mirrored.altered)).toEqual(difference.altered);
    expect(mirrored.singlePoints.removed).toEqual(difference.singlePoints.added);
    expect(mirrored.singlePoints.added).toEqual(difference.singlePoints.removed);
    expect(mirrored.links.added).toEqual(difference.links.removed);
    expect(mirrored.findings.added).toEqual(difference.findings.removed);
    expect(mirrored.findings.removed).toEqual(difference.findings.added);
    expect(mirrored.paths.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before }))).toEqual(
      difference.paths,
    );
    seen.lost += difference.lost.length;
    seen.gained += difference.gained.length;
    seen.points += difference.singlePoints.added.length;
    seen.moved += difference.paths.length;
  });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
});

test('every difference has the form that is documented, and the same text each time', () => {
  forth.forEach((difference, i) => {
    expect(DIFFERENCE.parse(difference)).toEqual(difference);
    const pair = pairs[i];
    if (pair && i % 5 === 0)
      expect(JSON.stringify(compare(pair.before, pair.after, NAMES))).toBe(JSON.stringify(difference));
  });
});

/** Every failure and flow with another outcome, by looking each of them up. */
function lookedUp(before: Compared, after: Compared): ReadonlySet<string> {
  const sides = [before, after].map(({ verification }) => ({
    find: resultIn(verification.results),
    known: knownTo(verification),
  }));
  const all = [...before.verification.scenarios, ...after.verification.scenarios];
  const scenarios = [...new Map(all.map((scenario) => [JSON.stringify(scenario), scenario])).values()];
  const changed = new Set<string>();
  for (const scenario of scenarios)
    for (const { from, to } of after.verification.flows)
      for (const mode of ['baseline', 'controlled'] as const) {
        const [was, is] = sides.map(({ find, known }) => find(known(scenario), { from, to }, mode)?.outcome);
        if (was !== is) changed.add(JSON.stringify([scenario, { from, to }, mode, was, is]));
      }
  return changed;
}

const keyOf = ({ scenario, flow, mode, before, after }: OutcomeChange) =>
  JSON.stringify([scenario, flow, mode, before, after]);

test('each change that is told is one, and with what follows they are as many as there are', () => {
  let changes = 0;
  forth.forEach((difference, i) => {
    const pair = pairs[i];
    if (!pair) throw new Error('there is no pair');
    const expected = lookedUp(pair.before, pair.after);
    const told = [...difference.lost, ...difference.gained, ...difference.altered];
    for (const change of told) expect([...expected]).toContain(keyOf(change));
    const counted = told.reduce((sum, { following }) => sum + 1 + following, 0);
    expect({ edit: pair.name, counted }).toEqual({ edit: pair.name, counted: expected.size });
    changes += expected.size;
  });
  expect(changes).toBeGreaterThan(1_000);
});

const failsIn = ({ links, risks, sites = [] }: Scenario) => links.length + risks.length + sites.length;

test('smallest failures come first', () => {
  for (const { lost, gained } of forth)
    for (const changes of [lost, gained]) {
      const sizes = changes.map(({ scenario }) => failsIn(scenario));
      expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    }
});

test('a change is worse exactly where a flow is lost that had to arrive, or an error is new', () => {
  const isWorse = ({ lost, findings }: Difference) =>
    lost.some(
      ({ mode, scenario, demanded }) =>
        (mode === 'controlled' || nothingFailed(scenario)) && (demanded.before || demanded.after),
    ) || findings.added.some(({ severity }) => severity === 'error');
  for (const difference of [...forth, ...back]) expect(difference.verdict === 'worse').toBe(isWorse(difference));
  expect(new Set([...forth, ...back].map(({ verdict }) => verdict))).toEqual(
    new Set(['worse', 'weaker', 'same', 'better']),
  );
});
