import { survivalTable } from '../../lib/report/survival';
import { NOTHING_FAILED, type Scenario } from '../../lib/routing/scenario';
import type { FlowResult } from '../../lib/verify/results';
import type { Verification } from '../../lib/verify/verify';

const PLAIN = Object.fromEntries(
  (['bold', 'dim', 'red', 'green', 'yellow'] as const).map((style) => [style, (text: string) => text]),
) as unknown as Parameters<typeof survivalTable>[1];

const grey = (name: string): Scenario => ({ links: [{ name, form: 'grey' }], risks: [] });

type Fates = (flow: string) => readonly [Fate, Fate];
type Case = readonly [Scenario, Fates];
type Fate = readonly [outcome: FlowResult['outcome'], ...path: string[]];

/** A verification of flows `a-b`; each scenario gives the fate of each flow in baseline and controlled. */
function verification(names: readonly string[], cases: readonly Case[]): Verification {
  const flows = names.map((name) => {
    const [from = '', to = ''] = name.split('-');
    return { from, to };
  });
  const results = cases.flatMap(([scenario, fates]) =>
    flows.flatMap((flow) =>
      fates(`${flow.from}-${flow.to}`).map(([outcome, ...path], i): FlowResult => {
        return { scenario, flow, mode: i === 0 ? 'baseline' : 'controlled', outcome, path, hops: [] };
      }),
    ),
  );
  const required = flows.map((flow) => ({ ...flow, survive: { links: 1, risks: 1 } }));
  return { flows: required, scenarios: cases.map(([scenario]) => scenario), results, findings: [], labels: {} };
}

const direct: Fate = ['delivered', 'l1'];
const around: Fate = ['delivered', 'l2', 'l3'];
const dead: Fate = ['dead-link', 'l1'];
const healthy: Case = [NOTHING_FAILED, () => [direct, direct]];

test('few links make a matrix that shows what moved and what the baseline does alone', () => {
  const shown = survivalTable(
    verification(
      ['a-b', 'b-a'],
      [healthy, [grey('l1'), (flow) => (flow === 'a-b' ? [dead, around] : [direct, direct])]],
    ),
    PLAIN,
  );
  expect(shown).toBe(
    [
      '┌───────┬────────────────┬────────────────────────┐',
      '│ flow  │ nothing failed │ l1 fails               │',
      '├───────┼────────────────┼────────────────────────┤',
      '│ a → b │ ✔ l1           │ ✔ l2 › l3              │',
      '│       │                │   baseline ✘ dead-link │',
      '│ b → a │ ✔ l1           │ ✔ l1                   │',
      '└───────┴────────────────┴────────────────────────┘',
    ].join('\n'),
  );
});

test('a flow that is lost with the controller, too, is said to be lost once', () => {
  const shown = survivalTable(verification(['a-b'], [healthy, [grey('l1'), () => [dead, dead]]]), PLAIN);
  expect(shown).toContain('✘ dead-link');
  expect(shown).not.toContain('baseline');
});

test('a failure in another form or of several things is named in full', () => {
  const both: Scenario = { links: [{ name: 'l1', form: 'down' }], risks: [{ name: 'carrier-a', form: 'grey' }] };
  const all = verification(['a-b'], [healthy, [both, () => [dead, dead]]]);
  const shown = (links: number, risks: number) =>
    survivalTable({ ...all, flows: all.flows.map((flow) => ({ ...flow, survive: { links, risks } })) }, PLAIN);
  expect(shown(2, 1)).toContain('l1 down and risk carrier-a grey');
  expect(shown(2, 0)).not.toContain('carrier-a');
  expect(shown(1, 1)).not.toContain('carrier-a');
});

test('a site that is lost is shown with the flows of the others, and its own are left blank', () => {
  const lost: Scenario = { links: [], risks: [], sites: ['c'] };
  const all = verification(['a-b', 'a-c'], [healthy, [lost, () => [dead, around]]]);
  const results = all.results.filter(({ scenario, flow }) => scenario !== lost || flow.to !== 'c');
  expect(survivalTable({ ...all, results }, PLAIN)).toBe(
    [
      '┌───────┬────────────────┬────────────────────────┐',
      '│ flow  │ nothing failed │ site c lost            │',
      '├───────┼────────────────┼────────────────────────┤',
      '│ a → b │ ✔ l1           │ ✔ l2 › l3              │',
      '│       │                │   baseline ✘ dead-link │',
      '│ a → c │ ✔ l1           │                        │',
      '└───────┴────────────────┴────────────────────────┘',
    ].join('\n'),
  );
});

