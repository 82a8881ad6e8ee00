// Pure: what a Junos router takes from AWS and announces to it.

import { FROM_AWS, linkName } from '../names';
import type { Area, LocalPreference, RouterConfig, RouterLink } from '../router-config';
import { block, owned, type Statement } from './statements';

const REST = block('term rest', ['then reject']);

function taken(name: string, filter: string, more: readonly string[] = []): Statement {
  return block(`term ${name}`, [
    block('from', [`route-filter ${filter}`]),
    block('then', [...more, `community add ${FROM_AWS}`, 'accept']),
  ]);
}

function fromArea({ aggregate, longest }: Area, { site, usual, avoided }: LocalPreference, part: 'in' | 'avoid') {
  return part === 'in'
    ? taken(`site-${site}`, `${aggregate} upto /${longest}`, [`local-preference ${usual}`])
    : taken(`site-${site}`, `${aggregate} exact`, [`local-preference ${avoided}`]);
}

function incoming({ areas }: RouterConfig, link: RouterLink, part: 'in' | 'avoid', comment: string): Statement {
  const { name, probe, preferences } = link;
  const terms = preferences.flatMap((preference) => {
    const area = areas.find(({ site }) => site === preference.site);
    return area ? [fromArea(area, preference, part)] : [];
  });
  const pinned = probe ? [taken('probe', `${probe.subnet} exact`)] : [];
  return owned(`policy-statement ${linkName(name, part)}`, [...pinned, ...terms, REST], comment);
}

function outgoing({ asn, announces }: RouterConfig, { name, prepends, target }: RouterLink): Statement {
  const prepend = prepends > 0 ? `as-path-prepend "${Array(prepends).fill(asn).join(' ')}"` : undefined;
  const exactly = (prefix: string) => `route-filter ${prefix} exact`;
  return owned(
    `policy-statement ${linkName(name, 'out')}`,
    [
      block('term from-aws', [block('from', [`community ${FROM_AWS}`]), 'then reject']),
      block('term announced', [
        block('from', announces.map(exactly)),
        prepend === undefined ? 'then accept' : block('then', [prepend, 'accept']),
      ]),
      ...(target ? [block('term target', [block('from', [exactly(`${target.address}/32`)]), 'then accept'])] : []),
      REST,
    ],
    'Never what came from AWS: a gateway filters nothing. The more a link costs, the longer is the AS path.',
  );
}

function ofLink(config: RouterConfig, link: RouterLink): readonly Statement[] {
  const usual =
    'Local preferences follow the length of the whole way to each site, so that both directions take the same links.';
  const avoided =
    'While the link drops data: longer prefixes are refused, because the longest match wins before any preference does.';
  return [
    incoming(config, link, 'in', usual),
    ...(link.probe ? [incoming(config, link, 'avoid', avoided)] : []),
    outgoing(config, link),
  ];
}

export function policyOptions(config: RouterConfig): Statement {
  return block('policy-options', [
    ...config.links.flatMap((link) => ofLink(config, link)),
    owned(`community ${FROM_AWS}`, [`members ${config.community}`]),
  ]);
}
