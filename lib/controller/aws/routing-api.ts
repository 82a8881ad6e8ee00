// The transit gateway of one site on EC2: its steered tables, and the references to prefix lists by which they are
// steered. Source of what EC2 does: "Prefix list references" of its documentation.

import {
  CreateTransitGatewayPrefixListReferenceCommand,
  DeleteTransitGatewayPrefixListReferenceCommand,
  type EC2Client,
  ModifyTransitGatewayPrefixListReferenceCommand,
} from '@aws-sdk/client-ec2';
import type { Reference, RoutingPort } from '../ports';
import type { SiteRouting } from '../site-routing';
import { PAUSES, type Pauses } from './look-again';
import { progressTo, type ReferenceKey, referencesOf } from './prefix-list-references';
import { tablesReader } from './steered-tables';
import { written } from './written';

type Ec2 = Pick<EC2Client, 'send'>;

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
  return {
    ...tablesReader(ec2, routing, pauses),
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
