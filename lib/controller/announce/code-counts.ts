// Pure: how often each code was told, for one metric per code.

import type { Code } from '../../net/codes';
import type { AuditEntry } from '../audit';
import type { Measured } from '../measured';

/** So many metrics one line of the embedded metric format holds. */
const MOST_MEASURES = 100;

function countsOf(site: string, codes: readonly Code[]): readonly Measured[] {
  const counts = new Map<Code, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const measures = [...counts].map(([name, value]) => ({ name, unit: 'Count', value }) as const);
  return Array.from({ length: Math.ceil(measures.length / MOST_MEASURES) }, (_, index) => ({
    dimensions: { Site: site },
    measures: measures.slice(index * MOST_MEASURES, (index + 1) * MOST_MEASURES),
  }));
}

/** By the site whose functions tell it, in the order in which codes are told first. */
export function codeCounts(entries: readonly AuditEntry[]): readonly Measured[] {
  const sites = [...new Set(entries.map(({ site }) => site))];
  return sites.flatMap((site) =>
    countsOf(
      site,
      entries.filter((entry) => entry.site === site).map(({ code }) => code),
    ),
  );
}
