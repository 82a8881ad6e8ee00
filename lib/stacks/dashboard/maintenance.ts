// Pure: the part of a dashboard about maintenance: what was announced, and how drains went. What is told with a code is
// counted by site under the code.

import type { Code } from '../../net/codes';
import type { Shown, ShownSite } from './shown';
import { COLUMNS, graph, heading, ownSeries, rowsOf, type Series, type Widget } from './widgets';

const HALF = 12;
/** How often a code was told. */
const COUNTED = { stat: 'Sum', periodSeconds: 300 } as const;

const TOLD = {
  'notice-received': 'announced',
  'notice-unmatched': 'of no link that is known',
  'notice-tentative': 'not confirmed',
  'notice-untrusted': 'of who is not trusted',
  'notice-unreadable': 'unreadable',
  'drain-admitted': 'begun',
  'drain-complete': 'complete',
  'drain-ended': 'given back',
} as const satisfies Partial<Readonly<Record<Code, string>>>;

function counted(codes: readonly (keyof typeof TOLD)[], sites: readonly ShownSite[]): readonly Series[] {
  return codes.flatMap((code) =>
    sites.map(({ name, region }) => ownSeries(code, { Site: name }, region, `${name}: ${TOLD[code]}`)),
  );
}

function announced(sites: readonly ShownSite[]): Widget {
  const series = counted(['notice-received'], sites);
  return graph({ ...COUNTED, title: 'Maintenance announced, in 5 minutes', series, width: HALF });
}

/** The admission site alone lets drains begin, and says how they go. */
function drains(admission: readonly ShownSite[]): Widget {
  const series = counted(['drain-admitted', 'drain-complete', 'drain-ended'], admission);
  return graph({ ...COUNTED, title: 'Drains, in 5 minutes', series, width: HALF });
}

function forPeople(sites: readonly ShownSite[], width: number): Widget {
  const series = counted(['notice-unmatched', 'notice-tentative', 'notice-untrusted', 'notice-unreadable'], sites);
  return graph({ ...COUNTED, title: 'Announcements that a person has to read (good: 0)', series, width });
}

export function maintenanceRows({ admission, sites }: Pick<Shown, 'admission' | 'sites'>) {
  const linked = sites.filter(({ isLinked }) => isLinked);
  if (linked.length === 0) return [];
  const admits = linked.filter(({ name }) => name === admission);
  const isAdmission = admits.length > 0;
  return [
    [
      heading(
        'Maintenance: what was announced, and how drains went',
        'what was announced is of a known link, and each drain that has begun is complete before its window opens.',
        'The windows to come, and the orders that stand: the status above, or `detour windows`. What was decided, in words: `detour history`. Runbooks: `notice-unmatched`, `notice-tentative`, `drain-stuck`.',
      ),
    ],
    ...rowsOf([
      announced(linked),
      ...(isAdmission ? [drains(admits)] : []),
      forPeople(linked, isAdmission ? COLUMNS : HALF),
    ]),
  ];
}
