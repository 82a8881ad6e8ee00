// Pure: several replays of one scenario side by side: what each flow lost, and what it cost to prevent it.

import Table from 'cli-table3';
import type { FlowCount, Replay } from '../twin/replayed';
import type { Run } from '../twin/scenario';
import { lengthOfTime } from './clock-time';
import type { Palette } from './palette';
import { serviceName } from './services';
import { timeline } from './timeline';
import { waitsText } from './waits';

/** What people call the runs. */
export const RUN_TITLES: Readonly<Record<Run, string>> = {
  'without-detour': 'as it happened, without Detour',
  unannounced: 'with Detour, no notice',
  announced: 'with Detour, announced',
};

function lossCell({ outageSeconds, lost, sent }: FlowCount, colors: Palette): string {
  const outage = lengthOfTime(outageSeconds);
  const packets = `${lost.toLocaleString('en-US')} of ${sent.toLocaleString('en-US')} packets`;
  return `${lost === 0 ? colors.green(outage) : colors.red(outage)}\n${colors.dim(packets)}`;
}

const READS = /:(Search|Get|Describe|List)/;

function callsText({ calls }: Replay, service: string): string {
  const entries = Object.entries(calls).filter(([action]) => serviceName(action) === service);
  const sum = (reads: boolean) =>
    entries.filter(([action]) => READS.test(action) === reads).reduce((n, [, count]) => n + count, 0);
  return entries.length === 0 ? 'none' : `${sum(false)} writes\n${sum(true)} reads`;
}

/** The services that any of the replays called. */
function servicesOf(replays: readonly Replay[]): readonly string[] {
  const names = replays.flatMap(({ calls }) => Object.keys(calls).map(serviceName));
  return [...new Set(names)].sort().reverse();
}

/** A row for each flow and direction, a column for each run: outage and packets lost; API calls below. */
function summaryTable(replays: readonly Replay[], colors: Palette): string {
  const table = new Table({
    head: ['outage', ...replays.map(({ run }) => RUN_TITLES[run])].map((title) => colors.bold(title)),
    style: { head: [], border: [], compact: false },
  });
  const flows = replays[0]?.flows ?? [];
  flows.forEach(({ name }, i) => {
    table.push([name, ...replays.map(({ flows: counts }) => (counts[i] ? lossCell(counts[i], colors) : ''))]);
  });
  for (const service of servicesOf(replays))
    table.push([`${service} API calls`, ...replays.map((replay) => callsText(replay, service))]);
  return table.toString();
}

function worstOutage(replay: Replay | undefined): string | undefined {
  return replay && lengthOfTime(Math.max(0, ...replay.flows.map(({ outageSeconds }) => outageSeconds)));
}

/** The three figures that the whole is about, in one sentence. */
function conclusion(replays: readonly Replay[]): string {
  const outage = (run: Run) => worstOutage(replays.find((replay) => replay.run === run));
  const [before, unannounced, announced] = [outage('without-detour'), outage('unannounced'), outage('announced')];
  return `outage without Detour ${before}; with Detour ${unannounced} unannounced, ${announced} announced`;
}

/** A timeline for each run, then who waited for what in it, then the summary. */
export function rehearsalText(title: string, replays: readonly Replay[], colors: Palette): string {
  const timelines = replays.map(
    (replay) => `${colors.bold(`── ${RUN_TITLES[replay.run]}`)}\n${timeline(replay, colors)}\n`,
  );
  return [
    `${colors.bold(title)}\n`,
    ...timelines,
    colors.bold('── who waited for what'),
    ...replays.map(({ run, waits }) => `${colors.bold(RUN_TITLES[run])}\n${waitsText(waits, colors)}\n`),
    summaryTable(replays, colors),
    '',
    colors.bold(conclusion(replays)),
  ].join('\n');
}
