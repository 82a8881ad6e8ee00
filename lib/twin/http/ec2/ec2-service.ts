// EC2's query protocol: parameters in a form, answers in XML. Source: Smithy, "AWS EC2 query protocol".

import { Refused } from '../../refused';
import type { VpnTunnels } from '../../vpn-tunnels';
import type { HttpAnswer } from '../http-message';
import { QueryParameters } from '../query-parameters';
import type { Refusal, Service } from '../service';
import type { World } from '../world';
import { type XmlObject, xmlDocument } from '../xml';
import { ATTACHMENT_OPERATIONS } from './attachments';
import { CustomerGateways } from './customer-gateways';
import { Endpoints } from './endpoints';
import { MEMBERSHIP_OPERATIONS } from './memberships';
import type { Ec2Operation, Ec2Operations } from './operation';
import { Peerings } from './peerings';
import { PREFIX_LIST_OPERATIONS } from './prefix-lists';
import { REFERENCE_OPERATIONS } from './references';
import { ROUTE_OPERATIONS } from './routes';
import { vpnOperations } from './vpn';

function operationsOf(world: World, tunnels: VpnTunnels): Ec2Operations {
  return {
    ...ATTACHMENT_OPERATIONS,
    ...MEMBERSHIP_OPERATIONS,
    ...PREFIX_LIST_OPERATIONS,
    ...REFERENCE_OPERATIONS,
    ...ROUTE_OPERATIONS,
    ...vpnOperations(tunnels),
    ...new Peerings(world).operations,
    ...new CustomerGateways(world).operations,
    ...new Endpoints(world).operations,
  };
}

const NAMESPACE = 'http://ec2.amazonaws.com/doc/2016-11-15/';

/** Every other error is the caller's, 400. */
const STATUS: Readonly<Record<string, number>> = {
  AuthFailure: 401,
  DryRunOperation: 412,
  InternalError: 500,
  RequestLimitExceeded: 503,
};

function xml(status: number, root: string, content: XmlObject, namespace?: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: xmlDocument(root, content, 'item', namespace),
  };
}

function operationOf(operations: Ec2Operations, action: string): Ec2Operation {
  const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
  if (operation) return operation;
  throw new Refused('InvalidAction', `The action ${action} is not valid for this web service.`);
}

export function ec2Service(world: World, tunnels: VpnTunnels): Service {
  const operations = operationsOf(world, tunnels);
  return {
    answer: async ({ body, query }, region, perform) => {
      const parameters = QueryParameters.of(body || query.toString());
      const action = parameters.text('Action');
      if (!action) throw new Refused('MissingAction', 'The request is missing an action');
      const { writes, run } = operationOf(operations, action);
      const content = await perform({ service: 'ec2', action, region, writes }, () => {
        if (parameters.flag('DryRun'))
          throw new Refused('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
        return run(world, { region, parameters });
      });
      return xml(200, `${action}Response`, content, NAMESPACE);
    },
    refusal: ({ code, why, requestId }: Refusal) =>
      xml(STATUS[code] ?? 400, 'Response', {
        Errors: { Error: { Code: code, Message: why } },
        RequestID: requestId,
      }),
  };
}
