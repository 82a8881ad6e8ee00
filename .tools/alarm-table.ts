// Every alarm and every gauge, as tables for the pages about them. Nothing is written twice.

import { ALARMS, type AlarmName } from '../lib/net/alarms';
import { SITE_GAUGES } from '../lib/net/gauges';

const TOLD = { alarm: 'the alarm', controller: 'the controllers' } as const;

export function alarmTable(): string {
  const rows = (Object.keys(ALARMS) as AlarmName[]).map((name) => {
    const { meaning, told } = ALARMS[name];
    return `| [\`${name}\`](${name}.md) | ${meaning} | ${TOLD[told]} |`;
  });
  return ['| alarm | on while | people are told by |', '|---|---|---|', ...rows].join('\n');
}

export function gaugeTable(): string {
  const rows = Object.entries(SITE_GAUGES).map(([name, meaning]) => `| \`${name}\` | \`Site\` | ${meaning} |`);
  const ofLinks =
    '| `Standing` | `Link`, `Site` | what the link counts as at a site where it ends: 0 up, 1 drained, 2 down |';
  return ['| metric | dimensions | value |', '|---|---|---|', ...rows, ofLinks].join('\n');
}
