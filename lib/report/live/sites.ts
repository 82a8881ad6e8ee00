// Pure: the sites of a running backbone, a row for each.
//
//   site  region     last word      view  holds back
//   iad   us-east-1  fresh, 3 s ago  same  admits drains
//   pdx   us-west-2  stale, 5 min ago  other  holds back transit iad (held-order)

import type { SiteReport } from '../../controller/operator/site-reports';
import { agoText } from './age';
import type { Cell, Grid } from './grid';

const STYLES = { fresh: 'green', stale: 'yellow', silent: 'red', unheard: 'red' } as const;

function wordCell({ word, publishedMs }: SiteReport, nowMs: number): Cell {
  const when = publishedMs === undefined ? '' : `, ${agoText(publishedMs, nowMs)}`;
  return { text: `${word}${when}`, style: STYLES[word] };
}

/** Each change that is held stands in the plan: here one is named, and more are counted. */
function heldTexts(held: SiteReport['held']): readonly string[] {
  const all = Object.entries(held);
  if (all.length > 1) return [`holds back ${all.length} changes (${[...new Set(Object.values(held))].join(', ')})`];
  return all.map(([about, code]) => `holds back ${about} (${code})`);
}

function remarks({ admission, held, strays, missing }: SiteReport): string {
  const named = (all: SiteReport['strays']) => Object.entries(all).map(([about, code]) => `${about} (${code})`);
  const parts = [
    ...(admission ? ['admits drains'] : []),
    ...heldTexts(held),
    ...named(strays).map((text) => `astray: ${text}`),
    ...missing.map((text) => `no id for ${text}`),
  ];
  return parts.join('; ');
}

export function siteGrid(sites: readonly SiteReport[], nowMs: number): Grid {
  const rows = sites.map((site) => [
    { text: site.site, style: 'bold' } as const,
    site.region,
    wordCell(site, nowMs),
    { text: site.view ?? 'not known', ...(site.view === 'same' ? {} : { style: 'yellow' as const }) },
    remarks(site),
  ]);
  return { titles: ['site', 'region', 'last word', 'view', ''], rows };
}
