// Pure: which flows survive what, as a table for a terminal. What it shows follows from its size:
//
//   few links    a matrix: a row for each flow, a column for each failure, of sites only where one moves another's flow
//   more         a list: a row for each flow that a failure moves or loses
//   many         a summary: a row for each failure, with counts
//
// Two failures at once are shown for flows that must survive them, and where they do more than each of them alone.

import Table from 'cli-table3';
import { failureCount, NOTHING_FAILED, nothingFailed, type Scenario, scenarioName } from '../routing/scenario';
import type { FlowResult } from '../verify/results';
import type { Verification } from '../verify/verify';
import type { Palette } from './palette';

const MATRIX_WIDTH = 116;
const LIST_ROWS = 60;

/** What becomes of one flow in one scenario, in both modes. */
interface Pair {
  readonly baseline: FlowResult;
  readonly controlled: FlowResult;
}

/** False of what two failures at once do to flows that need not survive them. */
export function shownResults({ flows }: Pick<Verification, 'flows'>): (result: FlowResult) => boolean {
  const robust = new Map(
    flows.filter(({ survive }) => survive.links > 1).map(({ from, to, survive }) => [`${from} ${to}`, survive.risks]),
  );
  return ({ scenario, flow: { from, to } }) =>
    failureCount(scenario) < 2 || (robust.get(`${from} ${to}`) ?? -1) >= scenario.risks.length;
}

function pairsOf(verification: Verification): readonly Pair[] {
  const isShown = shownResults(verification);
  return verification.results.flatMap((controlled, i) => {
    const baseline = verification.results[i - 1];
    return isShown(controlled) && controlled.mode === 'controlled' && baseline ? [{ baseline, controlled }] : [];
  });
}

function flowName({ controlled: { flow } }: Pair): string {
  return `${flow.from} → ${flow.to}`;
}

function resultText({ outcome, path }: FlowResult): string {
  if (outcome !== 'delivered') return `✘ ${outcome}`;
  return `✔ ${path.length === 0 ? 'within the site' : path.join(' › ')}`;
}

function painted(result: FlowResult, colors: Palette): string {
  return result.outcome === 'delivered' ? resultText(result) : colors.red(resultText(result));
}

function sameFate(a: FlowResult, b: FlowResult): boolean {
  return resultText(a) === resultText(b);
}

/** What happens with the controller; below it what the baseline does alone, where that differs. Unmoved flows recede. */
function cell({ baseline, controlled }: Pair, healthy: Pair | undefined, colors: Palette): string {
  const unmoved =
    healthy !== undefined && sameFate(controlled, healthy.controlled) && healthy.controlled !== controlled;
  const first =
    unmoved && controlled.outcome === 'delivered' ? colors.dim(resultText(controlled)) : painted(controlled, colors);
  return sameFate(baseline, controlled) ? first : `${first}\n${colors.dim('  baseline')} ${painted(baseline, colors)}`;
}

