// Pure: the part of a dashboard about flows. Of a flow there is one metric, whether it arrives, which the controller of the
// site that it leaves says. Its path is a list of links and no number: the status in words has it.

import { NAMES_ASTRAY } from '../../net/gauges';
import type { Shown, ShownSite } from './shown';
import { graph, heading, ownSeries, rowsOf, type Widget } from './widgets';

const HALF = 12;

/** The own site is among them: it is not reached while it is evacuated. */
function arrivals({ name: from, region }: ShownSite, sites: readonly string[]): Widget {
  const labelOf = (to: string) => (to === from ? `${to} itself` : `${from} to ${to}`);
  return graph({
    title: `Flows from ${from}: what arrives (good: 1; 0 lost or evacuated, nothing: not known)`,
    series: sites.map((to) => ownSeries('Reachable', { From: from, To: to }, region, labelOf(to))),
    width: HALF,
    stat: 'Minimum',
    top: 1,
  });
}

function lastResorts(sites: readonly ShownSite[]): Widget {
  return graph({
    title: 'Sites to which the best path leads over a link that is drained or down (good: 0)',
    series: sites.map(({ name, region }) => ownSeries('LastResort', { Site: name }, region, `from ${name}`)),
    width: HALF,
    stat: 'Maximum',
  });
}

function namesAstray(sites: readonly ShownSite[]): Widget {
  return graph({
    title: 'Names that are not as they were deployed (good: 0)',
    series: sites.map(({ name, region }) => ownSeries(NAMES_ASTRAY, { Site: name }, region, `at ${name}`)),
    width: HALF,
    stat: 'Maximum',
    marks: [{ label: 'alarm names-astray', value: 1 }],
  });
}

/** Flows that leave the sites, to all sites that are named. */
export function flowRows(
  { sites, premises, hasNames }: Pick<Shown, 'sites' | 'premises' | 'hasNames'>,
  all: readonly string[],
) {
  const linked = sites.filter(({ isLinked }) => isLinked);
  if (linked.length === 0) return [];
  const unmeasured =
    premises.length === 0 ? '' : ` Of flows that start on premises (${premises.join(', ')}) there is no metric.`;
  return [
    [
      heading(
        'Flows: what arrives',
        'every flow is at 1, and no site is reached over its last resort only.',
        `The links that a flow crosses now: the status above, or \`detour flows\`; why it takes them: \`detour explain FROM TO\`.${unmeasured} Runbooks: \`reaches\`, \`last-resort\`${hasNames ? ', `names-astray`' : ''}.`,
      ),
    ],
    ...rowsOf([
      ...linked.map((site) => arrivals(site, all)),
      lastResorts(linked),
      ...(hasNames ? [namesAstray(linked)] : []),
    ]),
  ];
}
