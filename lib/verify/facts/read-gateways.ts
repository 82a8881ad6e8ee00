// Pure: templates -> facts about transit gateways and their default tables.

import { err, ok } from '../../net/result';
import { TAGS } from '../../routing/tags';
import type { Known } from './facts';
import type { DefaultTable, GatewayFact } from './gateways';
import { GATEWAY_TABLE, property, type Resource, reference } from './resource';
import { base, nameOf } from './values';

/**
 * One of a gateway's two defaults, which are on unless they are switched off, and use a table that the gateway makes unless
 * another one is named. Source: AWS, "AWS::EC2::TransitGateway", DefaultRouteTableAssociation and -Propagation.
 */
function defaultTable(resource: Resource, name: 'Association' | 'Propagation'): Known<DefaultTable> {
  const enabled = property(resource, `DefaultRouteTable${name}`);
  if (enabled.kind === 'unknown') return err(enabled.why);
  if (enabled.kind === 'resource') return err(`DefaultRouteTable${name} is known only at deployment`);
  if (enabled.kind === 'literal' && enabled.value !== 'enable') return ok({ kind: 'none' });
  const key = `${name}DefaultRouteTableId`;
  if (property(resource, key).kind === 'absent') return ok({ kind: 'own' });
  return ok({ kind: 'other', table: reference(resource, key, GATEWAY_TABLE) });
}

export function readGateway(resource: Resource): GatewayFact {
  return {
    ...base(resource),
    site: nameOf(resource, TAGS.site),
    defaults: {
      association: defaultTable(resource, 'Association'),
      propagation: defaultTable(resource, 'Propagation'),
    },
  };
}
