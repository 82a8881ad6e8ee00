// The lists that sites steer with, against the prefixes they have to hold.

import { prefix } from '../../../lib/net/prefix';
import type { Network, PrefixList } from '../../../lib/routing/network';
import { steeringPrefixes } from '../../../lib/routing/steering';
import { prefixListsComplete, prefixListsFit } from '../../../lib/verify/checks/prefix-lists';
import { aBackbone, aPeering, aSite } from '../../support/backbones';
import { judgingTables, messages } from '../../support/judging';
import { networkOf } from '../../support/networks';

const backbone = aBackbone([aSite(0), aSite(1, 'aws', 3)], [aPeering(0, 1)]);
const bare = networkOf(backbone);

/** The lists of both sites: of the other site, and of each of its VPCs. */
const lists = bare.prefixLists.flatMap((list): readonly PrefixList[] => {
  const vpcs = bare.vpcs.filter(({ site }) => site === list.steers);
  return [
    list,
    ...vpcs.map(({ name, cidrs }) => ({
      ...list,
      id: `${list.id}/${name}`,
      vpc: name,
      entries: steeringPrefixes(cidrs.map(({ text }) => text)),
    })),
  ];
});
const whole: Network = { ...bare, prefixLists: lists };

function found(network: Network): readonly string[] {
  return messages(prefixListsComplete(judgingTables(backbone, network)));
}

function holding(id: string, ...entries: readonly string[]): Network {
  const changed = lists.map((list) => (list.id === id ? { ...list, entries: entries.map(prefix) } : list));
  return { ...whole, prefixLists: changed };
}

test('a list of each other site, and one of each of its VPCs, are no finding', () => {
  expect(prefixListsComplete(judgingTables(backbone, whole))).toHaveLength(0);
});

test('fails where the list of a VPC is missing or differs, and names the VPC', () => {
  expect(found({ ...whole, prefixLists: lists.filter(({ id }) => id !== 's0/to-s1/vpc-1') })).toEqual([
    'site s0 has no prefix lists for VPC vpc-1 of site s1 in its region, not one',
  ]);
  expect(found(holding('s0/to-s1/vpc-1', '10.1.64.0/19', '10.1.32.0/19', '10.1.0.0/19'))).toEqual([
    'the prefix list of site s0 for VPC vpc-1 of site s1 lacks 10.1.96.0/19, which therefore cannot be steered, and holds 10.1.0.0/19 10.1.32.0/19, which is not there to be steered',
  ]);
});

test('of many prefixes that a list lacks the first four are named', () => {
  expect(found(holding('s0/to-s1', '10.1.32.0/19'))).toEqual([
    'the prefix list of site s0 for site s1 lacks 10.1.0.0/19 10.1.64.0/19 10.1.96.0/19 10.1.128.0/19 and 1 more, which therefore cannot be steered',
  ]);
});

test('a block of a VPC that the backbone does not know needs no list', () => {
  const vpcs = whole.vpcs.map((vpc) =>
    vpc.id === 's1/vpc-0' ? { ...vpc, cidrs: [...vpc.cidrs, prefix('10.77.0.0/18')] } : vpc,
  );
  expect(found({ ...whole, vpcs })).toEqual([]);
});

test('a list that has as much room as entries, or of which either is not known, is no finding', () => {
  const judged = judgingTables(backbone, whole);
  const fact = {
    id: 'List',
    source: 'List',
    region: 'us-east-1',
    exists: { ok: true, value: true },
    name: 'List',
  } as const;
  const full = { ok: true, value: [prefix('10.1.0.0/19')] } as const;
  const unknown = { ok: false, error: 'only a deployment knows' } as const;
  const prefixLists = [
    { ...fact, entries: full, maxEntries: 1 },
    { ...fact, entries: full },
    { ...fact, entries: unknown, maxEntries: 1 },
  ] as unknown as typeof judged.facts.prefixLists;
  expect(prefixListsFit({ ...judged, facts: { ...judged.facts, prefixLists } })).toHaveLength(0);
});
