// Lambda, which speaks REST in JSON: the executions that a function has reserved, and nothing else. Source: Lambda API
// reference, Get-, Put- and DeleteFunctionConcurrency. What the account has left is not checked.

import * as z from 'zod';
import type { Functions } from '../../functions';
import { Refused } from '../../refused';
import type { HttpAnswer, HttpRequest } from '../http-message';
import type { Service } from '../service';

const INVALID = 'InvalidParameterValueException';
const RESERVED = z.object({ ReservedConcurrentExecutions: z.int().min(0) });

const STATUS: Readonly<Record<string, number>> = {
  InternalError: 500,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
};

/** A function, by the region and the name that a request gives. */
interface Named {
  readonly region: string;
  readonly name: string;
}

interface Route {
  readonly method: string;
  readonly version: string;
  readonly action: string;
  readonly writes: boolean;
  readonly run: (functions: Functions, named: Named, body: string) => HttpAnswer;
}

function json(status: number, content: object, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(content) };
}

function shown(functions: Functions, { region, name }: Named): HttpAnswer {
  const ReservedConcurrentExecutions = functions.reservedOf(region, name);
  return json(200, ReservedConcurrentExecutions === undefined ? {} : { ReservedConcurrentExecutions });
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refused('InvalidRequestContentException', 'The body is not JSON');
  }
}

function put(functions: Functions, named: Named, body: string): HttpAnswer {
  const read = RESERVED.safeParse(parsed(body));
  if (!read.success) throw new Refused(INVALID, z.prettifyError(read.error));
  functions.reserve(named.region, named.name, read.data.ReservedConcurrentExecutions);
  return shown(functions, named);
}

function remove(functions: Functions, { region, name }: Named): HttpAnswer {
  functions.reserve(region, name, undefined);
  return { status: 204, headers: {}, body: '' };
}

const ROUTES: readonly Route[] = [
  { method: 'GET', version: '2019-09-30', action: 'GetFunctionConcurrency', writes: false, run: shown },
  { method: 'PUT', version: '2017-10-31', action: 'PutFunctionConcurrency', writes: true, run: put },
  { method: 'DELETE', version: '2017-10-31', action: 'DeleteFunctionConcurrency', writes: true, run: remove },
];

const PATH = /^\/([\d-]+)\/functions\/([\w-]+)\/concurrency$/;

function routeOf({ method, path }: HttpRequest): { readonly route: Route; readonly name: string } {
  const [, version, name = ''] = PATH.exec(path) ?? [];
  const route = ROUTES.find((one) => one.method === method && one.version === version);
  if (!route) throw new Refused('UnknownOperationException', `There is no operation ${method} ${path}`);
  return { route, name };
}

export function lambdaService(functions: Functions): Service {
  return {
    answer: async (request, region, perform) => {
      const { route, name } = routeOf(request);
      const { action, writes, run } = route;
      return perform({ service: 'lambda', action, region, writes }, () => {
        if (!functions.has(region, name)) throw new Refused('ResourceNotFoundException', `Function not found: ${name}`);
        return run(functions, { region, name }, request.body);
      });
    },
    refusal: ({ code, why }) =>
      json(
        STATUS[code] ?? 400,
        { Type: code === 'InternalError' ? 'Server' : 'User', Message: why },
        {
          'x-amzn-errortype': code,
        },
      ),
  };
}
