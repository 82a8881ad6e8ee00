// Pure: what messages of providers and of AWS Health come to, as lines of text.
//
//   notice-received  maintenance CHG-1001 of ord-iad-dx from … to … (CONFIRMED, OUTAGE), announced by carrier-a
//       trusted  yes
//       links    ord-iad-dx
//       window   2026-12-01T22:00:00Z to 2026-12-02T02:00:00Z
//       held as  confirmed, impact outage
//       detour   drains ord-iad-dx from 2026-12-01T21:50:00Z to 2026-12-02T02:00:00Z

import type { AuditEntry } from '../controller/audit';
import type { Notice } from '../controller/database';
import type { Outlook } from '../controller/link-state/outlook';
import { CODES } from '../net/codes';
import { timeText } from '../net/document/time';
import { printable } from '../net/printable';
import type { Palette } from './palette';

/** One thing that a message says. */
export interface ReadNotice {
  readonly entries: readonly Pick<AuditEntry, 'code' | 'because'>[];
  readonly notice?: Notice;
  readonly outlook?: Outlook;
}

function outlookText(outlook: Outlook, links: readonly string[]): string {
  if (outlook.kind === 'told') return `tells a person, and drains nothing: ${outlook.because}`;
  return `drains ${links.join(', ')} from ${timeText(outlook.fromMs)} to ${timeText(outlook.toMs)}`;
}

function heldRows({ trusted, links, startMs, endMs, status, impact, drill }: Notice) {
  return [
    ['trusted', trusted ? 'yes' : 'no'],
    ['links', links.join(', ') || 'none'],
    ['window', `${timeText(startMs)} to ${timeText(endMs)}`],
    ['held as', `${status}, impact ${impact}${drill ? ', a drill' : ''}`],
  ] as const;
}

function rowsOf({ notice, outlook }: ReadNotice): readonly (readonly [string, string])[] {
  return [
    ...(notice ? heldRows(notice) : []),
    ...(outlook ? [['detour', outlookText(outlook, notice?.links ?? [])] as const] : []),
  ];
}

export function noticeLines(read: ReadNotice, colors: Palette): readonly string[] {
  const heads = read.entries.map(({ code, because }) => {
    const name = CODES[code].severity === 'info' ? colors.green(code) : colors.yellow(code);
    return `${name}  ${printable(because)}`;
  });
  return [...heads, ...rowsOf(read).map(([label, text]) => `    ${label.padEnd(8)} ${printable(text)}`)];
}
