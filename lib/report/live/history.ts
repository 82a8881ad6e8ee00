// Pure: what controllers have said, as lines of text.
//
//   2026-12-01T22:00:01Z  iad  link-maintenance  ord-iad-dx is drained: carrier-a announced maintenance, …
//   2026-12-01T22:00:02Z  iad  override-created  transit: pdx over iad-cmh instead of over iad-pdx (override to iad-cmh)

import type { AuditEntry } from '../../controller/audit';
import { CODES, type Code } from '../../net/codes';
import { timeText } from '../../net/document/time';
import { isMade } from '../decision-text';
import type { Palette } from '../palette';
import { changeText } from './changes';
import { type Cell, gridLines } from './grid';

const STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;

function codeCell(code: Code): Cell {
  return { text: code, style: STYLES[CODES[code].severity] };
}

/** A change that was made says all by itself; of others it matters why they were not. */
function saidText({ because, change, code }: AuditEntry): string {
  if (!change) return because;
  return isMade(code) ? changeText(change) : `${changeText(change)}: ${because}`;
}

export function historyLines(entries: readonly AuditEntry[], colors: Palette): readonly string[] {
  const rows = entries.map((entry) => [
    { text: timeText(Math.floor(entry.atMs / 1_000) * 1_000), style: 'dim' } as const,
    entry.site,
    codeCell(entry.code),
    saidText(entry),
  ]);
  return gridLines(['when', 'site', 'code', 'what'], rows, colors);
}
