// Pure: what goes on now, a line for each thing that happens or is decided.
//
//   20:10:00.0                           iad-pdx drops all data; its attachments and routes stay up
//   20:10:03.1  iad   link-probes-lost   iad-pdx is down: probes from iad get no answer

import type { AuditEntry } from '../controller/audit';
import { CODES } from '../net/codes';
import type { WorldEvent } from '../twin/replayed';
import { clockTime } from './clock-time';
import { decisionText, isMade } from './decision-text';
import type { Palette } from './palette';

/** Lines of what is yet to come have to stand below each other: so wide is the widest code that is told often. */
const CODE_WIDTH = 22;

interface Columns {
  /** Of the longest name of a site. */
  readonly site: number;
}

function line(atMs: number, site: string, code: string, text: string, columns: Columns, colors: Palette): string {
  const head = `${colors.dim(clockTime(atMs))}  ${site.padEnd(columns.site)}`;
  return `${head}  ${colors.dim(code.padEnd(CODE_WIDTH))}  ${text}`;
}

export function decidedLine(entry: AuditEntry, columns: Columns, colors: Palette): string {
  const { atMs, site, code } = entry;
  const { severity } = CODES[code];
  const style = isMade(code) ? colors.bold : severity === 'info' ? (text: string) => text : colors.yellow;
  return line(atMs, site, code, style(decisionText([entry], entry)), columns, colors);
}

export function happenedLine({ atMs, said }: WorldEvent, columns: Columns, colors: Palette): string {
  return line(atMs, '', '', colors.bold(said), columns, colors);
}

export function failedLine(atMs: number, site: string, why: string, columns: Columns, colors: Palette): string {
  return line(atMs, site, '', colors.red(`the run of the controller failed: ${why}`), columns, colors);
}
