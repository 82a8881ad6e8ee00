// Pure: prefix lists and route-maps, which FRR and IOS XE write alike.

import { ENTRIES, prefixEntry } from './entry-numbers';
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
    '! What this site announces, and nothing else: a gateway on AWS filters nothing. The numbers are the addresses.',
    ...announces.map((prefix) => `ip prefix-list ${ANNOUNCED} seq ${prefixEntry(prefix)} permit ${prefix}`),
    ...(probes.length === 0 ? [] : ['! The two ends of the probe of each link, which go over that link only.']),
    ...probes,
  ];
}

interface Entry {
  readonly number: number;
  readonly action: 'permit' | 'deny';
  readonly lines: readonly string[];
}

const REST: Entry = { number: ENTRIES.rest, action: 'deny', lines: [] };

function routeMap(name: string, entries: readonly Entry[]): readonly string[] {
  const inOrder = [...entries].sort((a, b) => a.number - b.number);
  return inOrder.flatMap(({ number, action, lines }) => [
    `route-map ${name} ${action} ${number}`,
    ...lines.map((line) => ` ${line}`),
    '!',
  ]);
}

function taken(number: number, list: string, community: string, more: readonly string[] = []): Entry {
  return {
    number,
    action: 'permit',
    lines: [`match ip address prefix-list ${list}`, ...more, `set community ${community} additive`],
  };
}

function incoming(config: RouterConfig, link: RouterLink, part: 'in' | 'avoid'): readonly string[] {
  const { areas, community } = config;
  const probe = link.probe ? [taken(ENTRIES.probe, linkName(link.name, 'probe'), community)] : [];
  const ofSites = link.preferences.flatMap(({ site, usual, avoided }) => {
    const [list, preference] = part === 'in' ? (['within', usual] as const) : (['aggregate', avoided] as const);
    const entry = areas.find((area) => area.site === site)?.entry;
    const lines = [`set local-preference ${preference}`];
    return entry === undefined ? [] : [taken(entry, areaName(site, list), community, lines)];
  });
  return routeMap(linkName(link.name, part), [...probe, ...ofSites, REST]);
}

function toTarget(link: string): Entry {
  const lines = [`match ip address prefix-list ${linkName(link, 'target')}`];
  return { number: ENTRIES.target, action: 'permit', lines };
}

function outgoing({ asn }: RouterConfig, { name, prepends, target }: RouterLink): readonly string[] {
  const prepend = prepends > 0 ? [`set as-path prepend ${Array(prepends).fill(asn).join(' ')}`] : [];
  return routeMap(linkName(name, 'out'), [
    { number: ENTRIES.fromAws, action: 'deny', lines: [`match community ${FROM_AWS}`] },
    { number: ENTRIES.announced, action: 'permit', lines: [`match ip address prefix-list ${ANNOUNCED}`, ...prepend] },
    ...(target ? [toTarget(name)] : []),
    REST,
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
    '! topology, so that what leaves here and what the sites on AWS answer take the same links. An entry about a site has its',
    '! AS number, so that another site moves none.',
    ...incoming(config, link, 'in'),
    ...avoided,
    `! ${link.name}, to AWS: never what came from AWS. The more a link costs, the longer is the AS path.`,
    ...outgoing(config, link),
  ];
}
