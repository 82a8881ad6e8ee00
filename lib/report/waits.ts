// Pure: who waited for what in a replay: each time a flow was back, or took another path, and the steps before that.
//
//   20:10:04.5  ord → iad/core  lost for 4.50 s, then over ord-iad-vpn
//                               detection 2.57 s, decision 0.40 s, EC2 API 0.19 s, BGP update 1.34 s
//   20:15:06.5  ord → iad/core  moves to ord-pdx-dx › iad-pdx
//                               Direct Connect API 0.22 s, announcement time of ord-pdx-dx 5:00, BGP update 1.97 s

import type { Wait } from '../twin/waits';
import { clockTime, lengthOfTime } from './clock-time';
import type { Palette } from './palette';
import { serviceName } from './services';

type WaitedFor = Wait['steps'][number];

function stepText({ step, ms, link, action }: WaitedFor): string {
  const time = lengthOfTime(ms / 1_000);
  switch (step) {
    case 'API':
      return `${serviceName(action ?? '')} API ${time}`;
    case 'announcement':
      return `announcement time of ${link} ${time}`;
    case 'BGP timers':
      return `BGP timers of ${link} ${time}`;
    default:
      return `${step} ${time}`;
  }
}

function outcomeText({ kind, path, sinceMs, untilMs }: Wait): string {
  const links = path.join(' › ');
  if (kind === 'moved') return `moves to ${links}`;
  if (untilMs === undefined) return `lost until the end, on its way over ${links}`;
  return `lost for ${lengthOfTime((untilMs - sinceMs) / 1_000)}, then over ${links}`;
}

/** In the order of time. */
export function waitsText(waits: readonly Wait[], colors: Palette): string {
  if (waits.length === 0) return colors.dim('nobody waited for anything');
  const name = Math.max(...waits.map(({ flow }) => flow.length));
  const indent = ' '.repeat(clockTime(0).length + name + 4);
  const when = ({ untilMs, sinceMs }: Wait) => untilMs ?? sinceMs;
  return [...waits]
    .sort((a, b) => when(a) - when(b))
    .flatMap((wait) => {
      const said = outcomeText(wait);
      const head = `${colors.dim(clockTime(when(wait)))}  ${wait.flow.padEnd(name)}  ${wait.kind === 'lost' ? colors.bold(said) : said}`;
      const steps = wait.steps.map(stepText).join(', ');
      return steps === '' ? [head] : [head, `${indent}${colors.dim(steps)}`];
    })
    .join('\n');
}
