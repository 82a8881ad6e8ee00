// A cell of the tables, looked up in the data: what fails, the flow, and its traces in both modes.

import type { PageData } from '../page-data';
import { element } from './elements';

interface Journey {
  readonly mode: string;
  readonly outcome: string;
  readonly path: readonly string[];
  readonly hops: readonly PageData['hops'][number][];
}

export interface Cell {
  readonly scenario: string;
  readonly failed: readonly string[];
  readonly lost: readonly string[];
  readonly from: string;
  readonly to: string;
  /** One, when both modes do the same. */
  readonly journeys: readonly Journey[];
}

function journeyOf({ traces, links, hops }: PageData, mode: string, number: number): readonly Journey[] {
  const trace = traces[number];
  if (!trace) return [];
  const [outcome, path, steps] = trace;
  return [
    {
      mode,
      outcome,
      path: path.map((link) => links[link] ?? ''),
      hops: steps.flatMap((step) => {
        const hop = hops[step];
        return hop ? [hop] : [];
      }),
    },
  ];
}

/** `numbers` as a cell has them: scenario, flow, trace in the baseline, trace when controlled; `-` for none. */
export function cellOf(data: PageData, numbers: string): Cell | undefined {
  const [s = -1, f = -1, before = -1, after = -1] = numbers.split(' ').map(Number);
  const [scenario, flow] = [data.scenarios[s], data.flows[f]];
  if (!scenario || !flow) return undefined;
  const [name, failed, lost] = scenario;
  const journeys =
    before === after
      ? journeyOf(data, 'baseline and controlled', after)
      : [...journeyOf(data, 'controlled', after), ...journeyOf(data, 'baseline', before)];
  return {
    scenario: name,
    failed: failed.map((link) => data.links[link] ?? ''),
    lost,
    from: flow[0],
    to: flow[1],
    journeys,
  };
}

function said({ outcome, path }: Journey): string {
  if (outcome === 'delivered') return path.length === 0 ? '✔ within the site' : `✔ over ${path.join(' › ')}`;
  return path.length === 0 ? `✘ ${outcome}` : `✘ ${outcome} after ${path.at(-1)}`;
}

function hopItem([where, route, happened]: PageData['hops'][number]): HTMLLIElement {
  const matched = element('code', route);
  matched.className = 'route';
  return element('li', `${where}: ${happened}`, ...(route === '' ? [] : [matched]));
}

/** The traces of a cell as people read them. */
export function journeyList({ journeys }: Cell): readonly HTMLElement[] {
  return journeys.flatMap((journey) => [
    element('h3', `${journey.mode}: ${said(journey)}`),
    element('ol', ...journey.hops.map(hopItem)),
  ]);
}