test('two links at once are shown for flows that must survive them, and for no other', () => {
  const pair: Scenario = { ...grey('l1'), links: [...grey('l1').links, ...grey('l2').links] };
  const all = verification(['a-b', 'b-a'], [healthy, [grey('l1'), () => [dead, around]], [pair, () => [dead, dead]]]);
  expect(survivalTable(all, PLAIN)).not.toContain('l1 and l2');
  const [first, ...others] = all.flows;
  if (!first) throw new Error('there is no flow');
  const flows = [{ ...first, survive: { links: 2, risks: 1 } }, ...others];
  const lines = survivalTable({ ...all, flows }, PLAIN).split('\n');
  expect(lines.filter((line) => line.includes('l1 and l2 fail'))).toEqual([
    expect.stringMatching(/│ l1 and l2 fail │ a → b │ ✘ dead-link │ ✘ dead-link +│/),
  ]);
  expect(lines).toHaveLength(4 + 3);
});

/** A chain of failures, each of which moves the flow that has its number. */
function many(count: number): Verification {
  const names = Array.from({ length: count }, (_, i) => `s${i}-t${i}`);
  return verification(names, [
    healthy,
    ...names.map((name, i): Case => [grey(`link-${i}`), (flow) => (flow === name ? [dead, around] : [direct, direct])]),
  ]);
}

test('more links make a list of only the flows that a failure touches', () => {
  const lines = survivalTable(many(12), PLAIN).split('\n');
  expect(lines[1]).toMatch(/failure +│ flow +│ baseline +│ controlled/);
  expect(lines).toHaveLength(4 + 12);
  expect(lines[3]).toMatch(/│ link-0 fails +│ s0 → t0 +│ ✘ dead-link │ ✔ l2 › l3 +│/);
});

test('what is too long leaves out two failures that the flows survive', () => {
  const verification = many(40);
  const { results, scenarios } = verification;
  const pairs = scenarios.slice(1, 31).flatMap(({ links: [one] }, i): readonly Scenario[] => {
    const [other] = scenarios[i + 2]?.links ?? [];
    return one && other ? [{ links: [one, other], risks: [] }] : [];
  });
  const more = pairs.flatMap((scenario) =>
    results.filter((r) => r.scenario.links[0]?.name === scenario.links[0]?.name).map((r) => ({ ...r, scenario })),
  );
  const flows = verification.flows.map((flow) => ({ ...flow, survive: { links: 2, risks: 0 } }));
  const lines = survivalTable(
    { ...verification, flows, scenarios: [...scenarios, ...pairs], results: [...results, ...more] },
    PLAIN,
  ).split('\n');
  expect(lines).toHaveLength(4 + 40 + 1);
  expect(lines.at(-1)).toBe('not shown: 30 failures of two things that flows must survive, and do when controlled');
});

test('many links make a summary of failures', () => {
  const lines = survivalTable(many(80), PLAIN).split('\n');
  expect(lines[1]).toMatch(/failure +│ flows it touches │ lost in baseline │ lost when controlled/);
  expect(lines[3]).toMatch(/│ link-0 fails +│ 1 +│ ✘ 1 +│ ✔ none +│/);
});

test('no line is wider than 120 columns, however many links there are', () => {
  for (const count of [1, 2, 5, 8, 30, 100]) {
    const widths = survivalTable(many(count), PLAIN)
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(120);
  }
});

test('without flows it says so', () => {
  expect(survivalTable(verification([], [healthy]), PLAIN)).toBe('there are no flows');
});

test('when no failure matters it says so', () => {
  const calm = verification(
    ['a-b'],
    [healthy, ...Array.from({ length: 20 }, (_, i): Case => [grey(`l${i + 2}`), () => [direct, direct]])],
  );
  expect(survivalTable(calm, PLAIN)).toBe('no failure moves or loses a flow');
});
