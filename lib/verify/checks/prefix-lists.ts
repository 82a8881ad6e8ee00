// Pure: each site holds exactly the steering prefixes of every other site, in its own region, or overrides would move too
// little or too much.

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

const MOST_NAMED = 4;

/** Those that the others are not, in address order: the first ones by name. */
function onlyIn(entries: readonly Prefix[], others: readonly Prefix[]): string | undefined {
  const known = new Set(others.map(({ text }) => text));
  const only = entries.filter(({ text }) => !known.has(text)).sort(comparePrefixes);
  const named = only.slice(0, MOST_NAMED).map(({ text }) => text);
  const more = only.length - named.length;
  return only.length === 0 ? undefined : `${named.join(' ')}${more === 0 ? '' : ` and ${more} more`}`;
}

/** What a list lacks cannot be steered, and what it has beside is steered with the site. */
function differences(got: readonly Prefix[], want: readonly Prefix[]): readonly string[] {
  const [lacks, more] = [onlyIn(want, got), onlyIn(got, want)];
  return [
    ...(lacks === undefined ? [] : [`lacks ${lacks}, which therefore cannot be steered`]),
    ...(more === undefined ? [] : [`holds ${more}, which is not there to be steered`]),
  ];
}

function judge(facts: Facts, site: string, wanted: Wanted, lists: readonly PrefixList[]): readonly Finding[] {
  const what = wanted.vpc === undefined ? `site ${wanted.remote}` : `VPC ${wanted.vpc} of site ${wanted.remote}`;
  const [only, ...more] = lists.filter(({ steers, vpc }) => steers === wanted.remote && vpc === wanted.vpc);
  if (!only || more.length > 0)
    return [
      finding('verify-prefix-list-missing', {
        message: `site ${site} has ${only ? more.length + 1 : 'no'} prefix lists for ${what} in its region, not one`,
        fix: `synthesize the stack of site ${site} again from a topology file that has ${wanted.remote}`,
        ...(only ? { source: sourceOf(facts, only.id) } : {}),
      }),
    ];
  const said = differences(only.entries, wanted.entries);
  if (said.length === 0) return [];
  return [
    finding('verify-prefix-list-differs', {
      message: `the prefix list of site ${site} for ${what} ${said.join(', and ')}`,
      fix: `synthesize the stack of site ${site} again: a list holds each of the other site's prefixes split in two`,
      source: sourceOf(facts, only.id),
    }),
  ];
}

/** Whether a table of a site can refer to a list: only to one of its own region. */
function usableAt({ gateways, prefixLists }: Facts, site: string): (list: PrefixList) => boolean {
  const region = gateways.find((gateway) => gateway.site === site)?.region;
  const there = new Set(prefixLists.filter((list) => list.region === region).map(({ id }) => id));
  return ({ id }) => region === undefined || there.has(id);
}

export const prefixListsComplete: Check = ({ declared, facts, network, backbone }) => {
  if (!declared) return [];
  const wanted = backbone.sites.map((site) => ({ site: site.name, lists: wantedOf(network, site) }));
  return backbone.sites
    .filter((site) => site.kind === 'aws')
    .flatMap(({ name }) => {
      const usable = usableAt(facts, name);
      const here = network.prefixLists.filter((list) => list.site === name && usable(list));
      const remotes = wanted.filter(({ site }) => site !== name);
      return remotes.flatMap(({ lists }) => lists.flatMap((want) => judge(facts, name, want, here)));
    });
};

/** Anybody's list: AWS refuses one with more entries than it has room for, and whatever refers to it with it. */
export const prefixListsFit: Check = ({ facts }) =>
  facts.prefixLists.flatMap(({ entries, maxEntries, source }) => {
    if (!entries.ok || maxEntries === undefined || entries.value.length <= maxEntries) return [];
    return [
      finding('verify-prefix-list-overfull', {
        message: `the prefix list ${source} has ${entries.value.length} entries and room for ${maxEntries}`,
        fix: `set MaxEntries to ${entries.value.length} or more, in a deployment that changes no entries`,
        source,
      }),
    ];
  });
