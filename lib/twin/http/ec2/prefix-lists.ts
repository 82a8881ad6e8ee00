// Pure: EC2's managed prefix lists: those of the network, and AWS's own of the services behind gateway endpoints, of which
// the twin knows the names and not the prefixes.

import type { PrefixList } from '../../../routing/network';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import { type Filtered, filtersOf, passes } from '../filters';
import { page } from '../pages';
import type { RegionView } from '../region-view';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import type { Ec2Operations, Ec2Request } from './operation';
import { pagingOf } from './parameters';

interface ManagedList {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly entries: PrefixList['entries'];
}

/** Services with gateway endpoints, which routes lead to by AWS's list. */
const GATEWAY_SERVICES = ['dynamodb', 's3'];

function listsIn(view: RegionView): readonly ManagedList[] {
  const { region, network, isHere } = view;
  const ours = network.prefixLists
    .filter(({ site }) => isHere(site))
    .map(({ id, entries }) => ({ id, name: view.nameOfPrefixList(id), owner: ACCOUNT, entries }));
  const theirs = GATEWAY_SERVICES.map((service) => ({
    id: `pl-${region}-${service}`,
    name: `com.amazonaws.${region}.${service}`,
    owner: 'AWS',
    entries: [],
  }));
  return [...ours, ...theirs];
}

const FILTERED: Filtered<ManagedList> = {
  'owner-id': ({ owner }) => [owner],
  'prefix-list-id': ({ id }) => [id],
  'prefix-list-name': ({ name }) => [name],
};

function shown({ id, name, owner, entries }: ManagedList, region: string): XmlObject {
  return {
    prefixListId: id,
    addressFamily: entries.some(({ family }) => family === 6) ? 'IPv6' : 'IPv4',
    state: 'create-complete',
    prefixListArn: `arn:aws:ec2:${region}:${owner === 'AWS' ? 'aws' : owner}:prefix-list/${id}`,
    prefixListName: name,
    maxEntries: owner === 'AWS' ? undefined : entries.length,
    version: owner === 'AWS' ? undefined : 1,
    ownerId: owner,
  };
}

function missing(id: string): Refused {
  return new Refused('InvalidPrefixListID.NotFound', `The prefix list '${id}' does not exist`);
}

/** EC2 gives at most 100 of each at a time. */
const PAGES = { low: 1, high: 100 } as const;

function describe(world: World, { region, parameters }: Ec2Request): XmlObject {
  const lists = listsIn(world.view(region, world.read().network));
  const ids = parameters.list('PrefixListId');
  const unknown = ids.find((id) => lists.every((list) => list.id !== id));
  if (unknown !== undefined) throw missing(unknown);
  const found = lists
    .filter(({ id }) => ids.length === 0 || ids.includes(id))
    .filter(passes(filtersOf(parameters), FILTERED));
  const { items, next } = page(found, ({ id }) => id, pagingOf(world, parameters, ids.join(' '), PAGES));
  return { prefixListSet: items.map((list) => shown(list, region)), nextToken: next };
}

function entries(world: World, { region, parameters }: Ec2Request): XmlObject {
  const id = parameters.required('PrefixListId');
  const list = listsIn(world.view(region, world.read().network)).find((one) => one.id === id);
  if (!list) throw missing(id);
  const version = parameters.number('TargetVersion', 1, Number.MAX_SAFE_INTEGER) ?? 1;
  if (version !== 1) throw new Refused('InvalidPrefixListVersion', `The prefix list '${id}' has no version ${version}`);
  const { items, next } = page(list.entries, ({ text }) => text, pagingOf(world, parameters, id, PAGES));
  return { entrySet: items.map(({ text }) => ({ cidr: text })), nextToken: next };
}

export const PREFIX_LIST_OPERATIONS: Ec2Operations = {
  DescribeManagedPrefixLists: { writes: false, run: describe },
  GetManagedPrefixListEntries: { writes: false, run: entries },
};
