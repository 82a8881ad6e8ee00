// Pure: the part of a dashboard that says what is wrong now: a row for each site, with its alarms and its links.

import { DASHBOARD_QUOTAS } from './quotas';
import type { Shown, ShownLink, ShownSite } from './shown';
import { alarmList, graph, heading, ownSeries, rowsOf, type Series, type Widget } from './widgets';

const HALF = 12;

/** `Standing` of links: see net/gauges.ts. */
const STANDINGS = [
  { label: 'drained', value: 1 },
  { label: 'down', value: 2 },
];

function standingsAt({ name, region }: ShownSite, links: readonly ShownLink[]): readonly Series[] {
  return links
    .filter(({ between }) => between.includes(name))
    .map((link) => ownSeries('Standing', { Link: link.name, Site: name }, region, link.name));
}

function alarmLists({ name, region, alarms }: ShownSite): readonly Widget[] {
  const arns = alarms.map((alarm) => `arn:\${AWS::Partition}:cloudwatch:${region}:\${AWS::AccountId}:alarm:${alarm}`);
  const count = Math.ceil(arns.length / DASHBOARD_QUOTAS.alarmsOfWidget);
  return Array.from({ length: count }, (_, i) => {
    const part = count === 1 ? '' : `, part ${i + 1} of ${count}`;
    const ofPart = arns.slice(i * DASHBOARD_QUOTAS.alarmsOfWidget, (i + 1) * DASHBOARD_QUOTAS.alarmsOfWidget);
    return alarmList(`${name}: alarms (good: none is red)${part}`, ofPart, HALF);
  });
}

function ofSite(site: ShownSite, links: readonly ShownLink[]): readonly (readonly Widget[])[] {
  const [first, ...others] = alarmLists(site);
  const series = standingsAt(site, links);
  const standing =
    series.length === 0
      ? []
      : [
          graph({
            title: `${site.name}: how its links stand there (good: 0; 1 drained, 2 down)`,
            series,
            width: HALF,
            stat: 'Maximum',
            top: 2,
            marks: STANDINGS,
          }),
        ];
  return rowsOf([...(first ? [first] : []), ...standing, ...others]);
}

export function stateRows({ prefix, sites, links }: Pick<Shown, 'prefix' | 'sites' | 'links'>) {
  return [
    [
      heading(
        'Sites: what is wrong now, and where',
        'no alarm is red, and every link stands at 0 at both of its ends.',
        `An alarm is named \`${prefix}-SITE-NAME\`, and then by the link that it is about. \`docs/runbooks/NAME.md\` says what it means and what to do.`,
      ),
    ],
    ...sites.flatMap((site) => ofSite(site, links)),
  ];
}
