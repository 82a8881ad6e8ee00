// Pure: every table of a gateway leads to every VPC that is attached to it.

import type { Prefix } from '../../net/prefix';
import { matchGatewayRoute } from '../../routing/lookup';
import type { Attachment, GatewayTable, Vpc } from '../../routing/network';
import { indexNetwork } from '../../routing/network-index';
import type { Facts } from '../facts/facts';
import { finding } from '../findings';
import { sourceOf } from '../labels';
import type { Check } from './check';

function leadsTo(table: GatewayTable, cidr: Prefix, attachment: Attachment): boolean {
  const route = matchGatewayRoute(table.routes, cidr);
  return route?.target.kind === 'attachment' && route.target.attachment === attachment.id;
}

function unreached(facts: Facts, table: GatewayTable, attachment: Attachment, vpc: Vpc) {
  const lost = vpc.cidrs.filter((cidr) => !leadsTo(table, cidr, attachment));
  return lost.map(({ text }) =>
    finding('verify-vpc-not-propagated', {
      message: `table ${table.name} of gateway ${table.gateway} does not lead to ${text} of VPC ${vpc.name}, which is attached to it`,
      fix: `propagate ${attachment.id} into ${table.id} (AWS::EC2::TransitGatewayRouteTablePropagation)`,
      source: sourceOf(facts, table.id),
    }),
  );
}

export const vpcsPropagated: Check = ({ declared, facts, network }) => {
  if (!declared) return [];
  const { vpcs } = indexNetwork(network);
  return network.attachments.flatMap((attachment) => {
    const vpc = attachment.to.kind === 'vpc' ? vpcs.get(attachment.to.vpc) : undefined;
    if (!vpc) return [];
    const tables = network.tables.filter((table) => table.gateway === attachment.gateway);
    return tables.flatMap((table) => unreached(facts, table, attachment, vpc));
  });
};
