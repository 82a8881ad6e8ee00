// Pure: each site holds exactly the steering prefixes of every other site, or overrides would move too little or too much.

import { comparePrefixes, type Prefix } from '../../net/prefix';
import type { BackboneSite } from '../../routing/backbone';
import type { Network, PrefixList } from '../../routing/network';
import { steeringPrefixes } from '../../routing/steering';
import type { Facts } from '../facts/facts';
import { type Finding, finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

interface Wanted {
  readonly remote: string;
  readonly vpc?: string;
  readonly entries: readonly Prefix[];
}

/** One list of all of a remote site's steering prefixes, and one for each of its VPCs. */
function wantedOf(network: Network, remote: BackboneSite): readonly Wanted[] {
  const vpcs = network.vpcs.filter((vpc) => vpc.site === remote.name);
  return [
    { remote: remote.name, entries: steeringPrefixes(remote.specifics) },
    ...vpcs.map(({ name, cidrs }): Wanted => {
      const inBackbone = cidrs.filter((cidr) => remote.specifics.includes(cidr.text));
      return { remote: remote.name, vpc: name, entries: steeringPrefixes(inBackbone.map((cidr) => cidr.text)) };
    }),
  ];
}

function texts(entries: readonly Prefix[]): string {
  return [...entries]
    .sort(comparePrefixes)
    .map((entry) => entry.text)
    .join(' ');
}

function judge(facts: Facts, site: string, wanted: Wanted, lists: readonly PrefixList[]): readonly Finding[] {
  const what = wanted.vpc === undefined ? `site ${wanted.remote}` : `VPC ${wanted.vpc} of site ${wanted.remote}`;
  const [only, ...more] = lists.filter(({ steers, vpc }) => steers === wanted.remote && vpc === wanted.vpc);
  if (!only || more.length > 0)
    return [
      finding('verify-prefix-list-missing', {
        message: `site ${site} has ${only ? more.length + 1 : 'no'} prefix lists for ${what}, not one`,
        fix: `synthesize the stack of site ${site} again from a topology file that has ${wanted.remote}`,
        ...(only ? { source: sourceOf(facts, only.id) } : {}),
      }),
    ];
  const [got, want] = [texts(only.entries), texts(wanted.entries)];
  if (got === want) return [];
  return [
    finding('verify-prefix-list-differs', {
      message: `the prefix list of site ${site} for ${what} holds ${got || 'nothing'}, not ${want || 'nothing'}`,
      fix: `synthesize the stack of site ${site} again: a list holds each of the other site's prefixes split in two`,
      source: sourceOf(facts, only.id),
    }),
  ];
}

export const prefixListsComplete: Check = ({ declared, facts, network, backbone }) => {
  if (!declared) return [];
  const wanted = new Map(backbone.sites.map((site) => [site.name, wantedOf(network, site)]));
  return backbone.sites
    .filter((site) => site.kind === 'aws')
    .flatMap(({ name }) => {
      const here = network.prefixLists.filter((list) => list.site === name);
      const remotes = backbone.sites.filter((remote) => remote.name !== name);
      return remotes.flatMap((remote) =>
        (wanted.get(remote.name) ?? []).flatMap((want) => judge(facts, name, want, here)),
      );
    });
};
