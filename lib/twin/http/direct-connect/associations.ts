// Associations of Direct Connect gateways with transit gateways, and their allowed prefixes: what a link announces.
//
//   associated   an update is taken, unless it adds what is there, removes what is not, does both to one prefix, or leaves
//                more than 200
//   updating     the list is the new one; the premises hear the old one. Any other update is refused
//   associated   minutes later: the premises are told
//
// AWS does not say which list it shows meanwhile. A Direct Connect gateway is known in every region.
// Source: Direct Connect API reference, UpdateDirectConnectGatewayAssociation; user guide, "Direct Connect gateways".

import * as z from 'zod';
import { comparePrefixes, type Prefix, parsePrefix } from '../../../net/prefix';
import { tellingPrefixes, toldPrefixes, updatedPrefixes } from '../../allowed-prefixes';
import { CLIENT_ERROR, refusedByDirectConnect as refused } from '../../refused';
import { ACCOUNT } from '../account';
import type { Inventory } from '../inventory';
import { type JsonObject, type JsonOperation, jsonOperation } from '../json-service';
import { page } from '../pages';
import type { World } from '../world';
import { pagingOf } from './paging';

type Association = Inventory['associations'][number];

const prefixes = z.array(z.object({ cidr: z.string().exactOptional() })).exactOptional();
const UPDATE = z.object({
  associationId: z.string(),
  addAllowedPrefixesToDirectConnectGateway: prefixes,
  removeAllowedPrefixesToDirectConnectGateway: prefixes,
});
const DESCRIBE = z.object({
  associationId: z.string().exactOptional(),
  associatedGatewayId: z.string().exactOptional(),
  directConnectGatewayId: z.string().exactOptional(),
  virtualGatewayId: z.string().exactOptional(),
  maxResults: z.number().exactOptional(),
  nextToken: z.string().exactOptional(),
});

function prefixesIn(list: z.infer<typeof prefixes> = []): readonly Prefix[] {
  return list.map(({ cidr = '' }) => {
    const parsed = parsePrefix(cidr);
    if (!parsed.ok) throw refused(`${cidr} is no prefix: ${parsed.error}`);
    return parsed.value;
  });
}

export class Associations {
  /** Lists whose update is under way, by association. */
  private readonly updating = new Map<string, readonly Prefix[]>();
  /** Lists that nobody hears of, because no interface is there to announce them. */
  private readonly unheard = new Map<string, readonly Prefix[]>();

  constructor(private readonly world: World) {}

  readonly operations: Readonly<Record<string, JsonOperation>> = {
    DescribeDirectConnectGatewayAssociations: jsonOperation(false, CLIENT_ERROR, DESCRIBE, (input) =>
      this.describe(input),
    ),
    UpdateDirectConnectGatewayAssociation: jsonOperation(true, CLIENT_ERROR, UPDATE, (input) => this.update(input)),
  };

  private describe(input: z.infer<typeof DESCRIBE>): JsonObject {
    const { associationId, associatedGatewayId, directConnectGatewayId, virtualGatewayId } = input;
    const { associations } = this.world.inventory;
    if (!(associationId || associatedGatewayId || directConnectGatewayId || virtualGatewayId))
      throw refused('one of the ids has to be given');
    if (directConnectGatewayId && associations.every((one) => one.directConnectGateway !== directConnectGatewayId))
      throw refused(`Direct Connect Gateway with ID ${directConnectGatewayId} does not exist`);
    const isAsked = (asked: string | undefined, actual: string) => !asked || asked === actual;
    const found = associations
      .filter(() => !virtualGatewayId)
      .filter(({ id }) => isAsked(associationId, id))
      .filter(({ gateway }) => isAsked(associatedGatewayId, gateway))
      .filter(({ directConnectGateway }) => isAsked(directConnectGatewayId, directConnectGateway));
    const question = [associationId, associatedGatewayId, directConnectGatewayId];
    const { items, next } = page(found, ({ id }) => id, pagingOf(this.world, input, question));
    return { directConnectGatewayAssociations: items.map((one) => this.shown(one)), nextToken: next };
  }

  private update(input: z.infer<typeof UPDATE>): JsonObject {
    const association = this.world.inventory.associations.find(({ id }) => id === input.associationId);
    if (!association) throw refused(`Association ${input.associationId} does not exist`);
    if (this.updating.has(association.id)) throw refused(`Association ${association.id} is updating`);
    const add = prefixesIn(input.addAllowedPrefixesToDirectConnectGateway);
    const remove = prefixesIn(input.removeAllowedPrefixesToDirectConnectGateway);
    const next = updatedPrefixes(this.listed(association), add, remove);
    const { clock, random, behaviour } = this.world;
    this.updating.set(association.id, next);
    clock.at(clock.now() + random(...behaviour.announcement), () => this.tell(association, next));
    return { directConnectGatewayAssociation: this.shown(association) };
  }

  private tell({ id, link, gateway }: Association, allowed: readonly Prefix[]): void {
    this.updating.delete(id);
    this.unheard.set(id, allowed);
    this.world.change(tellingPrefixes(this.world.fabric.network, { link, gateway }, allowed));
  }

  private listed({ id, link, gateway }: Association): readonly Prefix[] {
    const told = toldPrefixes(this.world.fabric.network, { link, gateway }) ?? this.unheard.get(id);
    return this.updating.get(id) ?? told ?? [];
  }

  private shown(association: Association): JsonObject {
    const { id, directConnectGateway, gateway } = association;
    const site = this.world.fabric.network.gateways.find((one) => one.id === gateway)?.site ?? '';
    return {
      associationId: id,
      associationState: this.updating.has(id) ? 'updating' : 'associated',
      directConnectGatewayId: directConnectGateway,
      directConnectGatewayOwnerAccount: ACCOUNT,
      associatedGateway: {
        id: gateway,
        type: 'transitGateway',
        ownerAccount: ACCOUNT,
        region: this.world.inventory.regions.get(site),
      },
      allowedPrefixesToDirectConnectGateway: [...this.listed(association)]
        .sort(comparePrefixes)
        .map(({ text }) => ({ cidr: text })),
    };
  }
}
