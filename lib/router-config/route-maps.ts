// Pure: prefix lists and route-maps, which FRR and IOS XE write alike.

import { ANNOUNCED, areaName, FROM_AWS, linkName } from './names';
import type { Area, RouterConfig, RouterLink } from './router-config';

function areaList({ site, aggregate, longest }: Area): string {
  return `ip prefix-list ${areaName(site, 'within')} seq 10 permit ${aggregate} le ${longest}`;
}

function aggregateList({ site, aggregate }: Area): string {
  return `ip prefix-list ${areaName(site, 'aggregate')} seq 10 permit ${aggregate}`;
}

function linkLists({ name, probe, target }: RouterLink): readonly string[] {
  return [
    ...(probe ? [`ip prefix-list ${linkName(name, 'probe')} seq 10 permit ${probe.subnet}`] : []),
    ...(target ? [`ip prefix-list ${linkName(name, 'target')} seq 10 permit ${target.address}/32`] : []),
  ];
}

export function prefixLists({ areas, announces, links }: RouterConfig): readonly string[] {
  const probes = links.flatMap(linkLists);
  return [
    '! What each AWS site may announce: its aggregate, its VPCs, and the steering prefixes by which a controller draws',
    '! traffic onto another link. No default route, and nothing of anybody else.',
    ...areas.map(areaList),
    '! All that is taken from a link that drops data.',
    ...areas.map(aggregateList),
    '! What this site announces, and nothing else: a gateway on AWS filters nothing.',
    ...announces.map((prefix, i) => `ip prefix-list ${ANNOUNCED} seq ${10 * (i + 1)} permit ${prefix}`),
    ...(probes.length === 0 ? [] : ['! The two ends of the probe of each link, which go over that link only.']),
    ...probes,
  ];
}

/** One entry of a route-map; entries are numbered in tens, so that there is room between them. */
type Entry = { readonly action: 'permit' | 'deny'; readonly lines: readonly string[] };

function routeMap(name: string, entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ action, lines }, i) => [
    `route-map ${name} ${action} ${10 * (i + 1)}`,
    ...lines.map((line) => ` ${line}`),
    '!',
  ]);
}

function taken(list: string, community: string, more: readonly string[] = []): Entry {
  return {
    action: 'permit',
    lines: [`match ip address prefix-list ${list}`, ...more, `set community ${community} additive`],
  };
}

function incoming(config: RouterConfig, link: RouterLink, part: 'in' | 'avoid'): readonly string[] {
  const { community } = config;
  const probe = link.probe ? [taken(linkName(link.name, 'probe'), community)] : [];
  const areas = link.preferences.map(({ site, usual, avoided }) =>
    part === 'in'
      ? taken(areaName(site, 'within'), community, [`set local-preference ${usual}`])
      : taken(areaName(site, 'aggregate'), community, [`set local-preference ${avoided}`]),
  );
  return routeMap(linkName(link.name, part), [...probe, ...areas, { action: 'deny', lines: [] }]);
}

function outgoing({ asn }: RouterConfig, { name, prepends, target }: RouterLink): readonly string[] {
  const prepend = prepends > 0 ? [`set as-path prepend ${Array(prepends).fill(asn).join(' ')}`] : [];
  return routeMap(linkName(name, 'out'), [
    { action: 'deny', lines: [`match community ${FROM_AWS}`] },
    { action: 'permit', lines: [`match ip address prefix-list ${ANNOUNCED}`, ...prepend] },
    ...(target
      ? [{ action: 'permit' as const, lines: [`match ip address prefix-list ${linkName(name, 'target')}`] }]
      : []),
    { action: 'deny', lines: [] },
  ]);
}

export function linkRouteMaps(config: RouterConfig, link: RouterLink): readonly string[] {
  const avoided =
    link.probe === undefined
      ? [`! ${link.name} is not measured, because one of its ends has nothing that answers: it is never avoided.`]
      : [
          `! ${link.name} while it drops data and another link does not. Its longer prefixes are refused, because the longest`,
          '! match wins before any preference does; the aggregates stay as the last way out.',
          ...incoming(config, link, 'avoid'),
        ];
  return [
    `! ${link.name}, from AWS: local preferences follow the length of the whole way to each site. The order is that of the`,
    '! topology, so that what leaves here and what the sites on AWS answer take the same links.',
    ...incoming(config, link, 'in'),
    ...avoided,
    `! ${link.name}, to AWS: never what came from AWS. The more a link costs, the longer is the AS path.`,
    ...outgoing(config, link),
  ];
}
