// Pure: what a maintenance event does to which links. An object may have an impact of its own, beside the event's.
//
//   IMPACT                              is
//   DEGRADED, OUTAGE                    outage
//   NO-IMPACT, REDUCED-REDUNDANCY       none
//   other                               odd: nobody knows what it means
//
// An event is held for the links that it hits worst: for the others it would do less than they are told.

import type { MaintenanceEvent, MaintenanceObject } from './event';

type Impact = 'outage' | 'odd' | 'none';

interface Hit {
  readonly impact: Impact;
  readonly links: readonly string[];
  /** Named as well, and hit less. */
  readonly others: readonly string[];
}

const WORST_FIRST: readonly Impact[] = ['outage', 'odd', 'none'];

function impactOf(text: string): Impact {
  if (text === 'DEGRADED' || text === 'OUTAGE') return 'outage';
  return text === 'NO-IMPACT' || text === 'REDUCED-REDUNDANCY' ? 'none' : 'odd';
}

/** `linksOf` are the links that an object names. */
export function worstHit(event: MaintenanceEvent, linksOf: (object: MaintenanceObject) => readonly string[]): Hit {
  const hits = event.objects.map((object) => ({
    impact: impactOf(object.impact ?? event.impact),
    links: linksOf(object),
  }));
  const named = (impacts: readonly Impact[]) =>
    [...new Set(hits.filter(({ impact }) => impacts.includes(impact)).flatMap(({ links }) => links))].sort();
  const impact = WORST_FIRST.find((one) => named([one]).length > 0) ?? impactOf(event.impact);
  const links = named([impact]);
  return { impact, links, others: named(WORST_FIRST).filter((link) => !links.includes(link)) };
}
