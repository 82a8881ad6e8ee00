import { fates, touchingRows } from '../../../lib/report/page/fates';
import type { Judged } from '../../../lib/report/page/judged';
import { reportPage } from '../../../lib/report/page/report-page';
import { shownOf } from '../../../lib/report/page/shown';
import { NOTHING_FAILED, nothingFailed, type Scenario } from '../../../lib/routing/scenario';
import type { FlowResult } from '../../../lib/verify/results';
import { conditionsOf, mustSurvive } from '../../../lib/verify/scenarios';
import { aBackbone, aPeering, aSite } from '../../support/backbones';

type Result = Pick<FlowResult, 'outcome' | 'path'>;
type Fate = (scenario: Scenario, flow: FlowResult['flow'], mode: FlowResult['mode']) => Result;

const grey = (...names: readonly string[]): Scenario => ({
  links: names.map((name) => ({ name, form: 'grey' })),
  risks: [],
});

const DIRECT: Result = { outcome: 'delivered', path: ['l1'] };
const AROUND: Result = { outcome: 'delivered', path: ['l2', 'l3'] };
const DEAD: Result = { outcome: 'dead-link', path: ['l1'] };

/** Sites in a circle, and what becomes of flows as a rule says. */
function judged(count: number, scenarios: readonly Scenario[], rule: Fate): Judged {
  const sites = Array.from({ length: count }, (_, i) => aSite(i));
  const backbone = aBackbone(
    sites,
    sites.map((_, i) => aPeering(i, (i + 1) % count)),
  );
  const resultIn: Judged['resultIn'] = (scenario, flow, mode) => ({
    scenario,
    flow,
    mode,
    ...rule(scenario, flow, mode),
    hops: [{ place: { at: 'vpc', vpc: flow.to }, said: 'arrives' }],
  });
  const results = scenarios.flatMap((scenario) =>
    backbone.flows.flatMap((flow) =>
      (['baseline', 'controlled'] as const).flatMap((mode) => resultIn(scenario, flow, mode) ?? []),
    ),
  );
  return {
    backbone,
    declared: true,
    verification: { flows: backbone.flows, scenarios, results, findings: [], labels: {} },
    read: { stacks: [], notes: [], missing: [], unplaced: [] },
    resultIn,
    mustSurvive,
    failedLinks: (scenario) => [...conditionsOf(scenario, backbone).keys()],
  };
}

const marksIn = (scenario: Scenario, baseline: Result, controlled: Result) => {
  const given = judged(2, [NOTHING_FAILED, scenario], (now, _, mode) =>
    nothingFailed(now) ? DIRECT : mode === 'baseline' ? baseline : controlled,
  );
  const [flow] = given.verification.flows;
  if (!flow) throw new Error('there is no flow');
  return fates(given)(scenario, flow)?.marks;
};

describe('a fate', () => {
  it.each([
    ['what goes as before', DIRECT, DIRECT, 'as-before', 'as-before'],
    ['what goes another way', AROUND, AROUND, 'moved', 'moved'],
    ['what is lost without the controller', DEAD, AROUND, 'spared', 'moved'],
    ['what is lost with it, too, and must not be', DEAD, DEAD, 'spared', 'lost'],
    ['a loop, which is never right', { ...DEAD, outcome: 'loop' } as const, AROUND, 'lost', 'moved'],
    ['what the templates do not tell', { ...DEAD, outcome: 'unknown' } as const, DIRECT, 'unknown', 'as-before'],
  ])('marks %s', (_, baseline, controlled, before, after) => {
    expect(marksIn(grey('l1'), baseline, controlled)).toEqual({ baseline: before, controlled: after });
  });

  it('marks a loss after more than the flow has to survive as none that must be mended', () => {
    expect(marksIn(grey('l1', 'l2'), DEAD, DEAD)).toEqual({ baseline: 'spared', controlled: 'spared' });
  });
});

it('shows the failures that touch a flow, and counts the others', () => {
  const scenarios = [NOTHING_FAILED, grey('l1'), grey('l2')];
  const given = judged(3, scenarios, ({ links }, { from }) =>
    links[0]?.name === 'l1' && from === 's0' ? AROUND : DIRECT,
  );
  expect(touchingRows(given).map(({ scenario, touched }) => [scenario, touched.length])).toEqual([[grey('l1'), 2]]);
  expect(shownOf(given)).toMatchObject({ calm: 1, leftOutPairs: 0, leftOutFates: 0, shape: { kind: 'matrices' } });
});

it('parts a wide matrix by the site where flows start', () => {
  const { shape } = shownOf(
    judged(6, [NOTHING_FAILED, grey('l1')], ({ links }) => (links.length > 0 ? AROUND : DIRECT)),
  );
  const matrices = shape.kind === 'matrices' ? shape.matrices : [];
  expect(matrices.map(({ from, flows, rows }) => [from, flows.length, rows.length])).toEqual(
    ['s0', 's1', 's2', 's3', 's4', 's5'].map((from) => [from, 5, 2]),
  );
});

const links = (count: number) => Array.from({ length: count }, (_, i) => `l${i}`);

it('leaves out pairs of links that lose nothing that must not be lost, when there is no room for them', () => {
  const names = links(60);
  const pairs = names.flatMap((one, i) => names.slice(i + 1).map((other) => grey(one, other)));
  const given = judged(4, [NOTHING_FAILED, ...names.map((name) => grey(name)), ...pairs], (scenario) =>
    nothingFailed(scenario) ? DIRECT : scenario.links.length > 1 ? DEAD : AROUND,
  );
  expect(shownOf(given)).toMatchObject({ leftOutPairs: pairs.length, shape: { kind: 'matrices' } });
});

describe('a backbone of forty sites', () => {
  /** One flow is lost though it must not be, by the last link; all others are moved by every link. */
  const given = judged(
    40,
    [NOTHING_FAILED, ...links(20).map((name) => grey(name))],
    ({ links: [failed] }, { from, to }) => {
      if (!failed) return DIRECT;
      return failed.name === 'l19' && from === 's39' && to === 's38' ? DEAD : AROUND;
    },
  );
  const shown = shownOf(given);

  it('is a list of the worst, and says how much it leaves out', () => {
    const all = shown.rows.flatMap(({ touched }) => touched);
    expect(shown.shape.kind).toBe('list');
    expect(all).toHaveLength(3_000);
    expect(shown.leftOutFates).toBe(20 * 40 * 39 - 3_000);
    expect(all.filter(({ marks }) => marks.controlled === 'lost')).toHaveLength(1);
  });

  it('makes a page of a size that can be opened', () => {
    const page = reportPage(given);
    expect(page.length).toBeLessThan(2_500_000);
    expect(page.includes('Not shown: 28,200 flows that a failure moves to other links')).toBe(true);
    expect(page.includes('<details class="failure"')).toBe(true);
  });
});
