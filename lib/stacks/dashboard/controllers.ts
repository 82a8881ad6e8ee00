// Pure: the part of a dashboard about controllers: whether they work, and what keeps them from what they want.

import type { Gauge } from '../../net/gauges';
import type { Shown, ShownSite } from './shown';
import { graph, heading, ownSeries, rowsOf, type Series, type Widget } from './widgets';

const HALF = 12;
const THIRD = 8;

function ofAll(sites: readonly ShownSite[], gauge: Gauge, label = ''): readonly Series[] {
  return sites.map(({ name, region }) => ownSeries(gauge, { Site: name }, region, `${name}${label}`));
}

function ofFunctions(sites: readonly ShownSite[], prefix: string, metric: string, label = ''): readonly Series[] {
  return sites.map(({ name, region }) => ({
    namespace: 'AWS/Lambda',
    metric,
    dimensions: { FunctionName: `${prefix}-${name}-reconciler` },
    region,
    label: `${name}${label}`,
  }));
}

function runs(sites: readonly ShownSite[], prefix: string): readonly Widget[] {
  return [
    graph({
      title: 'Runs that did all of their work, a minute (good: 1 or more)',
      series: ofAll(sites, 'Reconciled'),
      width: HALF,
      stat: 'Sum',
      marks: [{ label: 'less for 5 minutes: alarm controller-stale', value: 1 }],
    }),
    graph({
      title: 'Runs that failed or could not start, a minute (good: 0)',
      series: [
        ...ofFunctions(sites, prefix, 'Errors', ' failed'),
        ...ofFunctions(sites, prefix, 'Throttles', ' could not start'),
      ],
      width: HALF,
      stat: 'Sum',
    }),
    graph({
      title: 'Longest run of a minute, ms',
      series: ofFunctions(sites, prefix, 'Duration'),
      width: HALF,
      stat: 'Maximum',
    }),
    graph({
      title: 'Oldest change of the database that was waiting, ms (good: below the line)',
      series: ofFunctions(sites, prefix, 'IteratorAge'),
      width: HALF,
      stat: 'Maximum',
      marks: [{ label: 'alarm controller-late', value: 30_000 }],
    }),
  ];
}

function held(sites: readonly ShownSite[], admission: string): readonly Widget[] {
  const admits = sites.filter(({ name }) => name === admission);
  const others = sites.filter(({ name }) => name !== admission);
  const admitted = [
    ...ofAll(admits, 'DrainsUnfinished', ' unfinished'),
    ...ofAll(others, 'AdmissionUnheard', ' unheard'),
  ];
  return [
    graph({
      title: 'Changes that a guard refuses (good: 0)',
      series: ofAll(sites, 'ChangesRefused'),
      width: THIRD,
      stat: 'Maximum',
    }),
    graph({
      title: 'Routes in the way, and withdrawals frozen (good: 0)',
      series: [...ofAll(sites, 'ResidualRoutes', ' in the way'), ...ofAll(sites, 'WithdrawalsFrozen', ' frozen')],
      width: THIRD,
      stat: 'Maximum',
    }),
    graph({
      title: 'Drains unfinished, sites unheard (good: 0)',
      series: admitted,
      width: THIRD,
      stat: 'Maximum',
    }),
  ];
}

export function controllerRows({ prefix, admission, sites }: Pick<Shown, 'prefix' | 'admission' | 'sites'>) {
  const linked = sites.filter(({ isLinked }) => isLinked);
  if (linked.length === 0) return [];
  return [
    [
      heading(
        'Controllers: do they work',
        'each has a good run every minute, nothing fails, and nothing is held.',
        `A controller that stands still moves nothing back: routes stay as written. Its log is that of the function \`${prefix}-SITE-reconciler\`. Runbooks: \`controller-stale\`, \`controller-failing\`, \`change-refused\`, \`drain-stuck\`.`,
      ),
    ],
    ...rowsOf([...runs(linked, prefix), ...held(linked, admission)]),
  ];
}
