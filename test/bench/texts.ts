// Pure: the figures of one run, for a terminal and as docs/benchmarks.md. Each absolute figure has a ratio beside it.

import Table from 'cli-table3';
import type { DecisionTimes } from './decisions';
import type { Machine } from './machine';
import type { Timing } from './measure';
import type { LoadTimes, StartUp } from './start-up';

export interface BundleSize {
  readonly handler: string;
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

export interface Bars {
  readonly decisionMs: number;
  readonly bundleBytes: number;
}

export interface Results {
  readonly machine: Machine;
  readonly bars: Bars;
  readonly decisions: readonly DecisionTimes[];
  readonly startUp: StartUp;
  readonly sizes: readonly BundleSize[];
}

interface Sheet {
  readonly title: string;
  readonly says: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const ms = (value: number | undefined) => (value === undefined ? '' : value.toFixed(1));
const kB = (bytes: number) => (bytes / 1000).toFixed(1);
const percent = (share: number) => `${Math.round(share * 100)} %`;
const range = ({ least, most }: Timing) => `${ms(least)} to ${ms(most)}`;

function decisionSheet({ decisions, bars }: Results): Sheet {
  return {
    title: 'Deciding',
    says: [
      'One reconcile of a site in a backbone of 50 sites and 200 links decides and plans: link states, desired overrides, plan,',
      `guards. The bar is ${bars.decisionMs} ms. *Running* is a function that has decided before; *processor* is what of it a`,
      'processor was busy with, which on a machine with other work is the truer figure. After a deployment the configuration is',
      'new; in a new process the code has to be compiled as well. Milliseconds; medians, with the least and the most.',
    ].join('\n'),
    head: ['what happens', 'changes', 'running', 'processor', 'of the bar', 'after a deployment', 'first of a process'],
    rows: decisions.map(({ name, changes, running, reconfigured, first }) => [
      name,
      String(changes),
      `${ms(running.median)} (${range(running)})`,
      ms(running.processor),
      percent((running.processor ?? running.median) / bars.decisionMs),
      `${ms(reconfigured.median)} (${range(reconfigured)})`,
      `${ms(first.median)} (${range(first)})`,
    ]),
  };
}

function startUpSheet({ startUp: { empty, bundles } }: Results): Sheet {
  const row = ({ handler, load, whole }: LoadTimes) => [
    handler,
    `${ms(load.median)} (${range(load)})`,
    `${ms(whole.median)} (${range(whole)})`,
    (whole.median / empty.whole.median).toFixed(2),
  ];
  return {
    title: 'Starting',
    says: [
      'What it takes to load the bundle of each function, in a process of its own each time: *load* inside it, *process* from',
      'outside, from start to end. The ratio is that of whole processes to one that loads an empty module. Milliseconds; medians,',
      'with the least and the most.',
    ].join('\n'),
    head: ['function', 'load', 'process', 'ratio'],
    rows: [empty, ...bundles].map(row),
  };
}

function sizeSheet({ sizes, bars }: Results): Sheet {
  return {
    title: 'Sizes',
    says: `The code of each function, without its source map. The bar is ${kB(bars.bundleBytes)} kB minified; what is in it is in [bundles.md](bundles.md).`,
    head: ['function', 'minified, kB', 'gzip, kB', 'of the bar'],
    rows: sizes.map(({ handler, minifiedBytes, gzipBytes }) => [
      handler,
      kB(minifiedBytes),
      kB(gzipBytes),
      percent(minifiedBytes / bars.bundleBytes),
    ]),
  };
}

function sheetsOf(results: Results): readonly Sheet[] {
  return [decisionSheet(results), startUpSheet(results), sizeSheet(results)];
}

function machineText({ processor, cores, memoryGiB, system, node, date, load }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}, Node ${node}; ${date}, with a load of ${load}`;
}

export function resultTables(results: Results): string {
  const tables = sheetsOf(results).map(({ title, head, rows }) => {
    const table = new Table({ head: [...head], style: { head: [], border: [] } });
    table.push(...rows.map((row) => [...row]));
    return `${title}\n${table.toString()}`;
  });
  return [machineText(results.machine), ...tables].join('\n\n');
}

export function benchmarksPage(results: Results): string {
  const intro = [
    '# Benchmarks',
    'Figures of one run of `npm run bench -- --write`; on another machine they are others, and the ratios say more than the\nfigures.',
    `- ${machineText(results.machine)}`,
  ];
  const sheets = sheetsOf(results).flatMap(({ title, says, head, rows }) => {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    const align = head.map((_, i) => (i === 0 ? '---' : '--:'));
    return [`## ${title}`, says, [line(head), `|${align.join('|')}|`, ...rows.map(line)].join('\n')];
  });
  return [...intro, ...sheets].join('\n\n').concat('\n');
}
