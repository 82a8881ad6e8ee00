// Route 53, which speaks REST in XML and is one for all regions.

import { Refused } from '../../refused';
import type { HttpAnswer, HttpRequest } from '../http-message';
import type { NamedCall, Service } from '../service';
import type { World } from '../world';
import { type XmlObject, xmlDocument } from '../xml';
import type { HealthChecks } from './health-checks';
import { listRecords } from './records';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

const STATUS: Readonly<Record<string, number>> = {
  HealthCheckVersionMismatch: 409,
  InternalError: 500,
  NoSuchHealthCheck: 404,
  NoSuchHostedZone: 404,
  UnknownOperationException: 404,
};

interface Route {
  readonly method: string;
  /** Its group is the id of what is asked about. */
  readonly path: RegExp;
  readonly action: string;
  readonly writes: boolean;
  readonly run: (request: HttpRequest, id: string) => XmlObject;
}

function routesOf({ inventory, behaviour }: World, checks: HealthChecks): readonly Route[] {
  const read = { method: 'GET', writes: false };
  return [
    {
      ...read,
      path: /^\/healthcheck\/([^/]+)\/status$/,
      action: 'GetHealthCheckStatus',
      run: (_, id) => checks.status(id),
    },
    { ...read, path: /^\/healthcheck\/([^/]+)$/, action: 'GetHealthCheck', run: (_, id) => checks.get(id) },
    { ...read, path: /^\/healthcheck$/, action: 'ListHealthChecks', run: ({ query }) => checks.list(query) },
    {
      method: 'POST',
      writes: true,
      path: /^\/healthcheck\/([^/]+)$/,
      action: 'UpdateHealthCheck',
      run: ({ body }, id) => checks.update(id, body),
    },
    {
      ...read,
      path: /^\/hostedzone\/([^/]+)\/rrset$/,
      action: 'ListResourceRecordSets',
      run: ({ query }, id) => listRecords(inventory, id, query, behaviour.pageSize),
    },
  ];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refused('InvalidInput', `${text} is not encoded as URLs are`);
  }
}

function xml(status: number, root: string, content: XmlObject): HttpAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body: xmlDocument(root, content, undefined, NAMESPACE) };
}

export function route53Service(world: World, checks: HealthChecks): Service {
  const routes = routesOf(world, checks);
  return {
    answer: async (request, region, perform) => {
      const path = request.path.replace(/^\/2013-04-01(?=\/)/, '').replace(/\/$/, '');
      const route = routes.find((one) => one.method === request.method && one.path.test(path));
      if (!route) throw new Refused('UnknownOperationException', `There is no operation ${request.method} ${path}`);
      const id = decoded(route.path.exec(path)?.[1] ?? '');
      const { action, writes } = route;
      const call: NamedCall = { service: 'route53', action, region, writes };
      return xml(200, `${action}Response`, await perform(call, () => route.run(request, id)));
    },
    refusal: ({ code, why, requestId }) =>
      xml(STATUS[code] ?? 400, 'ErrorResponse', {
        Error: { Type: code === 'InternalError' ? 'Receiver' : 'Sender', Code: code, Message: why },
        RequestId: requestId,
      }),
  };
}
