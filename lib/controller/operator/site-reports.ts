// Pure: how each AWS site's controller fares, for an operator: how old its word is, whether it counts as silent, and what
// it holds back.
//
//   the site's last word            it is
//   there is none                   unheard
//   the admission site said so      silent
//   is older than FRESH_MS          stale: others move no working traffic on the strength of it
//   is younger                      fresh

import type { Code } from '../../net/codes';
import { FRESH_MS } from '../order';
import { haveSameTopology, viewId } from '../view';
import type { SeenBackbone } from './seen-backbone';
import type { SiteReading } from './site-reading';

export interface SiteReport {
  readonly site: string;
  readonly region: string;
  readonly word: 'fresh' | 'stale' | 'silent' | 'unheard';
  /** When it published last. */
  readonly publishedMs?: number;
  /** Since when the admission site calls it silent. */
  readonly silentSinceMs?: number;
  /** It admits drains. */
  readonly admission: boolean;
  /** `apart`: its controller goes by another topology; `other`: by other link states than those seen here. */
  readonly view?: 'same' | 'other' | 'apart';
  /** Changes that its controller held back, by table and destination. */
  readonly held: Readonly<Record<string, Code>>;
  /** What does not do what it was written for. */
  readonly strays: Readonly<Record<string, Code>>;
  /** What is in its plan and has no id here. */
  readonly missing: readonly string[];
}

function viewOf(view: string, { backbone, standings, seenBy }: SeenBackbone): Pick<SiteReport, 'view'> {
  if (seenBy === undefined) return {};
  const here = viewId(backbone, standings);
  if (view === here) return { view: 'same' };
  return { view: haveSameTopology(view, here) ? 'other' : 'apart' };
}

function wordOf(publishedMs: number | undefined, silentSinceMs: number | undefined, nowMs: number) {
  if (publishedMs === undefined) return 'unheard';
  if (silentSinceMs !== undefined) return 'silent';
  return nowMs - publishedMs > FRESH_MS ? 'stale' : 'fresh';
}

function reportOf({ site, region, config }: SiteReading, seen: SeenBackbone): SiteReport {
  const { publications, backbone, nowMs } = seen;
  const { admission } = backbone.policy;
  const word = publications.get(site);
  const silentSinceMs = publications.get(admission)?.silent?.[site];
  return {
    site,
    region,
    word: wordOf(word?.atMs, silentSinceMs, nowMs),
    ...(word ? { publishedMs: word.atMs, ...viewOf(word.view, seen) } : {}),
    ...(silentSinceMs === undefined ? {} : { silentSinceMs }),
    admission: site === admission,
    held: word?.held ?? {},
    strays: word?.strays ?? {},
    missing: config.ok ? config.value.missing : [],
  };
}

/** In the topology's order. */
export function siteReports(seen: SeenBackbone): readonly SiteReport[] {
  return seen.readings.map((reading) => reportOf(reading, seen));
}
