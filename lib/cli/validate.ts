// `detour validate`: reads topology files and prints every problem with its place.

import type { Issue } from '../net/issue';
import { printable } from '../net/printable';
import type { Result } from '../net/result';
import { issueLines } from '../report/issues';
import { loadTopology } from '../topology/load';
import type { Topology } from '../topology/topology';
import { EXIT, type Io } from './io';

interface Checked {
  readonly file: string;
  readonly result: Result<Topology, readonly Issue[]>;
}

export function validate(files: string[], options: { json?: boolean }, io: Io): number {
  const checked = files.map((file) => ({ file, result: loadTopology(file) }));
  io.out(options.json ? asJson(checked) : asText(checked, io.colors));
  return checked.every(({ result }) => result.ok) ? EXIT.ok : EXIT.problem;
}

function asJson(checked: readonly Checked[]): string {
  const files = checked.map(({ file, result }) => ({ file, ok: result.ok, issues: result.ok ? [] : result.error }));
  return JSON.stringify({ files }, undefined, 2);
}

function asText(checked: readonly Checked[], colors: Io['colors']): string {
  const blocks = checked.map(({ file, result }) =>
    result.ok
      ? `${printable(file)}: ${colors.green('ok')} (${summary(result.value)})`
      : result.error.flatMap((issue) => issueLines(issue, colors)).join('\n'),
  );
  const total = totals(checked);
  return [...blocks, ...(total === undefined ? [] : ['', colors.red(total)])].join('\n');
}

function summary({ sites, links, flows }: Topology): string {
  return [count(sites.length, 'site'), count(links.length, 'link'), count(flows.length, 'flow')].join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Nothing when all files are right. */
function totals(checked: readonly Checked[]): string | undefined {
  const bad = checked.flatMap(({ result }) => (result.ok ? [] : [result.error.length]));
  if (bad.length === 0) return undefined;
  const problems = bad.reduce((sum, number) => sum + number, 0);
  return `${count(problems, 'problem')} in ${bad.length} of ${count(checked.length, 'file')}`;
}
