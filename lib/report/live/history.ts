// Pure: what controllers have said, as lines of text. What several sites say at about the same time is one line, and so are
// the changes that one site makes at once for one reason.
//
//   2026-12-01T22:00:01Z  iad, pdx, cmh  link-maintenance  ord-iad-dx is drained: carrier-a announced maintenance, …
//   2026-12-01T22:00:02Z  iad            override-created  spokes, transit: pdx over iad-cmh instead of iad-pdx

import type { AuditEntry } from '../../controller/audit';
import { CODES, type Code } from '../../net/codes';
import { decisionText } from '../decision-text';
import { folded, sitesIn } from '../folded';
import type { Palette } from '../palette';
import { secondText } from './age';
import { type Cell, gridLines } from './grid';

const STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;

function codeCell(code: Code): Cell {
  return { text: code, style: STYLES[CODES[code].severity] };
}

const MOST_SITES = 3;

function sitesText(sites: readonly string[]): string {
  const more = sites.length - MOST_SITES;
  return more > 0 ? `${sites.slice(0, MOST_SITES).join(', ')} +${more}` : sites.join(', ');
}

export function historyLines(entries: readonly AuditEntry[], colors: Palette): readonly string[] {
  const rows = folded(entries).map((group) => {
    const [first] = group;
    return [
      { text: secondText(first.atMs), style: 'dim' } as const,
      sitesText(sitesIn(group)),
      codeCell(first.code),
      decisionText(group, first),
    ];
  });
  return gridLines(['when', 'site', 'code', 'what'], rows, colors);
}
