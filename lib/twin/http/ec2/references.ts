// Pure: EC2's prefix-list references of transit gateway route tables.

import type { RouteTarget } from '../../../routing/network';
import { putReference, type ReferenceKey, requireList } from '../../references';
import { Refused } from '../../refused';
import { ACCOUNT } from '../account';
import { type Filtered, filtersOf, passes } from '../filters';
import { page } from '../pages';
import type { QueryParameters } from '../query-parameters';
import type { RegionView } from '../region-view';
import type { World } from '../world';
import type { XmlObject } from '../xml';
import { attachmentIn } from './attachments';
import type { Ec2Operation, Ec2Operations, Ec2Request } from './operation';
import { pagingOf, targetIn } from './parameters';
import type { Reference } from './reference-states';

function keyIn(parameters: QueryParameters): ReferenceKey {
  return { table: parameters.required('TransitGatewayRouteTableId'), list: parameters.required('PrefixListId') };
}

function attachmentOf({ kind, ...target }: RouteTarget): string | undefined {
  return 'attachment' in target ? target.attachment : undefined;
}

function shown(view: RegionView, { table, list, state, target }: Reference): XmlObject {
  const { owner } = view.table(table);
  const id = attachmentOf(target);
  return {
    transitGatewayRouteTableId: table,
    prefixListId: list,
    prefixListOwnerId: ACCOUNT,
    state,
    blackhole: id === undefined,
    transitGatewayAttachment: id === undefined ? undefined : attachmentIn(view, owner.gateway, id),
  };
}

interface Write {
  readonly state: 'pending' | 'modifying' | 'deleting';
  /** Refuses what does not fit what there is. */
  readonly check: (before: Reference | undefined, key: ReferenceKey) => void;
}

function requireAvailable(before: Reference | undefined, { table, list }: ReferenceKey): void {
  if (!before) throw new Refused('InvalidPrefixListReference.NotFound', `${table} does not refer to ${list}`);
  if (before.state !== 'available')
    throw new Refused('IncorrectState', `The reference of ${table} to ${list} is ${before.state}`);
}

function requireAbsent(before: Reference | undefined, { table, list }: ReferenceKey): void {
  if (before?.state === 'deleting')
    throw new Refused('IncorrectState', `The reference of ${table} to ${list} is deleting`);
  if (before) throw new Refused('PrefixListReferenceAlreadyExists', `${table} already refers to ${list}`);
}

function write({ state, check }: Write): Ec2Operation {
  return {
    writes: true,
    run: (world, { region, parameters }) => {
      const key = keyIn(parameters);
      const to = state === 'deleting' ? undefined : targetIn(parameters);
      const { network, references } = world.current;
      const view = world.view(region, network);
      const { table, owner } = view.table(key.table);
      const list = requireList(network, owner, key.list);
      const before = references.reference(table, list, world.now);
      check(before, key);
      const changed = putReference(network, owner, key, to);
      const target: RouteTarget =
        to === undefined
          ? (before?.target ?? { kind: 'blackhole' })
          : to === 'blackhole'
            ? { kind: 'blackhole' }
            : { kind: 'attachment', ...to };
      const untilMs = world.now + world.random(...world.behaviour.referenceChange);
      world.change(changed, references.with(key, { state, target, untilMs }));
      return { transitGatewayPrefixListReference: shown(view, { ...key, state, target }) };
    },
  };
}

const FILTERED: Filtered<{ readonly reference: Reference; readonly view: RegionView }> = {
  'attachment.resource-id': ({ reference, view }) => [attached(view, reference)?.resourceId],
  'attachment.resource-type': ({ reference, view }) => [attached(view, reference)?.resourceType],
  'attachment.transit-gateway-attachment-id': ({ reference }) => [attachmentOf(reference.target)],
  'is-blackhole': ({ reference }) => [String(attachmentOf(reference.target) === undefined)],
  'prefix-list-id': ({ reference }) => [reference.list],
  'prefix-list-owner-id': () => [ACCOUNT],
  state: ({ reference }) => [reference.state],
};

function attached(view: RegionView, { table, target }: Reference) {
  const id = attachmentOf(target);
  return id === undefined ? undefined : attachmentIn(view, view.table(table).owner.gateway, id);
}

function get(world: World, { region, parameters }: Ec2Request): XmlObject {
  const id = parameters.required('TransitGatewayRouteTableId');
  const { network, references, atMs } = world.read();
  const view = world.view(region, network);
  const { table, owner } = view.table(id);
  const lists = network.prefixLists.filter(({ site }) => site === owner.site);
  const all = lists.flatMap((list) => references.reference(table, list, atMs) ?? []);
  const passing = passes(filtersOf(parameters), FILTERED);
  const found = all.filter((reference) => passing({ reference, view }));
  const { items, next } = page(found, ({ list }) => list, pagingOf(world, parameters, id));
  return {
    transitGatewayPrefixListReferenceSet: items.map((reference) => shown(view, reference)),
    nextToken: next,
  };
}

export const REFERENCE_OPERATIONS: Ec2Operations = {
  CreateTransitGatewayPrefixListReference: write({ state: 'pending', check: requireAbsent }),
  ModifyTransitGatewayPrefixListReference: write({ state: 'modifying', check: requireAvailable }),
  DeleteTransitGatewayPrefixListReference: write({ state: 'deleting', check: requireAvailable }),
  GetTransitGatewayPrefixListReferences: { writes: false, run: get },
};
