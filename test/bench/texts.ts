// Pure: the figures of one run, for a terminal and as docs/benchmarks.md. Each absolute figure has a ratio beside it.

import Table from 'cli-table3';
import type { CommandTimes } from './command-lines';
import type { DecisionTimes } from './decisions';
import type { Machine } from './machine';
import type { Timing } from './measure';
import type { LoadTimes, StartUp } from './start-up';
import type { VerificationCost } from './verification';

export interface BundleSize {
  readonly handler: string;
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
}

export interface Bars {
  readonly decisionMs: number;
  readonly bundleBytes: number;
  readonly verification: { readonly ms: number; readonly mostMiB: number };
}

export interface Results {
  readonly machine: Machine;
  readonly bars: Bars;
  readonly verifications: readonly VerificationCost[];
  readonly decisions: readonly DecisionTimes[];
  readonly commands: readonly CommandTimes[];
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

const seconds = (value: number) => (value / 1000).toFixed(value < 10_000 ? 2 : 1);

function verificationSheet({ verifications, bars }: Results): Sheet {
  const row = ({ kind, sites, links, linkPairs, flows, scenarios, ms: used, mostMiB, naiveMs }: VerificationCost) => [
    `${sites} sites, ${kind}`,
    ...[links, linkPairs, flows, scenarios].map(String),
    seconds(used),
    (used / scenarios).toFixed(2),
    mostMiB.toFixed(0),
    ...(naiveMs === undefined ? ['', ''] : [seconds(naiveMs), `${(naiveMs / used).toFixed(0)}`]),
  ];
  return {
    title: 'Verifying',
    says: [
      'Every flow is judged in every scenario in both modes, from a network and its backbone to results: nothing failed, each',
      'link, each pair of links, each AWS site. AWS sites have two VPCs. *Peered* backbones have peerings only, which fail in one',
      'form; in *hybrid* ones four sites are on premises with two BGP links each, which fail in two, and a pair of links in up to',
      `four. The bar is ${seconds(bars.verification.ms)} s and ${bars.verification.mostMiB} MiB for 40 sites and 120 links, one link or two failed. Times are those of a`,
      'processor, memory is the most that the process ever held, of which Node and the compiler take about 110 MiB; up to 40',
      'sites its heap is limited to 320 MiB, so that garbage does not count. *Plainly* is the time of a calculation that makes',
      'the whole network anew for each scenario and follows every packet, taken from some of the scenarios, in which both must',
      'agree; the ratio is what sharing work between scenarios saves.',
    ].join('\n'),
    head: [
      ...['backbone', 'links', 'pairs', 'flows', 'scenarios', 'seconds', 'ms a scenario', 'MiB'],
      ...['plainly, seconds', 'ratio'],
    ],
    rows: verifications.map(row),
  };
}

function commandSheet({ commands }: Results): Sheet {
  const [empty] = commands;
  return {
    title: 'Commands',
    says: [
      'Whole processes of the built command line, from start to end; verifying reads the assembly that is synthesized, of 3 AWS',
      'sites and one on premises. The ratio is that to one that loads an empty module. Milliseconds; medians, with the least',
      'and the most.',
    ].join('\n'),
    head: ['command', 'process', 'ratio', 'bar', 'of the bar'],
    rows: commands.map(({ command, whole, barMs }) => [
      command,
      `${ms(whole.median)} (${range(whole)})`,
      (whole.median / (empty?.whole.median ?? Number.NaN)).toFixed(1),
      ...(barMs === undefined ? ['', ''] : [String(barMs), percent(whole.median / barMs)]),
    ]),
  };
}

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
  return [
    verificationSheet(results),
    decisionSheet(results),
    commandSheet(results),
    startUpSheet(results),
    sizeSheet(results),
  ];
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