function grid(head: readonly string[], rows: readonly (readonly string[])[], colors: Palette): string {
  const table = new Table({
    head: head.map((title) => colors.bold(title)),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

function shownScenario(scenario: Scenario, colors: Palette): string {
  if (nothingFailed(scenario)) return scenarioName(NOTHING_FAILED);
  const { links, risks, sites = [] } = scenario;
  if (sites.length > 0) return scenarioName(scenario);
  const failed = [...links.map(({ name }) => name), ...risks.map(({ name }) => `risk ${name}`)];
  const fails = failed.length === 1 ? 'fails' : 'fail';
  const forms = [...new Set([...links, ...risks].map(({ form }) => form))];
  return forms.join() === 'grey' ? `${failed.join(' and ')} ${colors.red(fails)}` : scenarioName(scenario);
}

type Group = readonly [Scenario, readonly Pair[]];

/** Every scenario but those of two failures that have nothing to show. */
function byScenario(verification: Verification): readonly Group[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairsOf(verification)) {
    const name = scenarioName(pair.controlled.scenario);
    const group = groups.get(name) ?? [];
    group.push(pair);
    groups.set(name, group);
  }
  return verification.scenarios.flatMap((scenario): Group[] => {
    const pairs = groups.get(scenarioName(scenario)) ?? [];
    return failureCount(scenario) > 1 && pairs.length === 0 ? [] : [[scenario, pairs]];
  });
}

/** What a flow does when nothing has failed, by its name. */
function healthyPairs(verification: Verification): ReadonlyMap<string, Pair> {
  const healthy = byScenario(verification).find(([scenario]) => nothingFailed(scenario))?.[1] ?? [];
  return new Map(healthy.map((pair) => [flowName(pair), pair]));
}

function matrix(groups: readonly Group[], healthy: ReadonlyMap<string, Pair>, colors: Palette): string {
  const head = ['flow', ...groups.map(([scenario]) => shownScenario(scenario, colors))];
  const rows = [...healthy.keys()].map((flow) => [
    flow,
    ...groups.map(([, pairs]) => {
      const pair = pairs.find((each) => flowName(each) === flow);
      return pair ? cell(pair, healthy.get(flow), colors) : '';
    }),
  ]);
  return grid(head, rows, colors);
}

/** True when a failure moves the flow, loses it, or would without the controller. */
function touched(pair: Pair, healthy: ReadonlyMap<string, Pair>): boolean {
  const before = healthy.get(flowName(pair));
  return !before || !sameFate(pair.baseline, before.baseline) || !sameFate(pair.controlled, before.controlled);
}

function list(groups: readonly Group[], colors: Palette): string {
  const rows = groups.flatMap(([scenario, pairs]) =>
    pairs.map((pair, i) => [
      i === 0 ? shownScenario(scenario, colors) : '',
      flowName(pair),
      painted(pair.baseline, colors),
      painted(pair.controlled, colors),
    ]),
  );
  return grid(['failure', 'flow', 'baseline', 'controlled'], rows, colors);
}

function summary(groups: readonly Group[], colors: Palette): string {
  const lost = (results: readonly FlowResult[]) => {
    const count = results.filter(({ outcome }) => outcome !== 'delivered').length;
    return count === 0 ? '✔ none' : colors.red(`✘ ${count}`);
  };
  const rows = groups.map(([scenario, pairs]) => [
    shownScenario(scenario, colors),
    String(pairs.length),
    lost(pairs.map(({ baseline }) => baseline)),
    lost(pairs.map(({ controlled }) => controlled)),
  ]);
  return grid(['failure', 'flows it touches', 'lost in baseline', 'lost when controlled'], rows, colors);
}

function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

const PLAIN: Palette = { bold: (t) => t, dim: (t) => t, red: (t) => t, green: (t) => t, yellow: (t) => t };

function isListable(groups: readonly Group[]): boolean {
  return groups.reduce((sum, [, pairs]) => sum + pairs.length, 0) <= LIST_ROWS;
}

/** One failure by itself, or several that lose a flow even when controlled. */
function isTelling([scenario, pairs]: Group): boolean {
  return failureCount(scenario) < 2 || pairs.some(({ controlled }) => controlled.outcome !== 'delivered');
}

function shortened(telling: readonly Group[], all: number, colors: Palette): string {
  const more = all - telling.length;
  const what = more === 1 ? 'one failure of two things' : `${more} failures of two things`;
  return `${list(telling, colors)}\nnot shown: ${what} that flows must survive, and do when controlled`;
}

/** The survival of every flow in every scenario, as far as it fits. */
export function survivalTable(verification: Verification, colors: Palette): string {
  const { flows } = verification;
  if (flows.length === 0) return 'there are no flows';
  const all = byScenario(verification);
  const healthy = healthyPairs(verification);
  const columns = all.filter(([{ sites }, pairs]) => !sites || pairs.some((pair) => touched(pair, healthy)));
  const isWhole = ([{ sites }, pairs]: Group) => sites !== undefined || pairs.length === flows.length;
  const isSmall = columns.length <= 8 && flows.length <= LIST_ROWS && columns.every(isWhole);
  if (isSmall && widthOf(matrix(columns, healthy, PLAIN)) <= MATRIX_WIDTH) return matrix(columns, healthy, colors);
  const groups = all.flatMap(([scenario, pairs]): Group[] => {
    const shown = pairs.filter(
      (pair) => touched(pair, healthy) || (nothingFailed(scenario) && pair.controlled.outcome !== 'delivered'),
    );
    return shown.length === 0 ? [] : [[scenario, shown]];
  });
  if (groups.length === 0) return 'no failure moves or loses a flow';
  if (isListable(groups)) return list(groups, colors);
  const telling = groups.filter(isTelling);
  return isListable(telling) ? shortened(telling, groups.length, colors) : summary(groups, colors);
}
