// Pure: what of all results a page shows, so that a backbone of any size gives a file that can be opened: a matrix where that is
// small enough; else a list of the flows that each failure touches, the worst first; and how much is left out.

import type { FlowRequirement } from '../../routing/backbone';
import { NOTHING_FAILED, nothingFailed } from '../../routing/scenario';
import { type Fate, kindOf, type Mark, type Row, touchingRows } from './fates';
import type { Judged } from './judged';

/** More columns are parted by the site where flows start. */
const MOST_COLUMNS = 24;
const MOST_CELLS = 6_000;
const MOST_ENTRIES = 3_000;

/** A matrix: its rows are scenarios, its columns flows. */
interface Matrix {
  /** The site where its flows start; absent: all flows are in it. */
  readonly from?: string;
  readonly flows: readonly FlowRequirement[];
  readonly rows: readonly Row[];
}

/** In a list, some of the flows that a failure touches may be left out. */
export interface ShownRow extends Row {
  readonly leftOut: readonly Fate[];
}

export interface Shown {
  readonly shape: { readonly kind: 'matrices'; readonly matrices: readonly Matrix[] } | { readonly kind: 'list' };
  /** Scenarios that have something to show. */
  readonly rows: readonly ShownRow[];
  /** Scenarios in which nothing is moved or lost. */
  readonly calm: number;
  /** Scenarios of two failures that have something to show and are left out. */
  readonly leftOutPairs: number;
  /** In a list, how many flows are left out that a failure moves. */
  readonly leftOutFates: number;
}

function isPair({ scenario }: Row): boolean {
  return kindOf(scenario) === 'two links' || kindOf(scenario) === 'a shared risk and a link';
}

function hasLost({ touched }: Row): boolean {
  return touched.some(({ marks }) => marks.controlled === 'lost' || marks.baseline === 'lost');
}

function origins(flows: readonly FlowRequirement[]): readonly string[] {
  return [...new Set(flows.map(({ from }) => from))];
}

/** The first row is of nothing failed, so that every flow's usual path can be looked up. */
function withHealthy(rows: readonly Row[]): readonly Row[] {
  const [first] = rows;
  return first && nothingFailed(first.scenario) ? rows : [{ scenario: NOTHING_FAILED, touched: [] }, ...rows];
}

function matricesOf(flows: readonly FlowRequirement[], rows: readonly Row[]): readonly Matrix[] {
  if (flows.length <= MOST_COLUMNS) return [{ flows, rows: withHealthy(rows) }];
  return origins(flows).map((from) => {
    const own = rows.filter(({ touched }) => touched.some(({ flow }) => flow.from === from));
    return { from, flows: flows.filter((flow) => flow.from === from), rows: withHealthy(own) };
  });
}

function cellsIn(matrices: readonly Matrix[]): number {
  return matrices.reduce((sum, { flows, rows }) => sum + flows.length * rows.length, 0);
}

const RANKS: readonly Mark[] = ['lost', 'unknown', 'spared', 'moved', 'as-before'];

/** The worse the lower; what happens with the controller counts before what happens without. */
export function rankOf({ marks }: Fate): number {
  return RANKS.indexOf(marks.controlled) * RANKS.length + RANKS.indexOf(marks.baseline);
}

/** The worst entries of all rows, in the order of the rows. */
function worstOf(rows: readonly Row[]): readonly ShownRow[] {
  const all = rows.flatMap(({ touched }) => touched);
  const kept = new Set([...all].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_ENTRIES));
  return rows.map(({ scenario, touched }) => ({
    scenario,
    touched: touched.filter((fate) => kept.has(fate)),
    leftOut: touched.filter((fate) => !kept.has(fate)),
  }));
}

export function shownOf(judged: Judged): Shown {
  const { flows, scenarios } = judged.verification;
  const all = touchingRows(judged);
  const isFailure = ({ scenario }: Pick<Row, 'scenario'>) => !nothingFailed(scenario);
  const calm = scenarios.filter((scenario) => isFailure({ scenario })).length - all.filter(isFailure).length;
  const due = all.filter((row) => !isPair(row) || hasLost(row));
  const fitting = [all, due].find((rows) => cellsIn(matricesOf(flows, rows)) <= MOST_CELLS);
  if (fitting) {
    const matrices = matricesOf(flows, fitting);
    const leftOutPairs = all.length - fitting.length;
    const rows = fitting.map((row) => ({ ...row, leftOut: [] }));
    return { shape: { kind: 'matrices', matrices }, rows, calm, leftOutPairs, leftOutFates: 0 };
  }
  const rows = worstOf(due);
  const leftOutFates = rows.reduce((sum, { leftOut }) => sum + leftOut.length, 0);
  return { shape: { kind: 'list' }, rows, calm, leftOutPairs: all.length - due.length, leftOutFates };
}
