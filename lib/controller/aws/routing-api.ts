// The transit gateway of one site on EC2: its steered tables, and the references to prefix lists by which they are
// steered. Source of what EC2 does: "Prefix list references" and "How transit gateways work" of its documentation.

import {
  CreateTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  type EC2Client,
  ModifyTransitGatewayPrefixListReferenceCommand,
} from '@aws-sdk/client-ec2';
import type { GatewayTable } from '../../routing/network';
import type { Reference, RoutingPort } from '../ports';
import { type Doubt, doubts, gatewayTable } from '../seen-routes';
import type { SiteRouting, SteeredTable } from '../site-routing';
import { lookAgain, PAUSES, type Pauses } from './look-again';
import { entriesOf, progressTo, type ReferenceKey, referencesOf } from './prefix-list-references';
import { RouteSearch } from './route-search';
import { written } from './written';

type Ec2 = Pick<EC2Client, 'send'>;

/** A deployment may have changed a list since this controller was told of it: what left the list leaves no doubt. */
async function confirmed(ec2: Ec2, doubt: Doubt): Promise<string | undefined> {
  if (doubt.kind === 'contradiction') return doubt.why;
  const held = await entriesOf(ec2, doubt.list);
  return doubt.entries.some(({ text }) => held.has(text)) ? doubt.why : undefined;
}

interface Sight {
  readonly table: GatewayTable;
  /** Why it cannot be believed; undefined: it can. */
  readonly doubt: string | undefined;
}

async function sighted(ec2: Ec2, routing: SiteRouting, name: SteeredTable): Promise<Sight> {
  const id = routing.tables[name];
  const [references, routes] = await Promise.all([referencesOf(ec2, id), new RouteSearch(ec2, id).all()]);
  const seen = { id, name, routes, references };
  const table = gatewayTable(seen, routing);
  for (const doubt of doubts(seen, table, routing)) {
    const why = await confirmed(ec2, doubt);
    if (why !== undefined) return { table, doubt: why };
  }
  return { table, doubt: undefined };
}

interface ReferenceWrite extends ReferenceKey {
  readonly operation: string;
  /** What the reference is to afterwards; undefined: there is none. */
  readonly attachment: string | undefined;
  readonly call: () => Promise<unknown>;
}

function inputOf({ table, list, attachment }: Reference) {
  return { TransitGatewayRouteTableId: table, PrefixListId: list, TransitGatewayAttachmentId: attachment };
}

export function routingApi(ec2: Ec2, routing: SiteRouting, pauses: Pauses = PAUSES): RoutingPort {
  const write = ({ operation, table, list, attachment, call }: ReferenceWrite) => {
    const look = () => referencesOf(ec2, table, list);
    const progress = progressTo({ table, list }, attachment);
    return written({ operation, resource: `${list} in ${table}`, call, look, progress }, pauses);
  };
  const read = async (name: SteeredTable) => {
    const look = () => sighted(ec2, routing, name);
    const { table, doubt } = await lookAgain(look, (sight) => sight.doubt === undefined, pauses);
    if (doubt !== undefined) throw new Error(`what EC2 says of ${name} contradicts itself: ${doubt}`);
    return table;
  };
  return {
    async readTables() {
      const [transit, spokes] = await Promise.all([read('transit'), read('spokes')]);
      return { transit, spokes };
    },
    async createReference(to) {
      const call = () => ec2.send(new CreateTransitGatewayPrefixListReferenceCommand(inputOf(to)));
      await write({ ...to, operation: 'CreateTransitGatewayPrefixListReference', call });
    },
    async modifyReference(to) {
      const call = () => ec2.send(new ModifyTransitGatewayPrefixListReferenceCommand(inputOf(to)));
      await write({ ...to, operation: 'ModifyTransitGatewayPrefixListReference', call });
    },
    async deleteReference({ table, list }) {
      const input = { TransitGatewayRouteTableId: table, PrefixListId: list };
      const call = () => ec2.send(new DeleteTransitGatewayPrefixListReferenceCommand(input));
      const operation = 'DeleteTransitGatewayPrefixListReference';
      await write({ operation, table, list, attachment: undefined, call });
    },
  };
}
