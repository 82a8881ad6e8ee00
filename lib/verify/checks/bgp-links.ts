// Pure: links with BGP carry what they are built for.

import { finding } from '../findings';
import { sourceOf } from '../labels';
import { hasInterface } from '../network/bgp';
import type { Check } from './check';

/** A Direct Connect gateway without a virtual interface joins nothing, whatever it is associated with. */
export const interfacesPresent: Check = ({ declared, facts }) =>
  declared
    ? facts.directConnects.flatMap(({ link, source, directConnectGateway: gateway }) => {
        if (!gateway.ok || hasInterface(facts, gateway.value)) return [];
        return [
          finding('verify-link-without-interface', {
            message: `the Direct Connect gateway of link ${link} has no virtual interface`,
            fix: 'add an AWS::DirectConnect::TransitVirtualInterface or a Custom::DetourHostedInterface on that gateway',
            source,
          }),
        ];
      })
    : [];

const LEARNING = ['spokes', 'transit'];

export const linksPropagated: Check = ({ declared, facts, network }) => {
  if (!declared) return [];
  return network.sessions.flatMap(({ link, gateway, attachment, propagatesTo }) =>
    network.tables
      .filter((table) => table.gateway === gateway && LEARNING.includes(table.name) && !propagatesTo.includes(table.id))
      .map((table) =>
        finding('verify-link-not-propagated', {
          message: `table ${table.name} of gateway ${gateway} does not learn what comes over ${link}`,
          fix: `propagate the attachment of ${sourceOf(facts, attachment)} into ${table.id} (AWS::EC2::TransitGatewayRouteTablePropagation)`,
          source: sourceOf(facts, table.id),
        }),
      ),
  );
};
